/// Types of files by their extensions.
///
/// Source: IANA, "Media Types"; langgenius/dify, `api/constants/__init__.py` for the extensions that the service knows.
enum MediaType {
    private static let byExtension = [
        "txt": "text/plain", "md": "text/markdown", "markdown": "text/markdown", "mdx": "text/markdown",
        "html": "text/html", "htm": "text/html", "csv": "text/csv", "xml": "application/xml",
        "json": "application/json", "pdf": "application/pdf", "epub": "application/epub+zip",
        "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "eml": "message/rfc822", "msg": "application/vnd.ms-outlook",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "svg": "image/svg+xml",
        "mp3": "audio/mpeg", "mpga": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "amr": "audio/amr",
        "webm": "video/webm", "mp4": "video/mp4", "mov": "video/quicktime", "mpeg": "video/mpeg",
    ]

    /// What speech to text takes: it compares the part's type, letter by letter, with `audio/` and one of these.
    ///
    /// Source: langgenius/dify, `api/services/audio_service.py`.
    static let speechExtensions = ["mp3", "mp4", "mpeg", "mpga", "m4a", "wav", "webm", "amr"]

    /// The type of a file, by its name; `application/octet-stream` for what is not known.
    static func ofFile(named name: String) -> String {
        byExtension[fileExtension(of: name)] ?? "application/octet-stream"
    }

    /// The type under which speech to text takes a file; nil for what it does not take.
    static func ofSpeech(named name: String) -> String? {
        let name = fileExtension(of: name)
        return speechExtensions.contains(name) ? "audio/" + name : nil
    }

    /// In lower case, without the dot; empty where there is none.
    static func fileExtension(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
