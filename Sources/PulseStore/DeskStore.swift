import GRDB
package import PulseModel
import Synchronization

/// The desk's own database: what was seen, what was typed, and what is on its way.
///
/// Every change is one transaction that reads the prior state itself; all who follow the store hear of it after the commit.
/// Changes are not undone by the cancellation of the task that asks for them. Times are of two clocks: "the server's" (this machine's plus the account's offset) and
/// "this machine's"; each parameter says which.
package final class DeskStore: Sendable {
    let database: any DatabaseWriter
    /// The folder, or nothing in memory.
    let folder: String
    private let lock: FolderLock?
    /// The file that was opened; nil in memory.
    private let file: FileIdentity?
    /// Set before the files are closed; work that comes later must not touch a closed connection, which would trap.
    private let isClosed = Mutex(false)
    private let directory = Mutex<AccountDirectory?>(nil)
    private let followers = Followers()
    let looks = LookTimes()
    /// Milliseconds that the sending of a message may take, at most: for so long after it left, and for the slack of the
    /// clocks, a text that a look or a page shows can be that message.
    let sendLimit: Int64

    init(database: any DatabaseWriter, folder: String, sendLimit: Int64, lock: FolderLock?) {
        self.database = database
        self.sendLimit = sendLimit
        self.folder = folder
        self.lock = lock
        file = lock == nil ? nil : FileIdentity(path: folder + "/" + Self.fileName)
    }

    /// Tells of every change from now on, in the order of the commits.
    ///
    /// Follow first and load then: what was loaded says the number of the last change in it.
    /// - Parameter follower: called from any thread; must not block.
    package func follow(_ follower: @escaping @Sendable (DeskChange) -> Void) {
        followers.add(follower)
    }

    /// Ends all use of the files and lets another desk have them.
    ///
    /// What was written since the last checkpoint goes into the file, so that one file is left where nobody else uses it.
    package func close() {
        isClosed.withLock { $0 = true }
        if let pool = database as? DatabasePool { Self.close(pool) }
        lock?.release()
    }

    /// Nothing is lost where a step fails: the next opening reads what was committed.
    private static func close(_ pool: DatabasePool) {
        // Another program may be reading the file, and a disk may be full: then the log stays.
        try? pool.barrierWriteWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        // The last connection to close removes the log, and one that only reads cannot: the writer has to be the last.
        pool.invalidateReadOnlyConnections()
        // A connection that cannot be closed ends with the program.
        try? pool.close()
    }

    /// Problems of the file, empty when it is sound.
    ///
    /// Reads the whole file.
    package func integrity() async -> [String] {
        do {
            let lines = try await read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check") }
            return lines == ["ok"] ? [] : lines
        } catch {
            return ["\(error)"]
        }
    }

    /// Reads in one snapshot.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        let result = await withCheckedContinuation { continuation in
            database.asyncRead { access in
                continuation.resume(returning: Result { try body(self.checked(access.get())) })
            }
        }
        return try unwrapped(result)
    }

    /// Changes in one transaction, whatever happens to the caller's task meanwhile.
    ///
    /// What it changed is published before this returns.
    func change<Value: Sendable>(
        _ cause: DeskChange.Cause,
        _ body: @escaping @Sendable (ChangeTransaction) throws -> Value
    ) async throws(StoreFailure) -> Value {
        let result = await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { db in
                continuation.resume(returning: Result { try self.inTransaction(self.checkedToWrite(db), cause, body) })
            }
        }
        return try unwrapped(result)
    }

    /// Reads, blocking this thread.
    func readNow<Value: Sendable>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        try unwrapped(Result { try database.read { db in try body(self.checked(db)) } })
    }

    /// Changes in one transaction, blocking this thread.
    func changeNow<Value: Sendable>(
        _ cause: DeskChange.Cause,
        _ body: (ChangeTransaction) throws -> Value
    ) throws(StoreFailure) -> Value {
        try unwrapped(
            Result {
                try database.writeWithoutTransaction { db in
                    try self.inTransaction(self.checkedToWrite(db), cause, body)
                }
            }
        )
    }

    /// The connection, unless the desk is closed.
    ///
    /// Runs where the connection is used, so that closing cannot come between.
    private func checked(_ db: Database) throws -> Database {
        guard !isClosed.withLock({ $0 }) else { throw StoreFailure.failed(detail: "the desk is closed") }
        return db
    }

    /// The connection, unless its file is not there any more or is empty: a commit to that one would look like a saved
    /// text.
    private func checkedToWrite(_ db: Database) throws -> Database {
        guard let file else { return try checked(db) }
        let now = FileIdentity(path: folder + "/" + Self.fileName)
        if now?.isEmptied == true { throw StoreFailure.corrupt(detail: "\(Self.fileName) was emptied") }
        if now != file { throw StoreFailure.removed(path: folder) }
        return try checked(db)
    }

    private func inTransaction<Value>(
        _ db: Database,
        _ cause: DeskChange.Cause,
        _ body: (ChangeTransaction) throws -> Value
    ) throws -> Value {
        let recorder = ChangeRecorder()
        db.add(transactionObserver: recorder)
        defer { db.remove(transactionObserver: recorder) }
        let transaction = ChangeTransaction(db, recorder)
        var outcome: (value: Value, change: DeskChange?)?
        try db.inTransaction(.immediate) {
            outcome = (try body(transaction), try transaction.change(by: cause) { try accounts(db) })
            return .commit
        }
        guard let outcome else { throw StoreFailure.failed(detail: "a transaction ended without a value") }
        // One writer commits at a time, so that all get the changes in the order of the commits.
        if let change = outcome.change { followers.publish(change) }
        return outcome.value
    }

    private func unwrapped<Value>(_ result: Result<Value, any Error>) throws(StoreFailure) -> Value {
        do {
            return try result.get()
        } catch {
            throw StoreFailure(error, path: folder)
        }
    }

    /// The accounts of this desk, read once.
    func accounts(_ db: Database) throws -> AccountDirectory {
        if let known = directory.withLock({ $0 }) { return known }
        let read = try AccountDirectory(db)
        directory.withLock { $0 = read }
        return read
    }

    /// Makes the next use read the accounts again.
    func forgetAccounts() {
        directory.withLock { $0 = nil }
    }
}
