extension World {
    /// Takes a file for later questions.
    func upload(_ call: Call, _ app: AssistantRecord) throws(AssistantError) -> Reply {
        let file = try onlyFile(of: call)
        guard !file.name.isEmpty else {
            throw .business(400, "filename_not_exists_error", "The specified filename does not exist.")
        }
        guard let type = file.contentType, !type.isEmpty else { throw .unsupportedFileType }
        let limit = UploadLimits(options).limit(UploadRecord.fileExtension(of: file.name))
        guard !UploadLimits.isExceeded(limit, by: file.size) else { throw .fileTooLarge }
        let user = call.form.text("user").flatMap { $0.isEmpty ? nil : $0 } ?? "DEFAULT-USER"
        let upload = UploadRecord(file, id: generator.uuid(), createdBy: World.userID(user, of: app), at: clock.now)
        uploads[upload.id] = upload
        return Reply(status: 201, body: .json(upload.json, .ascii))
    }

    /// The one file of a form, in its part `file`.
    func onlyFile(of call: Call) throws(AssistantError) -> MultipartFile {
        guard let file = call.form.file("file") else { throw .noFilePart }
        guard call.form.files.count == 1 else {
            throw .business(400, "too_many_files", "Only one file is allowed.")
        }
        return file
    }

    /// The identifier that the service has for a user of an app.
    static func userID(_ user: String, of app: AssistantRecord) -> String {
        let seed = SeededGenerator.seed(of: app.key + "/" + user)
        return SeededGenerator.uuid(seed, SeededGenerator.mixed(seed))
    }
}

extension AssistantError {
    static let noFilePart = AssistantError.business(
        400,
        "bad_request_key_error",
        "The browser (or proxy) sent a request that this server could not understand."
    )
    static let unsupportedFileType = AssistantError.business(415, "unsupported_file_type", "File type not allowed.")
    /// The braces are the service's own: it forgets to fill its template.
    static let fileTooLarge = AssistantError.business(413, "file_too_large", "File size exceeded. {message}")
}
