import Foundation
import GRDB
import Glibc
package import PulseModel

extension DeskStore {
    /// The database's file in the state folder.
    package static let fileName = "desk.sqlite"

    /// Opens the database of a state folder, makes it where there is none, and keeps others out.
    ///
    /// - Throws: `.inUse` when another process has the folder, `.newer`, `.corrupt`, `.notPermitted`, `.diskFull`.
    package static func open(folder: String) throws(StoreFailure) -> DeskStore {
        try makeFolder(folder)
        let lock = try FolderLock(folder: folder)
        do {
            let path = folder + "/" + fileName
            // The files hold texts of visitors: for this user alone, from their first byte on.
            let mask = umask(0o077)
            defer { umask(mask) }
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // A send is on disk before it leaves: NORMAL, which the pool sets, could lose that in a power cut.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA cache_size = -2048")
            }
            try refuseNewer(pool)
            return try DeskStore(database: pool, lock: lock)
        } catch {
            lock.release()
            throw StoreFailure(error)
        }
    }

    /// A store that keeps nothing: for the demo and for tests.
    package static func inMemory() throws(StoreFailure) -> DeskStore {
        do {
            return try DeskStore(database: DatabaseQueue(configuration: configuration), lock: nil)
        } catch {
            throw StoreFailure(error)
        }
    }

    /// What the database says of its own pages; empty when it is sound.
    package func integrity() throws(StoreFailure) -> [String] {
        let lines = try readNow { db in try String.fetchAll(db, sql: "PRAGMA quick_check(20)") }
        return lines.filter { $0 != "ok" }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 2
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -1024")
        }
        return configuration
    }

    private static func makeFolder(_ folder: String) throws(StoreFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .notPermitted(path: folder)
        }
    }

    private static func refuseNewer(_ pool: DatabasePool) throws {
        let unknown = try pool.read { db in
            try Migrations.migrator.hasBeenSuperseded(db)
                ? try Migrations.migrator.appliedIdentifiers(db).subtracting(Migrations.migrator.migrations) : []
        }
        if let newest = unknown.max() { throw StoreFailure.newer(migration: newest) }
    }
}
