import Glibc
import PulseModel
import Synchronization

/// The right to use a state folder: one process at a time.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the folder.
    ///
    /// - Throws: `.inUse` with the process that has it, `.notPermitted`.
    init(folder: String) throws(StoreFailure) {
        let path = folder + "/lock"
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .notPermitted(path: path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(file)
            Glibc.close(file)
            throw .inUse(folder: folder, pid: holder)
        }
        ftruncate(file, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = pwrite(file, text, text.count, 0)
        descriptor = Mutex(file)
    }

    /// Lets the folder go; a second call does nothing.
    func release() {
        descriptor.withLock { file in
            if let open = file { Glibc.close(open) }
            file = nil
        }
    }

    deinit {
        release()
    }

    private static func holder(_ file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: bytes[..<count].prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
        return Int32(text)
    }
}
