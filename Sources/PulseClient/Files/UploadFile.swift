import Foundation
public import PulseModel

/// A file to upload: its name, its type and where its bytes are.
///
/// A file on disk is read while it is sent, a piece at a time: its size costs no memory.
public struct UploadFile: Hashable, Sendable {
    /// Where the bytes are.
    enum Content: Hashable, Sendable {
        case file(path: String)
        case bytes([UInt8])
    }

    /// As the service shall know it; the extension decides what it is taken for.
    public var name: String
    /// Such as `image/png`.
    public var mediaType: String
    /// In bytes.
    public let size: Int64
    let content: Content

    /// A file on disk.
    ///
    /// - Parameters:
    ///   - path: a regular file.
    ///   - name: what the service shall call it; the last part of the path where nil.
    ///   - mediaType: its type; by the name's extension where nil.
    /// - Throws: `invalidRequest(.unreadableFile)`.
    public init(path: String, name: String? = nil, mediaType: String? = nil) throws(ServiceFailure) {
        let name = name ?? URL(fileURLWithPath: path).lastPathComponent
        self.name = name
        self.mediaType = mediaType ?? MediaType.ofFile(named: name)
        content = .file(path: path)
        size = try FileReader.size(ofFile: path)
    }

    /// A file that is in memory already, such as a recording.
    ///
    /// - Parameters:
    ///   - bytes: all of it.
    ///   - name: with an extension.
    ///   - mediaType: its type; by the name's extension where nil.
    public init(bytes: [UInt8], name: String, mediaType: String? = nil) {
        self.name = name
        self.mediaType = mediaType ?? MediaType.ofFile(named: name)
        content = .bytes(bytes)
        size = Int64(bytes.count)
    }

    /// The name's extension in lower case, without the dot; empty where it has none.
    public var fileExtension: String { MediaType.fileExtension(of: name) }
}
