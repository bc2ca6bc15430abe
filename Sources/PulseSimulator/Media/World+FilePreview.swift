extension World {
    /// How long a signed address opens its file, in seconds.
    private static let validity: Int64 = 300

    /// An address that opens an uploaded file without a key for a while; no two are equal.
    func signedAddress(_ upload: String) -> String {
        signedAddresses += 1
        let nonce = SeededGenerator.hex(SeededGenerator.mixed(options.seed &+ signedAddresses), 32)
        let timestamp = String(clock.now / 1000)
        let sign = World.signature(upload, timestamp, nonce)
        return "\(origin)/files/\(upload)/file-preview?timestamp=\(timestamp)&nonce=\(nonce)&sign=\(sign)"
    }

    /// Gives an uploaded file to whoever has its signed address.
    func previewFile(_ call: Call) throws(AssistantError) -> Reply {
        guard let timestamp = call.value("timestamp"), let nonce = call.value("nonce"), let sign = call.value("sign")
        else {
            return Reply(status: 400, body: .json(["content": "Invalid request."], .ascii))
        }
        let age = clock.now / 1000 - (Int64(timestamp) ?? 0)
        guard let upload = uploads[call.ids[0]], sign == World.signature(upload.id, timestamp, nonce),
            age <= World.validity
        else { throw .business(404, "not_found", "File not found or signature is invalid") }
        return Reply(status: 200, body: .bytes(upload.content, type: upload.mimeType))
    }

    /// Any function of its parts serves: nobody has to be kept out.
    private static func signature(_ upload: String, _ timestamp: String, _ nonce: String) -> String {
        SeededGenerator.hex(SeededGenerator.seed(of: upload + timestamp + nonce), 16)
    }
}
