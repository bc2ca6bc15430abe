/// Why this side did not send a request, or ended it: a limit that is known here, or trouble with a file.
public enum InvalidRequest: Hashable, Sendable, Codable {
    /// A file cannot be read; `detail` is the system's reason.
    case unreadableFile(path: String, detail: String)
    /// A file became shorter while it was being uploaded.
    case changedFile(path: String)
    /// A file is larger than the service takes, in bytes.
    case fileTooLarge(name: String, bytes: Int64, limit: Int64)
    /// A file of a type that the service refuses, by its extension, with those that it takes.
    case fileType(name: String, accepted: [String])
    /// More files than one question takes.
    case tooManyFiles(count: Int, limit: Int)
    /// A text is too short or too long, in characters.
    case length(field: String, count: Int, shortest: Int, longest: Int)
    /// A value that the service needs is missing.
    case missing(field: String)
    /// A reply cannot be written to its file; `detail` is the system's reason.
    case unwritableFile(path: String, detail: String)
}
