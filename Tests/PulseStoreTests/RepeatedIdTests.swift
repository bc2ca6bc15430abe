import PulseModel
import PulseStore
import TestPacing
import Testing

/// A server that gives one id to two messages of ours: none of them is lost by it.
@Suite(.paced) struct RepeatedIdTests {
    @Test func aMessageIdThatComesTwiceTakesNoMessageAway() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let first = try await desk.send("message 1", in: id, at: 100)
        try await desk.store.settle(first, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 101))
        let second = try await desk.send("message 2", in: id, at: 110)
        let change = try await desk.outcome {
            try await $0.settle(second, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 111))
        }
        #expect(change.removedItems.isEmpty)
        #expect(try await desk.transcript(id) == ["own: message 1", "own: message 2"])
        #expect(try await desk.delivery(second) == .sent)
    }

    @Test func aQuestionsIdThatComesTwiceTakesNoQuestionAway() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        var asked: [ItemID] = []
        for (number, second) in [(1, Int64(100)), (2, 110)] {
            let item = try await desk.send("question \(number)", in: id, at: second)
            let change = try await desk.outcome {
                try await $0.answerStarted(
                    item,
                    conversationRemoteID: "c1",
                    messageID: "m",
                    createdAt: Timestamp(seconds: second)
                )
            }
            #expect(change.removedItems.isEmpty)
            var exchange = try #require(try await desk.store.item(item)?.exchange)
            (exchange.answer, exchange.state) = ("answer \(number)", .complete)
            try await desk.store.finishAnswer(item, exchange: exchange, endedAt: Timestamp(seconds: second + 1))
            asked.append(item)
        }
        #expect(try await desk.items(id).map(\.id) == asked)
        #expect(try await desk.items(id).map(\.exchange?.answer) == ["answer 1", "answer 2"])
    }

    @Test func aRecordWithAnotherQuestionAndOurIdStaysBesideOurs() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        try await desk.page(id, [ExchangeRecord(id: "m", query: "A", answer: "B", createdAt: Timestamp(seconds: 50))])
        let item = try await desk.send("Q", in: id, at: 100)
        let settled = try await desk.outcome { try await $0.settle(item, as: .sent, remoteID: "m") }
        #expect(settled.removedItems.isEmpty)
        #expect(try await desk.items(id).map(\.exchange?.query) == ["A", "Q"])
    }
}
