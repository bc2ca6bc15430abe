import Crypto
import NIOCore
import PulseModel

/// What a request carries: bytes that are there already, or a form whose file is read while it is sent.
enum RequestBody: Sendable {
    case json([UInt8])
    case form(MultipartForm)

    static func json(_ value: JSONValue) -> RequestBody { .json(value.jsonBytes) }

    var contentType: String {
        switch self {
        case .json: "application/json"
        case .form(let form): form.contentType
        }
    }

    /// The SHA-256 of all bytes, in lower-case hexadecimal; a file on disk is read for it from beginning to end.
    func checksum() async throws(ServiceFailure) -> String {
        var hash = SHA256()
        switch self {
        case .json(let bytes): hash.update(data: bytes)
        case .form(let form):
            var pieces = FormPieces(form)
            while let piece = try await pieces.next() {
                if Task.isCancelled { throw .cancelled }
                hash.update(data: Array(piece.readableBytesView))
            }
        }
        return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
