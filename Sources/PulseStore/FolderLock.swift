import Glibc
import PulseModel
import Synchronization

/// The lock that keeps a second desk out of a state folder; the holder's process id stands in its file.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock of a folder that exists, without waiting.
    init(folder: String) throws(StoreFailure) {
        let path = folder + "/desk.lock"
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw errno == ENOSPC ? .diskFull : .notPermitted(path: path)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = Self.holder(in: file)
            Glibc.close(file)
            throw reason == EWOULDBLOCK ? .inUse(folder: folder, pid: holder) : .notPermitted(path: path)
        }
        let pid = "\(getpid())\n"
        // The number only serves the message of a second desk; a full disk must not keep the first one out.
        _ = ftruncate(file, 0)
        _ = pid.withCString { pwrite(file, $0, strlen($0), 0) }
        descriptor = Mutex(file)
    }

    /// Lets another desk have the folder.
    func release() {
        descriptor.withLock { file in
            if let open = file { Glibc.close(open) }
            file = nil
        }
    }

    deinit {
        release()
    }

    private static func holder(in file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let digits = bytes.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}
