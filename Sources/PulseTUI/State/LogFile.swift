import Glibc
import Synchronization

/// A text file that grows line by line and keeps the last five mebibytes in five files.
///
/// The files are `NAME`, `NAME.1` … `NAME.4`, the highest the oldest, readable by this user alone.
package final class LogFile: Sendable {
    private struct Open {
        var descriptor: Int32
        var size: Int
    }

    private let path: String
    private let sizeLimit: Int
    private let count: Int
    private let open: Mutex<Open?>

    /// A log at a path; nothing is made before the first line.
    ///
    /// - Parameters:
    ///   - path: the newest file; its folder must be there.
    ///   - sizeLimit: bytes in each file.
    ///   - count: files in all.
    package init(path: String, sizeLimit: Int = 1 << 20, count: Int = 5) {
        self.path = path
        self.sizeLimit = sizeLimit
        self.count = count
        open = Mutex(nil)
    }

    deinit {
        open.withLock { file in
            if let file { _ = Glibc.close(file.descriptor) }
        }
    }

    /// Adds a line.
    ///
    /// A log that cannot be written must not stop the desk, so a failure loses the line.
    package func append(_ line: String) {
        let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
        open.withLock { file in
            if let current = file, current.size > 0, current.size + bytes.count > sizeLimit {
                _ = Glibc.close(current.descriptor)
                rotate()
                file = nil
            }
            if file == nil { file = openFile() }
            guard let current = file else { return }
            let written = Glibc.write(current.descriptor, bytes, bytes.count)
            file?.size += max(0, written)
        }
    }

    /// Puts a full file aside.
    ///
    /// It is for what others write into it without a limit: call it before they begin.
    package func makeRoom() {
        open.withLock { file in
            var status = stat()
            guard file == nil, lstat(path, &status) == 0, status.st_size >= sizeLimit else { return }
            rotate()
        }
    }

    private func openFile() -> Open? {
        // A pipe that nobody reads would be waited for.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { return nil }
        fchmod(descriptor, 0o600)
        var status = stat()
        fstat(descriptor, &status)
        return Open(descriptor: descriptor, size: Int(status.st_size))
    }

    private func rotate() {
        guard count > 1 else {
            unlink(path)
            return
        }
        for number in stride(from: count - 1, to: 0, by: -1) {
            rename(number == 1 ? path : "\(path).\(number - 1)", "\(path).\(number)")
        }
    }
}
