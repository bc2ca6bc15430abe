import Foundation

/// A file that was uploaded.
struct UploadRecord: Sendable {
    var id: String
    /// 200 characters at most, and the extension.
    var name: String
    var size: Int
    /// Lower case, without the dot; empty where the name has none.
    var fileExtension: String
    var mimeType: String
    var createdBy: String
    /// Milliseconds since 1970.
    var createdAt: Int64
    /// Its first bytes, see ``MultipartFile/keptBytes``.
    var content: Data

    init(_ file: MultipartFile, id: String, createdBy: String, at now: Int64) {
        self.init(
            id: id,
            name: file.name,
            size: file.size,
            mimeType: file.contentType ?? "",
            createdBy: createdBy,
            at: now,
            content: file.content
        )
    }

    init(id: String, name: String, size: Int, mimeType: String, createdBy: String, at now: Int64, content: Data) {
        self.id = id
        fileExtension = UploadRecord.fileExtension(of: name)
        let stem = name.prefix { $0 != "." }
        self.name = name.count > 200 ? stem.prefix(200) + "." + fileExtension : name
        self.size = size
        self.mimeType = mimeType
        self.createdBy = createdBy
        createdAt = now
        self.content = content
    }

    /// The reply of an upload.
    var json: JSON { .object(members + [.init(key: "created_at", value: .int((createdAt + 500) / 1000))]) }

    /// The file as a document has it, whose time alone is a fraction.
    var detail: JSON { .object(members + [.init(key: "created_at", value: .double(Double(createdAt) / 1000))]) }

    private var members: [JSON.Member] {
        [
            .init(key: "id", value: .string(id)), .init(key: "name", value: .string(name)),
            .init(key: "size", value: .int(Int64(size))), .init(key: "extension", value: .string(fileExtension)),
            .init(key: "mime_type", value: .string(mimeType)), .init(key: "created_by", value: .string(createdBy)),
        ]
    }

    /// What stands behind the last dot of a name, lower case; empty where there is none or it is the first character.
    static func fileExtension(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
