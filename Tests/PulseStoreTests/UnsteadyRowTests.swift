import PulseModel
import PulseStore
import TestPacing
import Testing

/// Rows that show now one thing, now another, though nothing happens: each is told once.
@Suite(.paced) struct UnsteadyRowTests {
    private func look(_ desk: TestDesk, _ text: String, at second: Int64) async throws -> TestDesk.Outcome<ListedRows> {
        try await desk.look(TestDesk.row(text, at: second), seenAt: 200, asked: .now)
    }

    @Test func twoTextsOfOneMomentAreToldOnceEach() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        _ = try await look(desk, "first", at: 50)
        #expect(try await look(desk, "second", at: 50).arrived == [id])
        try await desk.store.markRead(id, through: desk.mark(id))
        for text in ["first", "second", "first", "second"] {
            let again = try await look(desk, text, at: 50)
            #expect(again.arrived.isEmpty && again.items.isEmpty && again.rows.isEmpty)
        }
        #expect(try await desk.transcript(id) == ["~first", "~second"])
        #expect(try await desk.row(id).isUnread == false)
        #expect(try await look(desk, "first", at: 60).arrived == [id])
    }

    @Test(arguments: [true, false])
    func ourTextAndTheVisitorsOfOneMomentAreToldOnceAndTheVisitorWaits(_ oursFirst: Bool) async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("ours", in: id, at: 100)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 100))
        let texts = oursFirst ? ["ours", "theirs"] : ["theirs", "ours"]
        for text in texts { _ = try await look(desk, text, at: 100) }
        _ = try await look(desk, "theirs", at: 100)
        for text in ["ours", "theirs", "ours"] {
            let again = try await look(desk, text, at: 100)
            #expect(again.arrived.isEmpty && again.items.isEmpty && again.rows.isEmpty)
        }
        #expect(try await desk.transcript(id).sorted() == ["own: ours", "~theirs"])
        let row = try await desk.row(id)
        #expect(row.isWaiting && !row.snippetIsOurs)
        #expect(row.snippet == "theirs")
        #expect(try await look(desk, "ours", at: 90).items.isEmpty)
    }

    @Test func anotherTextOfTheSameMomentThatWasNotShownYetIsTold() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        for text in ["first", "second", "third"] {
            #expect(try await look(desk, text, at: 50).arrived == [id])
        }
        #expect(try await desk.transcript(id) == ["~first", "~second", "~third"])
    }

    @Test(arguments: [50, 9_000] as [Int64])
    func aRowThatStandsInTwoListsIsMarkedOnceForEachStatus(_ second: Int64) async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        _ = try await look(desk, "Hello", at: second)
        for number in 1...6 {
            let status: ConversationStatus = number.isMultiple(of: 2) ? .open : .resolved
            let row = TestDesk.row("Hello", at: second, status: status)
            try await desk.look(row, list: status, seenAt: 200 + Int64(number), asked: .now)
            #expect(try await desk.row(id).status == status)
        }
        #expect(try await desk.transcript(id) == ["~Hello", "status: resolved", "status: open"])
    }

    @Test func aStatusThatChangesWithTheRowsTimeIsMarkedEachTime() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        _ = try await look(desk, "Hello", at: 50)
        for (number, status) in [ConversationStatus.resolved, .open, .resolved].enumerated() {
            let row = TestDesk.row("Hello", at: 60 + Int64(number), status: status)
            try await desk.look(row, list: status, seenAt: 200, asked: .now)
        }
        #expect(try await desk.transcript(id) == ["~Hello", "status: resolved", "status: open", "status: resolved"])
    }
}
