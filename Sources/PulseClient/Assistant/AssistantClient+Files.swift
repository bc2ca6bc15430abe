public import PulseModel

/// A file that a question is about.
///
/// Source: langgenius/dify, `web/app/components/develop/template/template_advanced_chat.en.mdx`, "Send Chat Message",
/// `files`. PulseAI's own page names images only.
public struct QuestionFile: Hashable, Sendable {
    /// Where the service takes the file from.
    public enum Place: Hashable, Sendable {
        /// One that was uploaded before, by the same user.
        case uploaded(id: String)
        /// An address that the service fetches.
        case remote(url: String)
    }

    /// What the service shall take it for.
    public var kind: FileKind
    /// Where it is.
    public var place: Place

    /// A file by its kind and its place.
    public init(kind: FileKind, place: Place) {
        self.kind = kind
        self.place = place
    }

    /// As a question names it.
    var json: JSONValue {
        switch place {
        case .uploaded(let id):
            .object([
                "type": .string(kind.rawValue), "transfer_method": "local_file", "upload_file_id": .string(id),
            ])
        case .remote(let url):
            .object(["type": .string(kind.rawValue), "transfer_method": "remote_url", "url": .string(url)])
        }
    }
}

extension AssistantClient {
    /// Uploads a file that a question can then name; it belongs to the account's user.
    ///
    /// The file is read while it is sent. A task that is cancelled meanwhile ends the upload.
    ///
    /// Source: PulseAI-OpenAPI, "File Upload"; langgenius/dify, `api/controllers/service_api/app/file.py`.
    ///
    /// - Parameters:
    ///   - file: PulseAI names png, jpg, jpeg, webp and gif; others of its family take any file.
    ///   - parameters: what the app said of itself; a file over its limit is then not sent.
    ///   - progress: told how much has left.
    /// - Returns: the file as the service keeps it.
    /// - Throws: why it was not uploaded; `invalidRequest` where nothing left.
    public func upload(
        _ file: UploadFile,
        within parameters: AppParameters? = nil,
        progress: TransferProgress.Handler? = nil
    ) async throws(ServiceFailure) -> Reply<UploadedFile> {
        if let refusal = parameters?.refusal(ofFile: file.name, bytes: file.size) { throw .invalidRequest(refusal) }
        return try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: ["files", "upload"],
                body: .form(MultipartForm(fields: [("user", user)], file: file)),
                patience: .upload,
                progress: progress
            ),
            wanted: "file id",
            UploadedFile.init(json:)
        )
    }
}

extension UploadedFile {
    /// A file from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            name: json["name"].text,
            size: json["size"].whole,
            fileExtension: json["extension"].text,
            mimeType: json["mime_type"].text,
            createdAt: ServerTime.moment(json["created_at"])
        )
    }
}
