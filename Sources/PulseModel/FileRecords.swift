/// A file that the service keeps for its user.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "File Upload".
public struct UploadedFile: Hashable, Sendable {
    /// The server's id, a UUID: what a question names it by.
    public var id: String
    /// As it was given, cut at 200 characters.
    public var name: String?
    /// In bytes.
    public var size: Int64?
    /// Without the dot.
    public var fileExtension: String?
    /// As the server saw it.
    public var mimeType: String?
    /// By the server's clock.
    public var createdAt: Timestamp?

    /// A file with whatever the server gave.
    public init(
        id: String,
        name: String? = nil,
        size: Int64? = nil,
        fileExtension: String? = nil,
        mimeType: String? = nil,
        createdAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.size = size
        self.fileExtension = fileExtension
        self.mimeType = mimeType
        self.createdAt = createdAt
    }
}

/// What kind of file the service takes something for, which decides its limit.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_advanced_chat.en.mdx`, "Send Chat Message",
/// `files`; `api/services/file_service.py` for which limit counts.
public enum FileKind: String, Hashable, Sendable, CaseIterable {
    /// Pictures.
    case image
    /// Sound.
    case audio
    /// Moving pictures.
    case video
    /// Everything else.
    case document
    /// Whatever else the app takes, in flows.
    case custom

    /// The kind that an extension stands for, in any case, without the dot; never `custom`.
    public init(extension name: String) {
        self =
            switch name.lowercased() {
            case "jpg", "jpeg", "png", "webp", "gif", "svg": .image
            case "mp3", "m4a", "wav", "webm", "amr": .audio
            case "mp4", "mov", "mpeg", "mpga": .video
            default: .document
            }
    }

    /// The kind of a file, by its name's extension.
    public init(fileNamed name: String) {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        self.init(extension: String(name[dot...].dropFirst()))
    }

    /// The name of the kind's limit among the system parameters.
    public var limitName: String {
        switch self {
        case .image: "image_file_size_limit"
        case .audio: "audio_file_size_limit"
        case .video: "video_file_size_limit"
        case .document, .custom: "file_size_limit"
        }
    }
}

/// Which files an app takes with a question.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`, "Get Application Parameters
/// Information", `file_upload`.
public struct FileUploadRules: Hashable, Sendable {
    /// Whether a question takes files at all; nil where the service does not say.
    public var isEnabled: Bool?
    /// How many files one question takes.
    public var maximumFiles: Int?
    /// `remote_url`, `local_file`.
    public var transferMethods: [String]
    /// Kinds by the service's names; empty where it does not say.
    public var allowedKinds: [String]
    /// Extensions without the dot, for the kind `custom`.
    public var allowedExtensions: [String]

    /// Rules with whatever the server gave.
    public init(
        isEnabled: Bool? = nil,
        maximumFiles: Int? = nil,
        transferMethods: [String] = [],
        allowedKinds: [String] = [],
        allowedExtensions: [String] = []
    ) {
        self.isEnabled = isEnabled
        self.maximumFiles = maximumFiles
        self.transferMethods = transferMethods
        self.allowedKinds = allowedKinds
        self.allowedExtensions = allowedExtensions
    }
}

extension AppParameters {
    /// The most bytes that the service takes of a file of a kind; nil where it does not say.
    public func mostBytes(of kind: FileKind) -> Int64? {
        guard let megabytes = systemParameters[kind.limitName], (1...1_000_000).contains(megabytes) else { return nil }
        return megabytes << 20
    }

    /// Says what is known to be wrong with the number of files of one question; nil where nothing is.
    public func refusal(ofFileCount count: Int) -> InvalidRequest? {
        guard let most = fileUpload.maximumFiles, most > 0, count > most else { return nil }
        return .tooManyFiles(count: count, limit: most)
    }

    /// Says what is known to be wrong with a file before it is uploaded; nil where nothing is.
    ///
    /// Only its size is held against the limits: what the app takes at all is in `fileUpload`.
    ///
    /// - Parameters:
    ///   - name: with its extension, which says the kind.
    ///   - bytes: how large it is.
    /// - Returns: why the service would refuse it.
    public func refusal(ofFile name: String, bytes: Int64) -> InvalidRequest? {
        guard let limit = mostBytes(of: FileKind(fileNamed: name)), bytes > limit else { return nil }
        return .fileTooLarge(name: name, bytes: bytes, limit: limit)
    }
}
