import Foundation
import GRDB
import Glibc
import PulseModel
import TestPacing
import Testing

@testable import PulseStore

@Suite(.paced) struct OpeningTests {
    private let folder = TemporaryFolder()

    private func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + name)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func makeFile(_ bytes: Data) throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: folder.path + "/desk.sqlite"))
    }

    private func makeFile(_ sql: String) throws -> DatabaseQueue {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: folder.path + "/desk.sqlite")
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        return queue
    }

    private func failure(_ body: () throws -> Void) -> StoreFailure? {
        do {
            try body()
            return nil
        } catch {
            return error as? StoreFailure
        }
    }

    @Test func filesAreForThisUserOnly() async throws {
        let desk = try TestDesk(folder: folder.path)
        _ = try await desk.conversation()
        #expect(try mode("") == 0o700)
        for name in ["/desk.sqlite", "/desk.sqlite-wal", "/desk.sqlite-shm", "/desk.lock"] {
            #expect(try mode(name) == 0o600)
        }
        desk.store.close()
    }

    @Test func aCleanEndLeavesOneFile() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        try await desk.store.saveDraft(Draft(text: "typed", caret: 2), of: id)
        // Connections that read are open as well.
        #expect(try await desk.store.rows().rows.count == 1)
        desk.store.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.hasPrefix("desk.sqlite") } == ["desk.sqlite"])
        let next = try TestDesk(folder: folder.path)
        #expect(try await next.store.draft(of: id) == Draft(text: "typed", caret: 2))
        next.store.close()
    }

    @Test func anotherProgramThatReadsTheFileHoldsNoCleanEndUp() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        let other = try DatabaseQueue(path: folder.path + "/desk.sqlite")
        try other.inDatabase { db in
            try db.inTransaction(.deferred) {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM draft") == 0)
                let written = try desk.store.changeNow(.person) { transaction in
                    let db = transaction.db
                    try db.execute(sql: "INSERT INTO draft VALUES (?, 'typed', 2)", arguments: [id.rawValue])
                    return db.changesCount
                }
                #expect(written == 1)
                desk.store.close()
                return .commit
            }
        }
        try other.close()
        let next = try TestDesk(folder: folder.path)
        #expect(try await next.store.draft(of: id) == Draft(text: "typed", caret: 2))
        next.store.close()
    }

    @Test func aCommitIsOnTheDiskBeforeItIsReported() async throws {
        let desk = try TestDesk(folder: folder.path)
        let settings = try await desk.store.database.writeWithoutTransaction { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA cache_size")
            )
        }
        #expect(settings.0 == 2)
        #expect(settings.1 == "wal")
        #expect(settings.2 == -512)
        #expect(await desk.store.integrity().isEmpty)
        desk.store.close()
    }

    @Test func aSecondDeskIsToldWhoHasTheFolder() throws {
        let desk = try TestDesk(folder: folder.path)
        let refused = failure { _ = try DeskStore.open(folder: folder.path, sendLimit: 30_000) }
        #expect(refused == .inUse(folder: folder.path, pid: ProcessInfo.processInfo.processIdentifier))
        desk.store.close()
        try TestDesk(folder: folder.path).store.close()
    }

    @Test func aFileOfANewerVersionIsRefusedAndNotTouched() throws {
        let queue = try makeFile(FirstSchema.sql + "INSERT INTO grdb_migrations VALUES ('99 future');")
        try queue.close()
        let path = folder.path + "/desk.sqlite"
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(
            failure { _ = try DeskStore.open(folder: folder.path, sendLimit: 30_000) } == .newer(migration: "99 future")
        )
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["desk.lock", "desk.sqlite"]
        )
    }

    @Test func aFileThatIsNoDatabaseIsNamedCorruptAndKept() throws {
        let bytes = Data(String(repeating: "not a database ", count: 500).utf8)
        try makeFile(bytes)
        guard case .corrupt? = failure({ _ = try DeskStore.open(folder: folder.path, sendLimit: 30_000) }) else {
            Issue.record("not called corrupt")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/desk.sqlite")) == bytes)
    }

    @Test func aDamagedPageIsNamedCorruptAndFoundByTheDoctor() async throws {
        let desk = try TestDesk(folder: folder.path)
        _ = try await desk.conversation()
        try await desk.store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let page = try #require(
            try desk.store.readNow { db in
                try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'conversation_list'")
            }
        )
        desk.store.close()
        let url = URL(fileURLWithPath: folder.path + "/desk.sqlite")
        var bytes = try Data(contentsOf: url)
        for index in (page - 1) * 4096..<page * 4096 { bytes[index] = 0x5A }
        try bytes.write(to: url)
        let damaged = failure {
            let store = try DeskStore.open(folder: folder.path, sendLimit: 30_000)
            defer { store.close() }
            try store.register(TestDesk.accounts)
            _ = try store.firstRows(limit: 500).rows
        }
        guard case .corrupt? = damaged else {
            Issue.record("\(String(describing: damaged))")
            return
        }
        let store = try DeskStore.open(folder: folder.path, sendLimit: 30_000)
        #expect(await store.integrity().isEmpty == false)
        store.close()
    }

    @Test func aFileThatAnotherProgramHasLockedIsNamedLocked() throws {
        try TestDesk(folder: folder.path).store.close()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.path + "/desk.sqlite", configuration: configuration)
        try other.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        }
        #expect(failure { _ = try DeskStore.open(folder: folder.path, sendLimit: 30_000) } == .locked)
        try other.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
        try other.close()
        try TestDesk(folder: folder.path).store.close()
    }

    @Test func aFullDiskIsNamedAndLosesNothing() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        try await desk.store.saveDraft(Draft(text: "kept", caret: 4), of: id)
        try await desk.store.database.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
        }
        let long = String(repeating: "x", count: 100_000)
        await #expect(throws: StoreFailure.diskFull) { try await desk.enter(long, in: id) }
        await #expect(throws: StoreFailure.diskFull) {
            try await desk.store.saveDraft(Draft(text: long, caret: 4), of: id)
        }
        #expect(try await desk.store.draft(of: id) == Draft(text: "kept", caret: 4))
        #expect(try await desk.items(id).isEmpty)
        try await desk.store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 1000000")
        }
        _ = try await desk.enter(long, in: id)
        desk.store.close()
    }

    @Test func aFileThatIsEmptiedWhileItIsOpenTakesNothing() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        for name in ["/desk.sqlite", "/desk.sqlite-wal"] {
            #expect(truncate(folder.path + name, 0) == 0)
        }
        let expected = StoreFailure.corrupt(detail: "desk.sqlite was emptied")
        await #expect(throws: expected) { try await desk.store.saveDraft(Draft(text: "typed", caret: 5), of: id) }
        await #expect(throws: expected) { try await desk.enter("typed", in: id) }
        desk.store.close()
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        try makeFile(Data())
        let inside = folder.path + "/desk.sqlite/state"
        #expect(failure { _ = try DeskStore.open(folder: inside, sendLimit: 30_000) } == .notPermitted(path: inside))
    }

    @Test func anAccountWithAnotherAddressOrUserIsRefusedAndNamesBoth() throws {
        let desk = try TestDesk()
        var moved = TestDesk.accounts
        moved[1].user = "other"
        let expected = StoreFailure.accountChanged(
            TestDesk.assistant,
            was: "pulseai https://ai.test/v1 desk",
            now: "pulseai https://ai.test/v1 other"
        )
        #expect(failure { try desk.store.register(moved) } == expected)
        try desk.store.register(TestDesk.accounts)
    }

    @Test func conversationsOfAnAccountThatIsNotConfiguredAreKeptAndNotShown() async throws {
        let desk = try TestDesk()
        _ = try await desk.conversation()
        try desk.store.register([TestDesk.accounts[1]])
        #expect(try desk.store.firstRows(limit: 10).rows.isEmpty)
        try desk.store.register(TestDesk.accounts)
        #expect(try desk.store.firstRows(limit: 10).rows.count == 1)
    }

    @Test func whatWasTypedAndEnteredSurvivesAKill() async throws {
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        let dialogue = try await desk.dialogue()
        let leaving = try await desk.send("leaving", in: id)
        let behind = try await desk.enter("behind", in: id)
        let streaming = try await desk.send("Q", in: dialogue)
        _ = try await desk.store.answerStarted(
            streaming,
            conversationRemoteID: "c1",
            messageID: "m1",
            createdAt: Timestamp(seconds: 100)
        )
        try await desk.store.saveAnswer(
            streaming,
            exchange: Exchange(query: "Q", answer: "half", state: .streaming, remoteID: "m1")
        )
        try await desk.store.saveDraft(Draft(text: "typed", caret: 2), of: id)
        // The files as a kill leaves them: nothing was closed.
        let copy = TemporaryFolder()
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
        desk.store.close()
        let next = try TestDesk(folder: copy.path)
        #expect(try await next.store.draft(of: id) == Draft(text: "typed", caret: 2))
        #expect(try await next.delivery(leaving) == .unknown(.programEnded))
        #expect(try await next.delivery(behind) == .held(.behindAnother))
        #expect(try await next.store.item(streaming)?.exchange?.answer == "half")
        #expect(try await next.store.item(streaming)?.exchange?.state == .interrupted)
        #expect(try await next.row(dialogue).isAnswering == false)
        #expect(try await next.row(id).unsent == UnsentCounts(held: 1, unknown: 1))
        #expect(try await next.deliverable().isEmpty)
        next.store.close()
    }

    @Test func aFileOfTheFirstVersionIsReadWhole() async throws {
        let queue = try makeFile(FirstSchema.sql)
        try queue.close()
        let desk = try TestDesk(folder: folder.path)
        let rows = try desk.store.firstRows(limit: 10).rows
        #expect(rows.map(\.name) == ["Jane Doe", "Phones"])
        #expect(rows.map(\.unsent) == [UnsentCounts(held: 1, unknown: 1), UnsentCounts()])
        let texts = try await desk.transcript(rows[0].id)
        #expect(texts == ["~Hello", "own: Leaving", "own: Behind"])
        #expect(try await desk.items(rows[1].id).first?.exchange?.state == .interrupted)
        #expect(try await desk.store.draft(of: rows[0].id) == Draft(text: "typed", caret: 5))
        #expect(try await desk.store.rows().appNames == [TestDesk.assistant: "Helper"])
        desk.store.close()
    }

    @Test func theTablesOfTheFirstVersionAreNeverEdited() throws {
        let queue = try DatabaseQueue()
        let frozen = try queue.writeWithoutTransaction { db in
            try db.execute(sql: FirstSchema.sql)
            return try String.fetchAll(db, sql: Self.shape)
        }
        let fresh = try DatabaseQueue()
        try Schema.migrator.migrate(fresh, upTo: "1 desk")
        #expect(try fresh.read { db in try String.fetchAll(db, sql: Self.shape) } == frozen)
    }

    private static let shape =
        "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND name <> 'grdb_migrations' ORDER BY name"

    @Test func aCancelledTaskStillKeepsWhatItBegan() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await desk.enter("kept", in: id)
        }
        let item = try await task.value
        #expect(try await desk.delivery(item) == .queued)
    }

    @Test(arguments: [true, false])
    func workThatComesAfterClosingFailsAndNothingElse(_ isOnDisk: Bool) async throws {
        let desk = isOnDisk ? try TestDesk(folder: folder.path) : try TestDesk()
        let id = try await desk.conversation()
        desk.store.close()
        await #expect(throws: StoreFailure.self) { try await desk.enter("late", in: id) }
        await #expect(throws: StoreFailure.self) { try await desk.store.rows().rows }
        #expect(throws: StoreFailure.self) { try desk.store.firstRows(limit: 1).rows }
        desk.store.close()
    }

    @Test func aFailureNeverShowsAPersonsText() async throws {
        let desk = try TestDesk()
        let failure = await #expect(throws: StoreFailure.self) {
            try await desk.store.change(.person) { transaction in
                try transaction.db.execute(
                    sql: "INSERT INTO account (name, service, base_url, user) VALUES (?, 'x', 'y', 'z')",
                    arguments: [TestDesk.support.rawValue]
                )
            }
        }
        #expect(failure.map { "\($0)" }?.contains(TestDesk.support.rawValue) == false)
    }
}
