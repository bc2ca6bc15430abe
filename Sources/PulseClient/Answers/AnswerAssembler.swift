public import PulseModel

/// Puts an answer together from what its stream says; a pure value.
///
/// It takes so many bytes at most, and ends an answer that is longer: whoever reads the stream has to look at `end` after
/// each event, and then to stop the answer on the server and to let go of the stream.
public struct AnswerAssembler: Hashable, Sendable {
    /// The text so far.
    public private(set) var text = ""
    /// The first frame's ids; nil until it came.
    public private(set) var start: AnswerStart?
    /// Reasoning steps, by position, then in the order in which they first came.
    public private(set) var thoughts: [Thought] = []
    /// Files of the answer, in order; one with a known id replaces that one.
    public private(set) var files: [ExchangeFile] = []
    /// The documents that the answer was drawn from, told at its end.
    public private(set) var sources: [Source] = []
    /// What the answer cost, told at its end.
    public private(set) var usage: Usage?
    /// The flow's latest step.
    public private(set) var workflow: WorkflowStep?
    /// How many frames could not be read.
    public private(set) var malformedFrames = 0
    /// How it ended, once and for all; nil while it runs.
    public private(set) var end: StreamEnd?
    /// Whether this side asked the server to stop.
    public private(set) var wasAskedToStop = false

    /// Bytes that came for the answer, those included that were replaced; never less than before.
    public private(set) var receivedBytes = 0

    /// What ended the stream, where that was no event of it.
    private var thrown: ServiceFailure?
    private var serverStopped = false
    private var mostBytes: Int
    private var textBytes = 0
    private var partBytes = 0

    /// How much is still taken after the server was asked to stop.
    private static let mostAfterStop = 1 << 20

    /// An answer of which nothing came yet.
    ///
    /// - Parameter mostBytes: bytes of text, steps and files that are taken.
    public init(mostBytes: Int = TimeLimits().answerBytes) {
        self.mostBytes = mostBytes
    }

    /// Bytes of text, steps and files as they are now.
    public var size: Int { textBytes + partBytes }

    /// Whether it was ended here, since more came than is taken.
    public private(set) var isCut = false

    /// Why the server may not have the question, where the stream ended before a frame with a message id.
    ///
    /// An error frame can have one too. `deliveryVerdict` says what the failure means. Nil while it may still turn out
    /// well, and where the server has the question.
    public var questionFailure: ServiceFailure? {
        guard start == nil, let end else { return nil }
        if let thrown { return thrown }
        switch end {
        case .failed(let status, let words): return .streamError(status: status, words)
        case .interrupted(.tooLong(let bytes)): return .malformed(detail: "an answer of more than \(bytes) bytes")
        case .interrupted, .finished, .stopped: return .broken(detail: "the stream ended before its first frame")
        }
    }

    /// Notes that the server was, or will be, asked to stop.
    public mutating func stopWasAsked() {
        guard end == nil, !wasAskedToStop else { return }
        wasAskedToStop = true
        mostBytes = min(mostBytes, size + Self.mostAfterStop)
    }

    /// Takes one event of the stream.
    public mutating func receive(_ event: AnswerEvent) {
        // After its end an answer takes no more text, but it may still learn of files.
        if end != nil, !event.isHarmlessAfterEnd { return }
        switch event {
        case .started(let start): self.start = start
        case .delta(let more): append(more)
        case .replaced(let whole):
            text = ""
            textBytes = 0
            append(whole)
        case .thought(let thought): upsert(thought)
        case .file(let file): upsert(file)
        case .ended(let usage, let sources):
            self.usage = usage
            self.sources = sources
            end = wasAskedToStop || serverStopped ? .stopped : .finished
        case .workflow(let step):
            workflow = step
            if step.kind == "workflow_finished", step.status == "stopped" { serverStopped = true }
        case .failed(let status, let words): end = .failed(status: status, words)
        case .malformedFrame: malformedFrames += 1
        case .speech, .ping, .unknown: break
        }
    }

    /// Takes the end of the stream: its body's, or the failure that it threw.
    public mutating func streamEnded(by failure: ServiceFailure? = nil) {
        guard end == nil else { return }
        thrown = failure
        switch failure {
        case nil: end = wasAskedToStop || serverStopped ? .stopped : .interrupted(.endOfStream)
        case .timedOut(let waited): end = .interrupted(.timedOut(after: waited))
        case .malformed(let detail): end = .interrupted(.malformed(detail: detail))
        case .cancelled: end = .interrupted(.cancelled)
        case .streamError(let status, let words): end = .failed(status: status, words)
        case .broken(let detail), .notReached(_, let detail): end = .interrupted(.broken(detail: detail))
        case .unauthorized(let words), .forbidden(let words), .notFound(let words), .declined(let words),
            .busy(_, _, let words), .rejected(_, let words), .server(_, let words):
            end = .failed(status: nil, words)
        case .redirected: end = .interrupted(.malformed(detail: "redirected"))
        // Nothing was sent, so that no stream can end by it.
        case .invalidRequest: end = .interrupted(.malformed(detail: "not sent"))
        }
    }

    /// Takes as much of a text as there is room for.
    private mutating func append(_ more: String) {
        let bytes = more.utf8.count
        receivedBytes += bytes
        let room = max(0, mostBytes - size)
        if bytes <= room {
            text += more
            textBytes += bytes
        } else {
            var end = more.utf8.index(more.startIndex, offsetBy: room)
            while end.samePosition(in: more.unicodeScalars) == nil { end = more.utf8.index(before: end) }
            text.unicodeScalars += more.unicodeScalars[..<end]
            textBytes = text.utf8.count
            cut()
        }
    }

    /// Makes room for a step or a file in the place of another.
    private mutating func takes(_ bytes: Int, insteadOf old: Int) -> Bool {
        receivedBytes += bytes
        guard size - old + bytes <= mostBytes else {
            cut()
            return false
        }
        partBytes += bytes - old
        return true
    }

    private mutating func cut() {
        isCut = true
        end = end ?? (wasAskedToStop ? .stopped : .interrupted(.tooLong(bytes: mostBytes)))
    }

    private mutating func upsert(_ file: ExchangeFile) {
        let index = files.firstIndex { $0.id == file.id }
        guard takes(file.bytes, insteadOf: index.map { files[$0].bytes } ?? 0) else { return }
        if let index {
            files[index] = file
        } else {
            files.append(file)
        }
    }

    private mutating func upsert(_ thought: Thought) {
        let index = thoughts.firstIndex { $0.id == thought.id }
        guard takes(thought.bytes, insteadOf: index.map { thoughts[$0].bytes } ?? 0) else { return }
        if let index {
            thoughts[index] = thought
        } else {
            thoughts.append(thought)
        }
        let places = thoughts.lazy.map { $0.position ?? .max }
        guard zip(places, places.dropFirst()).contains(where: { $0 > $1 }) else { return }
        // Stable, so that steps without a position keep the order in which they came.
        thoughts = thoughts.enumerated()
            .sorted { ($0.element.position ?? .max, $0.offset) < ($1.element.position ?? .max, $1.offset) }
            .map(\.element)
    }
}

extension Thought {
    /// What it counts for; each for a kibibyte more than its texts, so that there cannot be very many.
    fileprivate var bytes: Int {
        [id, thought, tool, toolInput, observation].reduce(1 << 10) { $0 + ($1?.utf8.count ?? 0) }
    }
}

extension ExchangeFile {
    /// What it counts for, as a step does.
    fileprivate var bytes: Int {
        [id, type, name, url, belongsTo].reduce(1 << 10) { $0 + ($1?.utf8.count ?? 0) }
    }
}

extension AnswerEvent {
    fileprivate var isHarmlessAfterEnd: Bool {
        switch self {
        case .file, .workflow, .speech, .ping, .unknown, .malformedFrame: true
        default: false
        }
    }
}
