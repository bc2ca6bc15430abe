import Foundation

extension World {
    /// The files that a question names.
    ///
    /// An app that takes none does not look at them.
    func files(of body: JSON, _ app: AssistantRecord) throws(AssistantError) -> [MessageFileRecord] {
        guard app.takesImages, let rows = body["files"]?.elements else { return [] }
        var files: [MessageFileRecord] = []
        for row in rows {
            let method = row["transfer_method"]?.text ?? ""
            switch method {
            case "local_file": files.append(try uploadedFile(row))
            case "remote_url": files.append(try remoteFile(row))
            default: throw .wrong("No matching enum found for value '\(method)'")
            }
            guard row["type"]?.text == "image" else {
                throw .wrong("File validation failed for file: \(files.last?.name ?? "")")
            }
        }
        guard files.count <= UploadLimits.images else {
            throw .wrong("Number of image files exceeds the maximum limit \(UploadLimits.images)")
        }
        return files
    }

    /// Whose it is does not matter: a file of one user serves another.
    private func uploadedFile(_ row: JSON) throws(AssistantError) -> MessageFileRecord {
        guard let upload = uploads[row["upload_file_id"]?.text?.lowercased() ?? ""] else {
            throw .wrong("Invalid upload file")
        }
        return MessageFileRecord(
            id: generator.uuid(),
            uploadID: upload.id,
            name: upload.name,
            mimeType: upload.mimeType,
            size: upload.size
        )
    }

    /// A file elsewhere, which is believed to be there: the simulator asks nobody.
    ///
    /// Not reached are hosts that end in `.invalid`, and port 9.
    private func remoteFile(_ row: JSON) throws(AssistantError) -> MessageFileRecord {
        let text = row["url"]?.text ?? ""
        guard let url = URLComponents(string: text), ["http", "https"].contains(url.scheme), let host = url.host else {
            throw .wrong("Invalid file url")
        }
        guard !host.hasSuffix(".invalid"), url.port != 9 else {
            throw .wrong("Reached maximum retries (3) for URL \(text)")
        }
        let name = url.path.split(separator: "/").last.map(String.init) ?? ""
        let kind = UploadRecord.fileExtension(of: name)
        return MessageFileRecord(
            id: generator.uuid(),
            url: text,
            name: name,
            mimeType: kind.isEmpty ? "" : "image/" + (kind == "jpg" ? "jpeg" : kind),
            size: -1
        )
    }

    /// The files of an exchange as the history has them, each with an address that is signed anew.
    func messageFiles(_ exchange: ExchangeRecord) -> JSON {
        .array(exchange.files.map { $0.json(url: $0.uploadID.map(signedAddress) ?? $0.url ?? "") })
    }
}
