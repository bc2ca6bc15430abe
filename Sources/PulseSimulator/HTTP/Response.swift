import Foundation
import NIOHTTP1

/// What a request is answered with.
enum Answer: Sendable {
    case response(Response)
    /// The connection closes without a byte; the stream is run to its end although nobody reads it.
    case closing(unread: Response.Stream?)
    /// The connection is reset without a byte, whatever the client is still sending.
    case reset
    /// No byte ever comes, and the client has to close; the stream is run to its end although nobody reads it.
    case silence(unread: Response.Stream?)
}

/// A response before it is bytes.
struct Response: Sendable {
    /// Pieces of a body, each of which is one chunk.
    ///
    /// Each is asked for when the client has read enough of those before. ``Broken`` breaks the body off.
    typealias Stream = any AsyncSequence<Data, any Error> & Sendable

    /// The body of a response breaks off on purpose.
    struct Broken: Error {}

    enum Body: Sendable {
        case none
        case bytes(Data)
        case stream(Stream)
    }

    var status: Int
    /// The words behind the status.
    var phrase: String
    var headers = HTTPHeaders()
    var body = Body.none

    /// The status with its words; 204 has its own, since of a status with other words it is believed that it has a body.
    var statusLine: HTTPResponseStatus {
        status == 204 ? .noContent : .custom(code: UInt(status), reasonPhrase: phrase)
    }

    /// Whether only the end of the connection says where the body ends: HTTP/1.0 has no chunks.
    func needsClose(for request: HTTPRequestHead) -> Bool {
        if case .stream = body { request.version != .http1_1 } else { false }
    }
}

extension HTTPHeaders {
    mutating func add(_ name: String, _ value: String) { add(name: name, value: value) }
}
