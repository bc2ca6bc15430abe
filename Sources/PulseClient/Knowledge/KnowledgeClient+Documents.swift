public import PulseModel

/// A document that was created or changed, and what its indexing is asked for by.
public struct SubmittedDocument: Hashable, Sendable {
    /// The document as it is now: not indexed yet.
    public var document: KnowledgeDocument
    /// For `indexingProgress(of:in:)`.
    public var batch: String

    /// A document with its batch.
    public init(document: KnowledgeDocument, batch: String) {
        self.document = document
        self.batch = batch
    }
}

extension KnowledgeClient {
    /// How large a file most servers take: 15 MB, in bytes.
    ///
    /// Servers differ, so that a larger one is sent all the same.
    ///
    /// Source: langgenius/dify, `api/configs/feature/__init__.py`, `UPLOAD_FILE_SIZE_LIMIT`.
    public static let typicalUploadLimit: Int64 = 15 << 20

    /// Lists the documents of a knowledge base, a page at a time, newest first.
    ///
    /// Source: PulseAI-OpenAPI, "Get the Document List of a Knowledge Base"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - base: the knowledge base's id.
    ///   - page: from 1.
    ///   - limit: rows at most, 1 to 100.
    ///   - keyword: only those with this in their names, in this case; all where nil.
    /// - Returns: one page; `hasMore` is reckoned from the total.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func documents(
        in base: String,
        page: Int = 1,
        limit: Int = 20,
        keyword: String? = nil
    ) async throws(ServiceFailure) -> Reply<Listing<KnowledgeDocument>> {
        let (page, limit) = Self.pageAndLimit(page, limit)
        return try await caller.list(
            ServiceRequest(
                method: .get,
                path: ["datasets", base, "documents"],
                query: [("page", String(page)), ("limit", String(limit)), ("keyword", keyword)],
                patience: .other
            ),
            paging: .numbered(page: page, limit: limit),
            row: KnowledgeDocument.init(json:)
        )
    }

    /// Makes a document of a text; it is indexed afterwards, which takes a while.
    ///
    /// Sent again after a failure whose `deliveryVerdict` is `unknown`, it may be there twice.
    ///
    /// Source: PulseAI-OpenAPI, "Create a Document from Text"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - base: the knowledge base's id.
    ///   - name: what it is called.
    ///   - text: all of it.
    ///   - options: how it is cut and found.
    /// - Returns: the document and its batch.
    /// - Throws: why there is none, by what the caller can do about it.
    public func createDocument(
        in base: String,
        name: String,
        text: String,
        options: DocumentOptions = DocumentOptions()
    ) async throws(ServiceFailure) -> Reply<SubmittedDocument> {
        try await send(
            .json(.object(options.fields(with: ["name": .string(name), "text": .string(text)]))),
            to: ["datasets", base, "document", "create-by-text"]
        )
    }

    /// Makes a document of a file; it is indexed afterwards, which takes a while.
    ///
    /// The file is read while it is sent. Sent again after a failure whose `deliveryVerdict` is `unknown`, it may be there
    /// twice. A file that is too large or of a type that the service does not know is refused with 400 and mostly no words.
    ///
    /// Source: PulseAI-OpenAPI, "Create a Document from a File"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - base: the knowledge base's id.
    ///   - file: its name becomes the document's; see `typicalUploadLimit`.
    ///   - options: how it is cut and found.
    ///   - progress: told how much has left.
    /// - Returns: the document and its batch.
    /// - Throws: why there is none; `invalidRequest` where nothing left.
    public func createDocument(
        in base: String,
        from file: UploadFile,
        options: DocumentOptions = DocumentOptions(),
        progress: TransferProgress.Handler? = nil
    ) async throws(ServiceFailure) -> Reply<SubmittedDocument> {
        try await send(
            Self.form(file, options.fields(with: [:])),
            to: ["datasets", base, "document", "create-by-file"],
            progress
        )
    }

    /// Puts another text in the place of a document's; it is indexed anew, under the batch that it had.
    ///
    /// Source: PulseAI-OpenAPI, "Update a Document with Text"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - document: its id.
    ///   - base: the knowledge base's id.
    ///   - name: another name; the old one where nil. A new text needs one.
    ///   - text: another text; the old one where nil.
    ///   - options: how it is cut and found; by default as before.
    /// - Returns: the document and its batch.
    /// - Throws: why it is as before, by what the caller can do about it.
    public func updateDocument(
        _ document: String,
        in base: String,
        name: String? = nil,
        text: String? = nil,
        options: DocumentOptions = DocumentOptions(indexing: nil, splitting: nil)
    ) async throws(ServiceFailure) -> Reply<SubmittedDocument> {
        let changes = ["name": name.map(JSONValue.string), "text": text.map(JSONValue.string)]
        return try await send(
            .json(.object(options.fields(with: changes))),
            to: ["datasets", base, "documents", document, "update-by-text"]
        )
    }

    /// Puts a file in the place of a document's text; it is indexed anew, under the batch that it had.
    ///
    /// Source: PulseAI-OpenAPI, "Update a Document with a File"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - document: its id.
    ///   - base: the knowledge base's id.
    ///   - file: its name becomes the document's, unless another is given.
    ///   - name: another name.
    ///   - options: the service refuses this without a technique.
    ///   - progress: told how much has left.
    /// - Returns: the document and its batch.
    /// - Throws: why it is as before; `invalidRequest` where nothing left.
    public func updateDocument(
        _ document: String,
        in base: String,
        from file: UploadFile,
        name: String? = nil,
        options: DocumentOptions = DocumentOptions(splitting: nil),
        progress: TransferProgress.Handler? = nil
    ) async throws(ServiceFailure) -> Reply<SubmittedDocument> {
        guard options.indexing != nil else { throw .invalidRequest(.missing(field: "indexing_technique")) }
        return try await send(
            Self.form(file, options.fields(with: ["name": name.map(JSONValue.string)])),
            to: ["datasets", base, "documents", document, "update-by-file"],
            progress
        )
    }

    /// Asks how far the indexing of a batch is.
    ///
    /// Source: PulseAI-OpenAPI, "Get Document Embedding Status"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - batch: from the call that created or changed the document.
    ///   - base: the knowledge base's id.
    /// - Returns: one row for each document of the batch, mostly one.
    /// - Throws: why there is no answer, by what the caller can do about it.
    public func indexingProgress(
        of batch: String,
        in base: String
    ) async throws(ServiceFailure) -> Reply<[IndexingProgress]> {
        try await caller.reply(
            to: ServiceRequest(
                method: .get,
                path: ["datasets", base, "documents", batch, "indexing-status"],
                patience: .poll
            ),
            wanted: "list of documents"
        ) { $0["data"].elements?.compactMap(IndexingProgress.init(json:)) }
    }

    /// Waits until nothing more happens to the documents of a batch by itself.
    ///
    /// It has no time limit of its own, since a large file takes long: cancel the task to give up.
    ///
    /// Source: as `indexingProgress`.
    ///
    /// - Parameters:
    ///   - batch: from the call that created or changed the document.
    ///   - base: the knowledge base's id.
    ///   - interval: between two polls.
    ///   - progressed: told of each poll.
    /// - Returns: how each document ended: `completed`, `error` or `paused`.
    /// - Throws: why a poll failed; `cancelled` where the task was.
    @discardableResult
    public func waitForIndexing(
        of batch: String,
        in base: String,
        every interval: Duration = .seconds(1),
        progressed: (@Sendable ([IndexingProgress]) -> Void)? = nil
    ) async throws(ServiceFailure) -> [IndexingProgress] {
        while true {
            let progress = try await indexingProgress(of: batch, in: base).value
            guard !progress.isEmpty else { throw .malformed(detail: "no document in the batch") }
            progressed?(progress)
            if progress.allSatisfy(\.isOver) { return progress }
            do {
                try await Task.sleep(for: interval)
            } catch {
                throw .cancelled
            }
        }
    }

    /// Deletes a document with its chunks; there is no way back.
    ///
    /// One that is being indexed is refused with 400.
    ///
    /// Source: PulseAI-OpenAPI, "Delete a Document"; langgenius/dify,
    /// `api/controllers/service_api/dataset/document.py`.
    ///
    /// - Parameters:
    ///   - document: its id.
    ///   - base: the knowledge base's id.
    /// - Returns: that it is gone.
    /// - Throws: why there is no answer, by what the caller can do about it.
    @discardableResult
    public func deleteDocument(_ document: String, in base: String) async throws(ServiceFailure) -> Reply<Accepted> {
        try await caller.accept(
            ServiceRequest(method: .delete, path: ["datasets", base, "documents", document], patience: .other)
        )
    }

    /// A form as the service wants it: the fields as JSON in one text part, then the file.
    private static func form(_ file: UploadFile, _ fields: [String: JSONValue]) -> RequestBody {
        let data = String(decoding: JSONValue.object(fields).jsonBytes, as: UTF8.self)
        return .form(MultipartForm(fields: [("data", data)], file: file))
    }

    private func send(
        _ body: RequestBody,
        to path: [String],
        _ progress: TransferProgress.Handler? = nil
    ) async throws(ServiceFailure) -> Reply<SubmittedDocument> {
        try await caller.reply(
            to: ServiceRequest(
                method: .post,
                path: path,
                body: body,
                patience: .upload,
                sendsMessage: true,
                progress: progress
            ),
            wanted: "document id",
            SubmittedDocument.init(json:)
        )
    }
}

extension SubmittedDocument {
    /// A document with its batch from a body; nil without either.
    init?(json: JSONValue) {
        guard let document = KnowledgeDocument(json: json["document"]), let batch = json["batch"].identifier else {
            return nil
        }
        self.init(document: document, batch: batch)
    }
}

extension KnowledgeDocument {
    /// A document from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            position: json["position"].count,
            name: json["name"].text,
            indexingStatus: json["indexing_status"].text,
            displayStatus: json["display_status"].text,
            error: json["error"].text,
            isEnabled: json["enabled"].flag,
            wordCount: json["word_count"].count,
            hitCount: json["hit_count"].count,
            form: json["doc_form"].text,
            createdAt: ServerTime.moment(json["created_at"])
        )
    }
}

extension IndexingProgress {
    /// Progress from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            documentID: id,
            status: json["indexing_status"].text,
            error: json["error"].text,
            completedChunks: json["completed_segments"].count,
            totalChunks: json["total_segments"].count,
            completedAt: ServerTime.moment(json["completed_at"])
        )
    }
}
