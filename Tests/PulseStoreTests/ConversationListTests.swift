import PulseModel
import PulseStore
import TestPacing
import Testing

/// What a page of an assistant's conversation list means.
@Suite(.paced) struct ConversationListTests {
    @Test func ourOwnRenamingIsNoNewsWhenTheListShowsIt() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue("c1")
        let renamed = try await desk.store.rename(id, to: "Printers", at: Timestamp(seconds: 500))
        #expect(renamed.map(\.name) == ["Printers"])
        #expect(renamed.map(\.lastActivity) == [Timestamp(seconds: 500)])
        #expect(try await desk.store.rename(id, to: "Printers", at: Timestamp(seconds: 500)).isEmpty)
        let list = try await desk.list(("c1", "Printers", 500))
        #expect(list.arrived.isEmpty && list.rows.isEmpty)
        #expect(try await desk.row(id).isUnread == false)
        #expect(try await desk.list(("c1", "Printers", 600)).arrived == [id])
    }
}

extension TestDesk {
    /// A page of the list: id, title, and the second of creation and of the last activity.
    @discardableResult
    func list(_ rows: (String, String, Int64)..., base: Bool = false) async throws -> ListMerge {
        try await store.merge(
            list: rows.map { id, name, second in
                AssistantConversation(
                    id: id,
                    name: name,
                    createdAt: Timestamp(seconds: second),
                    updatedAt: Timestamp(seconds: second)
                )
            },
            of: Self.assistant,
            isBase: base,
            seenAt: Timestamp(seconds: 1)
        )
    }
}
