import PulseModel
import PulseStore
import TestPacing
import Testing

/// For how long after it left a message of ours is recognised: for as long as the one who sends waits for it.
@Suite(.paced) struct SendLimitTests {
    private static let moments: [(limit: Int64, second: Int64, isOurs: Bool)] = [
        (30, 132, true), (30, 133, false), (150, 252, true), (150, 253, false),
    ]
    private let lost = Delivery.unknown(.programEnded)

    private func desk(_ limit: Int64) throws -> TestDesk {
        try TestDesk(sendLimit: limit * 1000)
    }

    @Test(arguments: moments) func ofAReply(_ limit: Int64, _ second: Int64, _ isOurs: Bool) async throws {
        let desk = try desk(limit)
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        try await desk.look(TestDesk.row("Hello", at: second))
        #expect(try await desk.delivery(item) == (isOurs ? .sent : lost))
        #expect(try await desk.transcript(id).contains("~Hello") == !isOurs)
    }

    @Test(arguments: moments) func ofAReplyThatWasTakenBack(_ limit: Int64, _ second: Int64, _ isOurs: Bool)
        async throws
    {
        let desk = try desk(limit)
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        _ = try await desk.store.backToDraft(item)
        try await desk.look(TestDesk.row("Hello", at: second))
        #expect(try await desk.transcript(id) == [isOurs ? "own: Hello" : "~Hello"])
    }

    @Test(arguments: moments) func ofAQuestion(_ limit: Int64, _ second: Int64, _ isOurs: Bool) async throws {
        let desk = try desk(limit)
        let id = try await desk.listedDialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        let record = ExchangeRecord(id: "m", query: "Q", answer: "A", createdAt: Timestamp(seconds: second))
        try await desk.page(id, [record])
        #expect(try await desk.delivery(item) == (isOurs ? .sent : lost))
    }

    @Test(arguments: moments) func ofAFirstQuestion(_ limit: Int64, _ second: Int64, _ isOurs: Bool) async throws {
        let desk = try desk(limit)
        let id = try await desk.dialogue()
        let item = try await desk.send("Q", in: id, at: 100)
        try await desk.store.settle(item, as: lost)
        let list = try await desk.list(("c9", "New", second))
        #expect(list.maybeOurs.isEmpty == !isOurs)
        let row = try desk.first(list.rows)
        let began = AssistantConversation(id: "c9", createdAt: Timestamp(seconds: second))
        #expect(try await desk.store.rows(of: [began], maybe: id).isEmpty == !isOurs)
        let record = ExchangeRecord(id: "m", query: "Q", answer: "A", createdAt: Timestamp(seconds: second))
        #expect(try await desk.page(row.id, [record]).conversation == (isOurs ? id : row.id))
    }
}
