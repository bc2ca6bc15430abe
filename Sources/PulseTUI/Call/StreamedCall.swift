import PulseClient
import PulseModel
import Synchronization

/// A question as the command line asks it.
struct CallQuestion: Sendable {
    var query: String
    var conversationID: String?
    var inputs: [String: JSONValue]?
    var files: [QuestionFile]
    var makesTitle: Bool

    init(_ values: CallValues) throws(CallProblem) {
        query = try values.needed("query")
        conversationID = values.text("conversation_id")
        inputs = try values.members("inputs")
        files = try (values.list("files") ?? []).map { json throws(CallProblem) in try Self.file(json) }
        makesTitle = values.flag("auto_generate_name") ?? true
    }

    private static func file(_ json: JSONValue) throws(CallProblem) -> QuestionFile {
        guard case .object(let members) = json, case .string(let type)? = members["type"],
            let kind = FileKind(rawValue: type)
        else {
            throw .usage("a file takes a type: \(FileKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if case .string(let id)? = members["upload_file_id"] {
            return QuestionFile(kind: kind, place: .uploaded(id: id))
        }
        if case .string(let url)? = members["url"] { return QuestionFile(kind: kind, place: .remote(url: url)) }
        throw .usage("a file takes upload_file_id (with transfer_method local_file) or url (with remote_url)")
    }
}

/// A question whose answer is printed as it comes.
struct StreamedCall {
    let call: CallContext
    let client: AssistantClient
    let question: CallQuestion

    /// How long the server's end is waited for after it was asked to stop.
    private static let patienceAfterStop = Duration.seconds(10)

    /// Asks, prints, and throws where the answer is not whole.
    func run() async throws(CallProblem) {
        let output = call.output
        let stream = try await opened()
        var answer = AnswerAssembler(mostBytes: call.runtime.limits.answerBytes)
        let stopper = Stopper(client: client, output: output)
        call.interruption.onStop { stopper.wanted() }
        do throws(ServiceFailure) {
            for try await event in stream {
                stopper.received(event)
                // Before the event, which may be the end that the stop brought.
                if stopper.isAsked { answer.stopWasAsked() }
                answer.receive(event)
                if !output.isJSON { show(event, output) }
                if answer.isCut || stopper.hasWaited(Self.patienceAfterStop) { break }
            }
            answer.streamEnded()
        } catch {
            answer.streamEnded(by: error)
        }
        try end(answer, output)
    }

    private func opened() async throws(CallProblem) -> AnswerStream {
        let (question, client, output) = (question, client, call.output)
        let frameCame: @Sendable (JSONValue) -> Void = { frame in if output.isJSON { output.write(frame) } }
        return try await call.interruption.whileRunning { () async -> Result<AnswerStream, CallProblem> in
            do throws(ServiceFailure) {
                let stream = try await client.stream(
                    query: question.query,
                    conversationID: question.conversationID,
                    inputs: question.inputs,
                    files: question.files,
                    makesTitle: question.makesTitle,
                    frameCame: frameCame
                )
                return .success(stream)
            } catch {
                return .failure(.service(error))
            }
        }
    }

    private func show(_ event: AnswerEvent, _ output: CallOutput) {
        switch event {
        case .delta(let text): output.write(piece: text)
        case .replaced(let text): output.write(piece: "\n(replaced by the service:)\n" + text)
        default: break
        }
    }

    /// Prints what an answer has besides its text, and says how it ended.
    private func end(_ answer: AnswerAssembler, _ output: CallOutput) throws(CallProblem) {
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
        if case .notSent(let failure)? = answer.delivery { throw .service(failure) }
        switch answer.end {
        case .finished, nil: return
        case .stopped:
            output.say("stopped")
            throw .interrupted
        case .failed(let status, let words): throw .service(.streamError(status: status, words))
        case .interrupted(.tooLong(let bytes)): throw .incomplete("the answer is longer than \(bytes) bytes")
        case .interrupted: throw .incomplete("the answer was cut off; the service has the question")
        }
    }
}

/// Asks the server to stop an answer, once its task is known.
private final class Stopper: Sendable {
    private struct State {
        var request = StopRequest()
        var askedAt: ContinuousClock.Instant?
    }

    private let client: AssistantClient
    private let output: CallOutput
    private let state = Mutex(State())

    init(client: AssistantClient, output: CallOutput) {
        self.client = client
        self.output = output
    }

    var isAsked: Bool { state.withLock { $0.askedAt != nil } }

    func hasWaited(_ patience: Duration) -> Bool {
        state.withLock { $0.askedAt.map { ContinuousClock.now - $0 > patience } ?? false }
    }

    func wanted() {
        perform(
            state.withLock { state in
                state.askedAt = state.askedAt ?? .now
                return state.request.stopWasWanted()
            }
        )
    }

    func received(_ event: AnswerEvent) {
        perform(state.withLock { $0.request.received(event) })
    }

    private func perform(_ action: StopRequest.Action) {
        guard case .sendStop(let task) = action else { return }
        let (client, output) = (client, output)
        Task {
            do throws(ServiceFailure) {
                _ = try await client.stop(taskID: task)
            } catch {
                output.say("not stopped on the server: \(error.sentence)")
            }
        }
    }
}
