import PulseModel
import PulseSimulator
import TestPacing
import Testing

@testable import PulseClient

/// Both clients against a simulator that shares no code with them, over real HTTP.
@Suite("Simulated services", .timeLimit(.minutes(20)), .paced)
struct SimulatedServiceTests {
    private static let still = SimulatorOptions(pace: 0, visitorsWrite: false)

    @Test("a desk reads its lists and answers a visitor, once")
    func support() async throws {
        try await SimulatedDesk.run(Self.still) { desk in
            _ = try await desk.support.authCheck()
            #expect(try await !desk.support.widgets().value.rows.isEmpty)
            let open = try await desk.support.conversations(status: .open)
            #expect(open.serverDate != nil)
            #expect(open.value.unreadable.isEmpty)
            let row = try #require(open.value.rows.first)
            #expect(row.status == .open)
            let sent = try await desk.support.sendMessage(conversationID: row.id, content: "Hü 👋").value
            #expect(sent.conversationID == row.id)
            #expect(sent.senderType == "agent")
            #expect(sent.senderName == "Support")
            #expect(sent.createdAt != nil)
            let received = await desk.simulator.received
            #expect(received.map(\.text) == ["Hü 👋"])
            #expect(received.map(\.count) == [1])
            let rows = try await desk.support.conversations().value.rows
            #expect(rows.first { $0.id == row.id }?.lastMessage == "Hü 👋")
        }
    }

    @Test("an assistant tells of itself, and its history and list page")
    func assistant() async throws {
        try await SimulatedDesk.run(Self.still) { desk in
            for assistant in desk.assistants {
                #expect(try await assistant.info().value.name != nil)
                #expect(try await assistant.parameters().json != .null)
                _ = try await assistant.meta()
            }
            let first = try await desk.assistant.conversations(limit: 1)
            #expect(first.value.rows.count == 1)
            #expect(first.value.hasMore)
            let second = try await desk.assistant.conversations(lastID: first.value.rows[0].id, limit: 1)
            #expect(second.value.rows.map(\.id) != first.value.rows.map(\.id))
            let page = try await desk.assistant.messages(conversationID: first.value.rows[0].id)
            #expect(!page.value.rows.isEmpty)
            #expect(page.value.unreadable.isEmpty)
            let gone = await failure { () throws(ServiceFailure) in
                try await desk.assistant.messages(conversationID: "00000000-0000-4000-8000-000000000000")
            }
            guard case .notFound = gone else {
                Issue.record("\(String(describing: gone))")
                return
            }
        }
    }

    @Test("a new conversation is asked, named, renamed and deleted", arguments: [true, false])
    func conversationLife(_ deletesWithoutBody: Bool) async throws {
        var options = Self.still
        options.deletesWithoutBody = deletesWithoutBody
        try await SimulatedDesk.run(options) { desk in
            let (answer, _) = await collect(try await desk.assistant.stream(query: "iphone 13 pro [n=5]"))
            #expect(answer.end == .finished)
            let id = try #require(answer.start?.conversationID)
            let history = try await desk.assistant.messages(conversationID: id).value.rows
            #expect(history.map(\.id) == [answer.start?.messageID])
            let named = try await desk.assistant.rename(conversationID: id, name: "Über").value
            #expect(named.name == "Über")
            #expect(try await desk.assistant.renameAutomatically(conversationID: id).value.id == id)
            _ = try await desk.assistant.delete(conversationID: id)
            let again = await failure { () throws(ServiceFailure) in
                try await desk.assistant.delete(conversationID: id)
            }
            guard case .notFound = again else {
                Issue.record("\(String(describing: again))")
                return
            }
        }
    }

    @Test(
        "streamed and blocking answers of every kind of app",
        arguments: [
            "[uni]", "[n=300]", "[replace][n=20]", "[tts][n=4]", "[tool]", "[unknown][n=4]", "[empty]", "[code]",
            "[long]",
        ]
    )
    func answers(_ question: String) async throws {
        try await SimulatedDesk.run(Self.still) { desk in
            for assistant in desk.assistants {
                let (answer, _) = await collect(try await assistant.stream(query: question))
                #expect(answer.end == .finished, "\(assistant.account.id)")
                #expect(answer.malformedFrames == 0)
                #expect(answer.start != nil && answer.questionFailure == nil)
                let id = try #require(answer.start?.conversationID)
                let stored = try await assistant.messages(conversationID: id).value.rows.last
                #expect(stored?.answer == answer.text.trimmed)
            }
            let whole = try await desk.assistant.ask(query: question).value
            #expect(!whole.messageID.isEmpty)
        }
    }

    @Test("an error inside a stream fails the answer, a break interrupts it")
    func failing() async throws {
        try await SimulatedDesk.run(Self.still) { desk in
            let (failed, _) = await collect(try await desk.assistant.stream(query: "[error]"))
            guard case .failed(_, let words) = failed.end else {
                Issue.record("\(String(describing: failed.end))")
                return
            }
            #expect(!words.message.isEmpty)
            let (cut, _) = await collect(try await desk.assistant.stream(query: "[n=50][cut]"))
            guard case .interrupted = cut.end else {
                Issue.record("\(String(describing: cut.end))")
                return
            }
        }
    }

    @Test("a stop asked at the first event ends the stream as stopped")
    func stopping() async throws {
        try await SimulatedDesk.run(SimulatorOptions(pace: 0.2, visitorsWrite: false)) { desk in
            var answer = AnswerAssembler()
            var stop = StopRequest()
            #expect(stop.stopWasWanted() == .none)
            answer.stopWasAsked()
            for try await event in try await desk.assistant.stream(query: "[n=500][slow=0.2]") {
                answer.receive(event)
                if case .sendStop(let taskID) = stop.received(event) {
                    _ = try await desk.assistant.stop(taskID: taskID)
                }
            }
            answer.streamEnded()
            #expect(answer.end == .stopped)
            #expect(!answer.text.contains("w499"))
        }
    }

    @Test("a revoked key is the service's word about it, and no lost message")
    func revoked() async throws {
        try await SimulatedDesk.run(Self.still) { desk in
            let row = try #require(try await desk.support.conversations().value.rows.first)
            await desk.simulator.revoke(desk.simulator.addresses.support.key)
            let failure = await failure { () throws(ServiceFailure) in
                try await desk.support.sendMessage(conversationID: row.id, content: "x")
            }
            guard case .unauthorized? = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(failure?.deliveryVerdict == .refused)
            #expect(await desk.simulator.received.isEmpty)
        }
    }

    @Test("hostile records read whole")
    func hostile() async throws {
        var options = Self.still
        options.scenario = .hostile
        try await SimulatedDesk.run(options) { desk in
            for status in [ConversationStatus.open, .snoozed, .resolved] {
                let listing = try await desk.support.conversations(status: status).value
                #expect(listing.unreadable.isEmpty)
            }
            #expect(try await desk.support.widgets().value.unreadable.isEmpty)
            for assistant in desk.assistants {
                let conversations = try await assistant.conversations(limit: 100).value.rows
                #expect(!conversations.isEmpty)
                for conversation in conversations.prefix(20) {
                    let page = try await assistant.messages(conversationID: conversation.id).value
                    #expect(page.unreadable.isEmpty)
                }
            }
        }
    }
}

extension String {
    /// Without white space at both ends, as the server keeps it.
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
