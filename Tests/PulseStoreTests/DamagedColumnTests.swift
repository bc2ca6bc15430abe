import Foundation
import GRDB
import PulseModel
import TestPacing
import Testing

@testable import PulseStore

/// Whatever stands in a column, the desk opens and reads, or says that it cannot; it never ends the program.
@Suite(.paced, .timeLimit(.minutes(20))) struct DamagedColumnTests {
    private struct Column {
        var table: String
        var name: String
    }

    private static let values = [
        "x'ff00fe1b5b324a'", "9223372036854775807", "-9223372036854775808", "-1e300", "0.5", "'text'", "NULL",
    ]

    /// A desk with at least a row in each table, as a kill leaves it.
    private func fill(_ folder: String) async throws {
        let desk = try TestDesk(folder: folder)
        let store = desk.store
        try await store.save(
            widgets: [Widget(id: "w1", name: "Main", createdAt: Timestamp(seconds: 1))],
            of: TestDesk.support
        )
        try await store.save(appName: "Helper", of: TestDesk.assistant)
        try await store.save(lookedAt: Timestamp(seconds: 5), of: TestDesk.support)
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("conv_1", "Hello", at: 10, widget: "w1"))
        _ = try await store.markInterruption(
            of: TestDesk.support,
            from: Timestamp(seconds: 20),
            until: Timestamp(seconds: 30)
        )
        let lost = try await desk.send("Lost", in: id)
        _ = try await store.settle(lost, as: .unknown(.programEnded))
        _ = try await store.backToDraft(lost)
        _ = try await desk.send("Leaving", in: id)
        _ = try await desk.enter("Behind", in: id)
        let dialogue = try await desk.listedDialogue()
        _ = try await store.merge(
            page: HistoryPage(
                conversation: dialogue,
                records: [ExchangeRecord(id: "m1", query: "Q", answer: "A", createdAt: Timestamp(seconds: 40))],
                request: .newest(1),
                isFull: true
            )
        )
        let asked = try await desk.dialogue()
        _ = try await desk.send("First question", in: asked)
        _ = try await store.saveDraft(Draft(text: "typed", caret: 2), of: id)
        try await store.database.writeWithoutTransaction { db in
            try db.execute(sql: "UPDATE item SET extra = '{}', words = '{}', problem = '{}'")
            _ = try db.checkpoint(.truncate)
        }
        store.close()
    }

    private func columns(_ queue: DatabaseQueue) throws -> [Column] {
        try queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'"
            )
            return try tables.flatMap { table in
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") != 0, "\(table) is empty")
                return try db.columns(in: table).map { Column(table: table, name: $0.name) }
            }
        }
    }

    @Test func anyValueInAnyColumnIsReadOrNamed() async throws {
        let filled = TemporaryFolder()
        try await fill(filled.path)
        let damaged = TemporaryFolder()
        try FileManager.default.createDirectory(atPath: damaged.path, withIntermediateDirectories: true)
        let (source, target) = (filled.path + "/desk.sqlite", damaged.path + "/desk.sqlite")
        let original = try DatabaseQueue(path: source)
        let columns = try self.columns(original)
        try original.close()
        #expect(columns.count > 80)
        for column in columns {
            for value in Self.values {
                for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: target + end) {
                    try FileManager.default.removeItem(atPath: target + end)
                }
                try FileManager.default.copyItem(atPath: source, toPath: target)
                var configuration = Configuration()
                configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
                let queue = try DatabaseQueue(path: target, configuration: configuration)
                let isChanged = try await queue.writeWithoutTransaction { db in
                    do {
                        try db.execute(sql: "UPDATE OR IGNORE \(column.table) SET \(column.name) = \(value)")
                        return db.changesCount > 0
                    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISMATCH {
                        // SQLite itself keeps anything but a number out of a row's own number.
                        return false
                    }
                }
                try queue.close()
                if isChanged { try await use(damaged.path) }
            }
        }
    }

    /// Does what a person's day does; every step may fail, and none may end the program.
    private func use(_ folder: String) async throws {
        let desk: TestDesk
        do {
            desk = try TestDesk(folder: folder)
        } catch is StoreFailure {
            return
        }
        let store = desk.store
        defer { store.close() }
        // What a test in memory would not show: each step commits, and the disk is not what is tested here.
        try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        let rows = await attempt { try store.firstRows(limit: 100).rows } ?? []
        _ = await attempt { try await store.rows().rows }
        for account in TestDesk.accounts.map(\.id) {
            _ = await attempt { try await store.hasBaseline(account) }
            _ = await attempt { try await store.lookedAt(account) }
            _ = await attempt { try await store.sentTexts(of: account, limit: 10) }
            _ = await attempt { try await store.deliverable(account: account) }
            _ = await attempt { try await store.unsettled(account: account) }
            _ = await attempt { try await store.absent(from: [], reachingBackTo: nil, of: account) }
        }
        for row in rows {
            _ = await attempt { try await store.window(of: row.id, around: .start, before: 0, after: 10) }
            let window = await attempt { try await store.window(of: row.id, around: .end, before: 10, after: 0) }
            if let item = window?.items.first {
                _ = await attempt { try await store.window(of: row.id, around: .item(item.id), before: 5, after: 5) }
                _ = await attempt { try await store.item(item.id) }
            }
            _ = await attempt { try await store.draft(of: row.id) }
            _ = await attempt { try await store.historyEdge(of: row.id) }
            _ = await attempt { try await desk.enter("More", in: row.id) }
            _ = await attempt { try await store.addGap(of: row.id) }
            for item in window?.items ?? [] where item.delivery?.needsAttention == true {
                _ = await attempt { try await store.backToDraft(item.id) }
            }
        }
        _ = await attempt { try await desk.look(TestDesk.row("conv_1", "Lost", at: 101)).seen }
        _ = await attempt { try await store.holdLate(now: Timestamp(seconds: 900), limit: 120_000) }
        for row in rows where row.service == .assistant {
            let record = ExchangeRecord(id: "m2", query: "First question", createdAt: Timestamp(seconds: 100))
            let page = HistoryPage(
                conversation: row.id,
                records: [record],
                request: .newest(20),
                isFull: false
            )
            _ = await attempt { try await store.merge(page: page) }
        }
    }

    private func attempt<Value: Sendable>(_ body: () async throws -> Value) async -> Value? {
        do {
            return try await body()
        } catch {
            #expect(error is StoreFailure, "\(error)")
            return nil
        }
    }

    @Test func bytesThatAreNoTextAreReadAsFarAsTheyAre() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("conv_1", "Hello", at: 10))
        try await desk.store.saveDraft(Draft(text: "typed", caret: 2), of: id)
        try await desk.store.database.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    UPDATE conversation SET snippet = x'6869ff', name = 7;
                    UPDATE item SET text = x'6869ff';
                    UPDATE draft SET text = x'6869ff', caret = 'x';
                    """
            )
        }
        let row = try await desk.row(id)
        #expect(row.snippet == "hi\u{FFFD}")
        // A number in a column of texts is made a text by SQLite.
        #expect(row.name == "7")
        #expect(try await desk.transcript(id) == ["~hi\u{FFFD}"])
        #expect(try await desk.store.draft(of: id) == Draft(text: "hi\u{FFFD}", caret: 0))
    }
}
