import Foundation
import NIOCore
import NIOPosix
import PulseModel

/// Reads a file a piece at a time, on the threads that may wait for a disk.
struct FileReader: Sendable {
    /// Bytes of one piece.
    static let pieceBytes = 32 << 10

    private let path: String
    private let handle: FileHandle

    init(path: String) throws(ServiceFailure) {
        self.path = path
        do {
            handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw Self.unreadable(path, error)
        }
    }

    /// The next piece; nil at the end.
    func next() async throws(ServiceFailure) -> ByteBuffer? {
        do {
            let piece = try await NIOThreadPool.singleton.runIfActive { [handle] in
                try handle.read(upToCount: Self.pieceBytes)
            }
            return piece.flatMap { $0.isEmpty ? nil : ByteBuffer(bytes: $0) }
        } catch {
            throw Self.unreadable(path, error)
        }
    }

    func close() {
        do {
            try handle.close()
        } catch {
            // It was only read: nothing can be lost.
        }
    }

    /// The size of a regular file that can be read, in bytes.
    static func size(ofFile path: String) throws(ServiceFailure) -> Int64 {
        let values: URLResourceValues
        do {
            values = try URL(fileURLWithPath: path).resolvingSymlinksInPath()
                .resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
        } catch {
            throw unreadable(path, error)
        }
        guard values.isRegularFile == true, let size = values.fileSize else {
            throw .invalidRequest(.unreadableFile(path: path, detail: "not a regular file"))
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw .invalidRequest(.unreadableFile(path: path, detail: "Permission denied"))
        }
        return Int64(size)
    }

    private static func unreadable(_ path: String, _ error: any Error) -> ServiceFailure {
        .invalidRequest(.unreadableFile(path: path, detail: SystemWords.reason(for: error)))
    }
}

/// The system's words for what went wrong with a file.
enum SystemWords {
    static func reason(for error: any Error) -> String {
        let error = error as NSError
        if let inner = error.userInfo[NSUnderlyingErrorKey] as? NSError, inner.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(inner.code)))
        }
        if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
        if error.domain == NSCocoaErrorDomain, error.code == CocoaError.fileReadNoSuchFile.rawValue {
            return String(cString: strerror(ENOENT))
        }
        // Foundation's own sentences have typographic quotes and repeat the path.
        return String(cString: strerror(EIO))
    }
}
