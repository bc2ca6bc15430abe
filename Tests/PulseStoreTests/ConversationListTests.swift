import PulseModel
import PulseStore
import TestPacing
import Testing

/// What a page of an assistant's conversation list means.
@Suite(.paced) struct ConversationListTests {
    @Test func ourOwnRenamingIsNoNewsWhenTheListShowsIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue("c1")
        let renamed = try await desk.outcome { try await $0.rename(id, to: "Printers", at: Timestamp(seconds: 500)) }
        #expect(renamed.rows.map(\.name) == ["Printers"])
        #expect(renamed.rows.map(\.lastActivity) == [Timestamp(seconds: 500)])
        let again = try await desk.outcome { try await $0.rename(id, to: "Printers", at: Timestamp(seconds: 500)) }
        #expect(again.change.isEmpty)
        let list = try await desk.list(("c1", "Printers", 500))
        #expect(list.arrived.isEmpty && list.rows.isEmpty)
        #expect(try await desk.row(id).isUnread == false)
        #expect(try await desk.list(("c1", "Printers", 600)).arrived == [id])
    }

    @Test func theBaseIsKeptOnlyWhenTheWholeListWasRead() async throws {
        let desk = try TestDesk()
        #expect(try await desk.list(("c1", "One", 900), base: true).arrived.isEmpty)
        #expect(try await desk.store.hasBaseline(TestDesk.assistant) == false)
        #expect(try await desk.list(("c2", "Two", 800), base: true).arrived.isEmpty)
        try await desk.store.recordBaseline(of: TestDesk.assistant, at: Timestamp(seconds: 1_000))
        #expect(try await desk.store.hasBaseline(TestDesk.assistant))
        try await desk.store.recordBaseline(of: TestDesk.assistant, at: Timestamp(seconds: 2_000))
        let later = try await desk.list(("c3", "Old", 700), ("c4", "New", 1_100))
        #expect(later.arrived == [try #require(later.rows.last).id])
    }

    @Test func aClockThatRunsAheadDoesNotHideNewsOfANewConversation() async throws {
        let desk = try TestDesk()
        let id = try await desk.store.newConversation(of: TestDesk.assistant, at: Timestamp(seconds: 9_000)).id
        let item = try await desk.send("Q", in: id, at: 100)
        _ = try await desk.store.answerStarted(
            item,
            conversationRemoteID: "c1",
            messageID: "m1",
            createdAt: Timestamp(seconds: 101)
        )
        let exchange = Exchange(query: "Q", answer: "A", state: .complete, remoteID: "m1")
        try await desk.store.finishAnswer(item, exchange: exchange, endedAt: Timestamp(seconds: 9_010))
        #expect(try await desk.row(id).lastActivity == Timestamp(seconds: 101))
        #expect(try await desk.list(("c1", "", 500)).arrived == [id])
    }

    @Test func aNewConversationInWhichNothingWasWrittenIsGivenAgain() async throws {
        let desk = try TestDesk()
        let first = try await desk.store.newConversation(of: TestDesk.assistant, at: Timestamp(seconds: 10))
        let again = try await desk.store.newConversation(of: TestDesk.assistant, at: Timestamp(seconds: 20))
        #expect(again.id == first.id)
        #expect(again.lastActivity == Timestamp(seconds: 20))
        try await desk.store.saveDraft(Draft(text: "half a question", caret: 4), of: first.id)
        let second = try await desk.store.newConversation(of: TestDesk.assistant, at: Timestamp(seconds: 30))
        #expect(second.id != first.id)
        _ = try await desk.send("Q", in: second.id, at: 40)
        let third = try await desk.store.newConversation(of: TestDesk.assistant, at: Timestamp(seconds: 50))
        #expect(third.id != second.id)
    }

    @Test func aPageMissesWhatWasActiveAfterItsOldestRow() async throws {
        let desk = try TestDesk()
        try await desk.list(("a", "A", 30), ("b", "B", 20), ("c", "C", 20), ("d", "D", 10), base: true)
        let numbers = try await desk.store.conversations(["a", "b", "c", "d"], of: TestDesk.assistant)
        func absent(_ shown: Set<String>, _ oldest: Int64?) async throws -> [ConversationID] {
            try await desk.store.absent(
                from: shown,
                reachingBackTo: oldest.map(Timestamp.init(seconds:)),
                of: TestDesk.assistant
            )
        }
        // A second can be cut in two by the page's end.
        #expect(try await absent(["a", "b"], 20).isEmpty)
        #expect(try await absent(["b", "c"], 20) == [numbers[0]])
        #expect(try await absent(["a", "d"], 10) == [numbers[2], numbers[1]])
        #expect(try await absent(["a", "b", "c"], nil) == [numbers[3]])
        // New ones of this desk, and deleted ones, are in no list.
        _ = try await desk.dialogue()
        try await desk.store.deletedOnServer(numbers[3])
        #expect(try await absent(["a", "b", "c"], nil).isEmpty)
    }
}

extension TestDesk {
    /// A page of the list: id, title, and the second of creation and of the last activity.
    @discardableResult
    func list(_ rows: (String, String, Int64)..., base: Bool = false) async throws -> Outcome<ListMerge> {
        try await outcome {
            try await $0.merge(
                list: rows.map { id, name, second in
                    AssistantConversation(
                        id: id,
                        name: name,
                        createdAt: Timestamp(seconds: second),
                        updatedAt: Timestamp(seconds: second)
                    )
                },
                of: Self.assistant,
                isFirstSync: base,
                seenAt: Timestamp(seconds: 1)
            )
        }
    }
}
