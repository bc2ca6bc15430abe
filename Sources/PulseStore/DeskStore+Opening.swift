import Foundation
import GRDB
import Glibc
package import PulseModel

extension DeskStore {
    /// The name of the database's file in the state folder.
    package static let fileName = "desk.sqlite"

    /// Opens the desk in a folder, which is made where it does not exist.
    ///
    /// Blocks.
    ///
    /// Folder 0700, files 0600. Every commit is on the disk before it is reported: a power cut must not turn "sending"
    /// into "queued".
    /// - Parameters:
    ///   - folder: an absolute path.
    ///   - sendLimit: milliseconds that the sending of a message may take, at most; 0 where nothing is sent.
    /// - Returns: the desk.
    /// - Throws: `.inUse` while another desk has the folder, `.locked` while another program has the file's lock,
    ///   `.newer` for the file of a newer version, which is not touched, `.corrupt`, `.diskFull`, `.notPermitted`.
    package static func open(folder: String, sendLimit: Int64) throws(StoreFailure) -> DeskStore {
        try makeFolder(folder)
        let lock = try FolderLock(folder: folder)
        let path = folder + "/" + fileName
        do {
            try makePrivateFile(path)
            try refuseNewerFile(path)
            let pool = try DatabasePool(path: path, configuration: configuration())
            try pool.writeWithoutTransaction { db in
                // Opening a pool sets NORMAL, whatever the configuration says.
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304")
            }
            try Schema.migrator.migrate(pool)
            return DeskStore(database: pool, folder: folder, sendLimit: sendLimit, lock: lock)
        } catch {
            lock.release()
            throw StoreFailure(error, path: path)
        }
    }

    /// A desk that ends with the program: for the demo, and for tests.
    ///
    /// - Parameter sendLimit: as for a desk in a folder.
    /// - Returns: the desk.
    /// - Throws: what memory gives.
    package static func inMemory(sendLimit: Int64) throws(StoreFailure) -> DeskStore {
        do {
            let queue = try DatabaseQueue(configuration: configuration())
            try Schema.migrator.migrate(queue)
            return DeskStore(database: queue, folder: "", sendLimit: sendLimit, lock: nil)
        } catch {
            throw StoreFailure(error, path: "")
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.maximumReaderCount = 2
        configuration.busyMode = .timeout(0.5)
        configuration.label = "desk"
        configuration.prepareDatabase { db in
            // For each of at most three connections; behind it stands what the system keeps of the file.
            try db.execute(sql: "PRAGMA cache_size = -512; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Makes the folder for this user alone.
    ///
    /// One that exists keeps its permissions: it may be somebody's `--state /tmp`.
    private static func makeFolder(_ folder: String) throws(StoreFailure) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StoreFailure(error, path: folder)
        }
        guard chmod(folder, 0o700) == 0 else { throw .notPermitted(path: folder) }
    }

    /// Makes the file itself, since the database gives its companions (`-wal`, `-shm`) the permissions of the file.
    private static func makePrivateFile(_ path: String) throws(StoreFailure) {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw errno == ENOSPC ? .diskFull : .notPermitted(path: path) }
        defer { Glibc.close(file) }
        guard fchmod(file, 0o600) == 0 else { throw .notPermitted(path: path) }
    }

    /// Looks at the migrations through a connection that cannot write, because a pool writes as soon as it is opened.
    ///
    /// It does not wait for the disk either: the last connection that can write does, when it is closed.
    private static func refuseNewerFile(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0 else { return }
        var configuration = configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer {
            // Nothing was written, so nothing can be lost here.
            try? queue.close()
        }
        try queue.read { db in
            let known = Set(Schema.names)
            let hasTable = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'grdb_migrations')"
            )
            guard hasTable == true else { return }
            let applied = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
            if let newest = applied.last(where: { !known.contains($0) }) {
                throw StoreFailure.newer(migration: newest)
            }
        }
    }
}
