import GRDB
import PulseModel
import Synchronization
import Testing

@testable import PulseStore

/// What the store tells those who follow it, and what it logs for other processes.
@Suite struct ChangeTests {
    @Test func aCommitThatChangesNothingIsNotTold() async throws {
        let desk = try TestDesk()
        try await desk.look(TestDesk.row("Hello", at: 10), base: true)
        let again = try await desk.look(TestDesk.row("Hello", at: 10), seenAt: 20)
        #expect(again.change.isEmpty)
        let kept = try await desk.outcome { try await $0.save(lookedAt: Timestamp(seconds: 900), of: TestDesk.support) }
        #expect(kept.change.isEmpty)
    }

    @Test func aCommitThatIsUndoneIsNotTold() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let heard = Mutex(0)
        desk.store.follow { _ in heard.withLock { $0 += 1 } }
        await #expect(throws: StoreFailure.self) {
            try await desk.store.change(.person) { transaction in
                try transaction.db.saveDraft(Draft(text: "typed", caret: 1), of: id.rawValue)
                throw StoreFailure.notFound
            }
        }
        #expect(heard.withLock { $0 } == 0)
        #expect(try await desk.store.draft(of: id) == nil)
    }

    @Test func changesAreNumberedFromOneRunToTheNext() async throws {
        let folder = TemporaryFolder()
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        let first = try await desk.outcome { try await $0.enqueue(text: "1", in: id, enteredAt: Timestamp(seconds: 1)) }
        let second = try await desk.outcome { try await $0.saveDraft(Draft(text: "a", caret: 1), of: id) }
        #expect(second.number == first.number + 1)
        #expect(try await desk.store.rows().lastChange == second.number)
        desk.store.close()
        let next = try TestDesk(folder: folder.path)
        let third = try await next.outcome { try await $0.saveDraft(nil, of: id) }
        #expect(third.number == second.number + 1)
        #expect(third.drafts == [id] && third.cause == .person)
        next.store.close()
    }

    @Test func theLogNamesWhatEachCommitChanged() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let entered = try await desk.outcome {
            try await $0.enqueue(text: "1", in: id, enteredAt: Timestamp(seconds: 1))
        }
        let number = entered.number
        let lines = try await desk.store.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT kind, id, cause FROM change WHERE number = ? ORDER BY kind",
                arguments: [number]
            ).map { row in "\(row[0] as Int) \(row[1] as Int64) \(row[2] as String)" }
        }
        #expect(lines == ["0 \(id.rawValue) person", "2 \(entered.value.rawValue) person"])
    }

    @Test func theLogStaysShort() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        // As if a busy hour lay behind: many lines, and half of them old.
        try await desk.store.database.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 30999)
                    INSERT INTO change SELECT i, 0, 1, 'poll', strftime('%s', 'now') - iif(i < 16000, 700, 0) FROM n
                    """
            )
        }
        for number in 0..<100 { try await desk.store.saveDraft(Draft(text: "\(number)", caret: 0), of: id) }
        let (count, newest) = try await desk.store.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM change") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT max(number) FROM change") ?? 0
            )
        }
        #expect(newest == 31_099)
        #expect(count > 9_000 && count <= 10_200)
    }

    @Test func aPageIsReadOnceForAllWhoFollow() async throws {
        let desk = try TestDesk()
        let id = try await desk.listedDialogue()
        let records = (1...40).map { number in
            ExchangeRecord(id: "m\(number)", query: "q", answer: "a", createdAt: Timestamp(seconds: Int64(number)))
        }
        _ = try await desk.store.merge(
            page: HistoryPage(conversation: id, records: Array(records[20...]), request: .newest(20), isFull: true)
        )
        let reads = Mutex(0)
        try await desk.store.database.writeWithoutTransaction { db in
            db.trace(options: .statement) { event in
                if event.description.contains(Database.itemColumns) { reads.withLock { $0 += 1 } }
            }
        }
        let page = HistoryPage(
            conversation: id,
            records: Array(records[..<20]),
            request: .older("m21", 20),
            isFull: true
        )
        let older = try await desk.outcome { try await $0.merge(page: page) }
        try await desk.store.database.writeWithoutTransaction { db in db.trace(nil) }
        #expect(reads.withLock { $0 } == 1)
        #expect(older.cause == .history)
        #expect(older.items.compactMap(\.exchange?.remoteID) == records[..<20].map(\.id))
        #expect(older.transcripts.map(\.around?.hasNewer) == [true])
    }
}
