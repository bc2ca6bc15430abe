import Foundation
import NIOPosix
import PulseModel

/// Writes a download beside its place, and moves it there once it is whole.
///
/// What is there and is no regular file, such as a pipe or a device, is written to directly.
struct FileWriter: Sendable {
    private let path: String
    /// Nil where the place itself is written to.
    private let partial: String?
    private let handle: FileHandle

    init(path: String) throws(ServiceFailure) {
        // A link stays a link: what it names is replaced.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var status = stat()
        let exists = stat(target, &status) == 0
        let isSpecial = exists && status.st_mode & S_IFMT != S_IFREG
        if exists, access(target, W_OK) != 0 { throw Self.unwritable(path, errno) }
        self.path = target
        partial = isSpecial ? nil : target + ".\(UInt32.random(in: .min ... .max)).part"
        let descriptor = open(partial ?? target, isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL, 0o666)
        guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
        // Who may read what is replaced may read what replaces it, and nobody else.
        if exists, !isSpecial { fchmod(descriptor, status.st_mode & 0o777) }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func write(_ bytes: [UInt8]) async throws(ServiceFailure) {
        do {
            try await NIOThreadPool.singleton.runIfActive { [handle] in try handle.write(contentsOf: bytes) }
        } catch {
            throw .invalidRequest(.unwritableFile(path: path, detail: SystemWords.reason(for: error)))
        }
    }

    /// Puts the file in its place.
    func keep() throws(ServiceFailure) {
        do {
            try handle.close()
        } catch {
            discard()
            throw .invalidRequest(.unwritableFile(path: path, detail: SystemWords.reason(for: error)))
        }
        guard let partial, rename(partial, path) != 0 else { return }
        let code = errno
        discard()
        throw Self.unwritable(path, code)
    }

    /// Leaves nothing behind.
    func discard() {
        if let partial { unlink(partial) }
    }

    private static func unwritable(_ path: String, _ code: CInt) -> ServiceFailure {
        .invalidRequest(.unwritableFile(path: path, detail: String(cString: strerror(code))))
    }
}
