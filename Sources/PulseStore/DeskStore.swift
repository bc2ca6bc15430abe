import Foundation
import GRDB
package import PulseModel
import Synchronization

/// What the desk keeps: cached conversations, transcripts, drafts and the outbox, in one SQLite database.
///
/// Every write is one transaction. What changed comes back as values, so that the caller can report it.
package final class DeskStore: Sendable {
    private let database: any DatabaseWriter
    private let lock: FolderLock?
    /// The lists as they were last observed: a look that shows the same needs no transaction.
    let lastListings = Mutex<[ListingKey: SeenListing]>([:])

    init(database: any DatabaseWriter, lock: FolderLock?) throws {
        self.database = database
        self.lock = lock
        try Migrations.migrator.migrate(database)
    }

    /// Closes the database and lets go of the folder.
    package func close() {
        // A database that cannot be closed now is closed with the process; all transactions are on disk.
        try? database.close()
        lock?.release()
    }

    /// Runs a transaction.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        do {
            return try await database.write(body)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Reads one state of the database.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreFailure) -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Runs a transaction on this thread, before the loop runs.
    func writeNow<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try database.write(body)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// Reads on this thread, before the loop runs.
    func readNow<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try database.read(body)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// The value of a setting of the database, as the writing connection has it.
    package func pragma(_ name: String) throws(StoreFailure) -> Int {
        try readWriter { db in try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? -1 }
    }

    private func readWriter<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try database.writeWithoutTransaction(body)
        } catch {
            throw StoreFailure(error)
        }
    }
}
