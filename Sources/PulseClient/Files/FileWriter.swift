import Foundation
import NIOPosix
import PulseModel

/// Writes a download beside its place, and moves it there once it is whole.
struct FileWriter: Sendable {
    private let path: String
    private let partial: String
    private let handle: FileHandle

    init(path: String) throws(ServiceFailure) {
        self.path = path
        partial = path + ".\(UInt32.random(in: .min ... .max)).part"
        guard FileManager.default.createFile(atPath: partial, contents: nil) else {
            let reason = String(cString: strerror(errno))
            throw .invalidRequest(.unwritableFile(path: path, detail: reason))
        }
        do {
            handle = try FileHandle(forWritingTo: URL(fileURLWithPath: partial))
        } catch {
            throw Self.unwritable(path, error)
        }
    }

    func write(_ bytes: [UInt8]) async throws(ServiceFailure) {
        do {
            try await NIOThreadPool.singleton.runIfActive { [handle] in try handle.write(contentsOf: bytes) }
        } catch {
            throw Self.unwritable(path, error)
        }
    }

    /// Puts the file in its place.
    func keep() throws(ServiceFailure) {
        do {
            try handle.close()
        } catch {
            discard()
            throw Self.unwritable(path, error)
        }
        guard rename(partial, path) == 0 else {
            let reason = String(cString: strerror(errno))
            discard()
            throw .invalidRequest(.unwritableFile(path: path, detail: reason))
        }
    }

    /// Leaves nothing behind.
    func discard() {
        unlink(partial)
    }

    private static func unwritable(_ path: String, _ error: any Error) -> ServiceFailure {
        .invalidRequest(.unwritableFile(path: path, detail: SystemWords.reason(for: error)))
    }
}
