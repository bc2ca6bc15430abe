import PulseClient
import PulseModel
import Synchronization

/// A question whose answer is printed as it comes.
struct StreamedCall {
    let call: CallContext
    let client: AssistantClient
    let question: CallQuestion

    /// Asks, prints, and throws where the answer is not whole.
    func run() async throws(CallProblem) {
        let (output, client, question) = (call.output, client, question)
        let mostBytes = call.runtime.limits.answerBytes
        let stop = StreamStop(client: client, output: output)
        let reading = Task { () async -> Result<AnswerAssembler, CallProblem> in
            let frameCame: @Sendable (JSONValue) -> Void = { frame in if output.isJSON { output.write(frame) } }
            do throws(ServiceFailure) {
                let stream = try await client.stream(
                    query: question.query,
                    conversationID: question.conversationID,
                    inputs: question.inputs,
                    files: question.files,
                    makesTitle: question.makesTitle,
                    frameCame: frameCame
                )
                return .success(await Self.read(stream, AnswerAssembler(mostBytes: mostBytes), output, stop))
            } catch {
                // What had left by the time of a Ctrl-C may have arrived.
                if stop.isWanted, case .notReached = error { return .failure(.interrupted) }
                return .failure(.service(error))
            }
        }
        // The request is not given up: a server that has the question would go on answering nobody.
        call.interruption.onStop { stop.request(orCancel: reading) }
        let answer = try await reading.value.get()
        if answer.isCut { await stop.sendNow() }
        try finish(answer, output)
    }

    private static func read(
        _ stream: AnswerStream,
        _ empty: AnswerAssembler,
        _ output: CallOutput,
        _ stop: StreamStop
    ) async -> AnswerAssembler {
        var answer = empty
        var printed = PrintedAnswer(output)
        defer { printed.end() }
        do throws(ServiceFailure) {
            for try await event in stream {
                stop.received(event)
                // Before the event, which may be the end that the stop brought.
                if stop.isWanted { answer.stopWasAsked() }
                answer.receive(event)
                if !output.isJSON { printed.show(event) }
                if answer.isCut { break }
            }
            answer.streamEnded()
        } catch {
            if stop.isWanted { answer.stopWasAsked() }
            answer.streamEnded(by: error)
        }
        stop.streamEnded()
        return answer
    }

    /// Prints what an answer has besides its text, and says how it ended.
    private func finish(_ answer: AnswerAssembler, _ output: CallOutput) throws(CallProblem) {
        if !output.isJSON {
            if !answer.text.isEmpty { output.write(lines: [""]) }
            var lines: [String] = []
            for (index, source) in answer.sources.enumerated() {
                let place = [source.datasetName, source.documentName].compactMap { $0 }.joined(separator: ", ")
                let score = source.score.map { " (score \($0))" } ?? ""
                lines.append("[\(source.position ?? index + 1)] \(place)\(score)")
            }
            if let id = answer.start?.conversationID { lines.append("conversation_id: \(id)") }
            if let id = answer.start?.messageID { lines.append("message_id: \(id)") }
            output.write(lines: lines)
        }
        if let failure = answer.questionFailure { throw .service(failure) }
        switch answer.end {
        case .finished, nil:
            guard answer.malformedFrames == 0 else {
                throw .incomplete(
                    "\(answer.malformedFrames) frame(s) of the answer could not be read: it may lack a part"
                )
            }
        case .stopped:
            output.say("stopped")
            throw .interrupted
        case .failed(let status, let words): throw .service(.streamError(status: status, words))
        case .interrupted(let how):
            let end = StreamEnd.interrupted(how).sentence
            throw .incomplete("the service has the question; its answer was \(end)")
        }
    }
}

/// An answer's text on its way to standard output.
struct PrintedAnswer {
    private let output: CallOutput
    /// The last sign that came: the next piece may begin with what combines with it.
    private var held = ""

    init(_ output: CallOutput) {
        self.output = output
    }

    mutating func show(_ event: AnswerEvent) {
        switch event {
        case .delta(let text): write(text)
        case .replaced(let text):
            end()
            write("\n(replaced by the service:)\n" + text)
        // What an answer has besides its text is printed at its end.
        case .started, .thought, .file, .ended, .speech, .workflow, .ping, .failed, .unknown, .malformedFrame: break
        }
    }

    /// Prints what was held back.
    mutating func end() {
        if !held.isEmpty { output.write(piece: held) }
        held = ""
    }

    private mutating func write(_ text: String) {
        var whole = held + text
        held = whole.popLast().map(String.init) ?? ""
        if !whole.isEmpty { output.write(piece: whole) }
    }
}

/// Asks the server to stop an answer once its task is known, and gives up waiting for the end after a while.
private final class StreamStop: Sendable {
    private struct State {
        var request = StopRequest()
        var isWanted = false
        var taskID: String?
    }

    /// How long the stream's end is waited for.
    private static let patience = Duration.seconds(10)

    private let client: AssistantClient
    private let output: CallOutput
    private let state = Mutex(State())

    init(client: AssistantClient, output: CallOutput) {
        self.client = client
        self.output = output
    }

    /// Whether the person wants the answer to stop.
    var isWanted: Bool { state.withLock { $0.isWanted } }

    /// The person wants it to stop; what reads it is cancelled where no end comes.
    func request(orCancel reading: Task<Result<AnswerAssembler, CallProblem>, Never>) {
        perform(
            state.withLock { state in
                state.isWanted = true
                return state.request.stopWasWanted()
            }
        )
        Task {
            do {
                try await Task.sleep(for: Self.patience)
            } catch {
                return  // never cancelled
            }
            reading.cancel()
        }
    }

    func received(_ event: AnswerEvent) {
        perform(
            state.withLock { state in
                if case .started(let start) = event { state.taskID = start.taskID ?? state.taskID }
                return state.request.received(event)
            }
        )
    }

    func streamEnded() {
        state.withLock { $0.request.streamEnded() }
    }

    /// Asks the server to stop, whether or not the person wants it, and waits for its answer.
    func sendNow() async {
        guard let task = state.withLock({ $0.taskID }) else { return }
        await send(task)
    }

    private func perform(_ action: StopRequest.Action) {
        guard case .sendStop(let task) = action else { return }
        Task { await send(task) }
    }

    private func send(_ task: String) async {
        do throws(ServiceFailure) {
            try await client.stop(taskID: task)
        } catch {
            output.say("not stopped on the server: \(error.sentence)")
        }
    }
}
