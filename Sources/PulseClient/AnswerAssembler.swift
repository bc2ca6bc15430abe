public import PulseModel

/// Puts an answer together from what its stream says; a pure value.
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

    private var serverStopped = false

    /// An answer of which nothing came yet.
    public init() {}

    /// What the stream's end means for the question: nil while it may still turn out well.
    ///
    /// A frame with a message id means that the server has the question, an error frame's too; an error without one that
    /// it will not take it. A stream that ends before either leaves that open.
    public var delivery: AnswerDelivery? {
        if start != nil { return .sent }
        switch end {
        case nil: return nil
        case .failed(let status, let words): return .notSent(.streamError(status: status, words))
        case .interrupted(.broken(let detail)): return .notSent(.broken(detail: detail))
        case .interrupted(.timedOut(let waited)): return .notSent(.timedOut(after: waited))
        case .interrupted(.malformed(let detail)): return .notSent(.malformed(detail: detail))
        case .interrupted(.cancelled): return .notSent(.cancelled)
        case .interrupted(.endOfStream), .finished, .stopped:
            return .notSent(.broken(detail: "the stream ended before its first frame"))
        }
    }

    /// Notes that the server was, or will be, asked to stop.
    public mutating func stopWasAsked() {
        guard end == nil else { return }
        wasAskedToStop = true
    }

    /// Takes one event of the stream.
    public mutating func receive(_ event: AnswerEvent) {
        // After its end an answer takes no more text, but it may still learn of files.
        if end != nil, !event.isHarmlessAfterEnd { return }
        switch event {
        case .started(let start): self.start = start
        case .delta(let more): text += more
        case .replaced(let whole): text = whole
        case .thought(let thought): upsert(thought)
        case .file(let file):
            if let index = files.firstIndex(where: { $0.id == file.id }) {
                files[index] = file
            } else {
                files.append(file)
            }
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
        }
    }

    private mutating func upsert(_ thought: Thought) {
        if let index = thoughts.firstIndex(where: { $0.id == thought.id }) {
            thoughts[index] = thought
        } else {
            thoughts.append(thought)
        }
        // Stable, so that steps without a position keep the order in which they came.
        thoughts = thoughts.enumerated()
            .sorted { ($0.element.position ?? .max, $0.offset) < ($1.element.position ?? .max, $1.offset) }
            .map(\.element)
    }
}

/// What a stream's end means for the question that it answers.
public enum AnswerDelivery: Hashable, Sendable {
    /// The server has the question, whatever became of the answer.
    case sent
    /// What happened before that was known; `deliveryVerdict` says what it means.
    case notSent(ServiceFailure)
}

extension AnswerEvent {
    fileprivate var isHarmlessAfterEnd: Bool {
        switch self {
        case .file, .workflow, .speech, .ping, .unknown, .malformedFrame: true
        default: false
        }
    }
}
