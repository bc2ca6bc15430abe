import PulseClient
import PulseModel

/// Clients against a local port, and limits short enough for a test.
enum Desk {
    static let key = APIKey("pls_secret_never_to_be_seen")

    static let shortLimits = TimeLimits(
        connect: .milliseconds(500),
        poll: .milliseconds(400),
        model: .milliseconds(400),
        other: .milliseconds(400),
        silence: .milliseconds(400),
        body: .milliseconds(1500)
    )

    static func support(port: UInt16, runtime: ClientRuntime, name: String? = nil) throws -> SupportClient {
        let account = Account(
            id: AccountID(rawValue: "desk"),
            service: .support,
            baseURL: "http://127.0.0.1:\(port)/api/v1",
            senderName: name
        )
        return try SupportClient(account: account, key: key, runtime: runtime)
    }

    static func knowledge(port: UInt16, runtime: ClientRuntime) throws -> KnowledgeClient {
        let account = Account(
            id: AccountID(rawValue: "assistant"),
            service: .assistant,
            baseURL: "http://127.0.0.1:\(port)/v1"
        )
        return try KnowledgeClient(account: account, key: key, runtime: runtime)
    }

    static func assistant(port: UInt16, runtime: ClientRuntime) throws -> AssistantClient {
        let account = Account(
            id: AccountID(rawValue: "assistant"),
            service: .assistant,
            baseURL: "http://127.0.0.1:\(port)/v1",
            user: "tester",
            inputs: ["name": .string("Acme")]
        )
        return try AssistantClient(account: account, key: key, runtime: runtime)
    }
}

/// Gives work a runtime and shuts it down after.
func withRuntime<Value>(
    _ limits: TimeLimits = TimeLimits(),
    _ work: (ClientRuntime) async throws -> Value
) async throws -> Value {
    let runtime = ClientRuntime(limits: limits)
    do {
        let value = try await work(runtime)
        await runtime.shutdown()
        return value
    } catch {
        await runtime.shutdown()
        throw error
    }
}

/// The failure that a call throws; nil when it succeeds.
func failure<Value>(of call: () async throws(ServiceFailure) -> Value) async -> ServiceFailure? {
    do {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}

/// Reads a stream to its end into an answer, keeping its events.
func collect(_ stream: AnswerStream) async -> (answer: AnswerAssembler, events: [AnswerEvent]) {
    var answer = AnswerAssembler()
    var events: [AnswerEvent] = []
    do throws(ServiceFailure) {
        for try await event in stream {
            events.append(event)
            answer.receive(event)
        }
        answer.streamEnded()
    } catch {
        answer.streamEnded(by: error)
    }
    return (answer, events)
}
