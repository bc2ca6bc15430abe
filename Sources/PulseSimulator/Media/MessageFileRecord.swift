/// A file that came with a question.
struct MessageFileRecord: Sendable, Equatable {
    /// Its own, not that of the upload.
    var id: String
    /// The uploaded file, or nil for one that is elsewhere.
    var uploadID: String?
    /// Where one is that is elsewhere.
    var url: String?
    var name: String
    var mimeType: String
    /// -1 where it is not known.
    var size: Int

    /// The file as the history has it.
    func json(url: String) -> JSON {
        [
            "id": .string(id), "filename": .string(name), "type": "image", "url": .string(url),
            "mime_type": .string(mimeType), "size": .int(Int64(size)),
            "transfer_method": .string(uploadID == nil ? "remote_url" : "local_file"), "belongs_to": "user",
        ]
    }
}
