import Foundation

/// What a request is answered with.
enum Answer: Sendable {
    case response(Response)
    /// The connection closes without a byte; the stream is run to its end although nobody reads it.
    case closing(unread: Response.Stream?)
    /// No byte ever comes, and the client has to close; the stream is run to its end although nobody reads it.
    case silence(unread: Response.Stream?)
}

/// A response before it is bytes.
struct Response: Sendable {
    /// Pieces of a body.
    ///
    /// Each is asked for when the one before was written; one that throws closes the connection in the middle.
    typealias Stream = any AsyncSequence<Data, any Error> & Sendable

    enum Body: Sendable {
        case none
        case bytes(Data)
        case stream(Stream)
    }

    var status: Int
    var phrase: String
    var headers = HeaderFields()
    var body = Body.none

    /// How the client knows where the body ends.
    enum Framing: Sendable, Equatable {
        case bodyless
        case counted(Int)
        case chunked
        /// By the end of the connection: HTTP/1.0 has no chunks.
        case untilClose
    }

    func framing(for version: Request.Version) -> Framing {
        if status == 204 || status == 304 { return .bodyless }
        switch body {
        case .none: return .counted(0)
        case .bytes(let bytes): return .counted(bytes.count)
        case .stream: return version == .http11 ? .chunked : .untilClose
        }
    }

    /// The bytes up to the empty line.
    func head(_ framing: Framing, keepsConnection: Bool) -> Data {
        var lines = ["HTTP/1.1 \(status) \(phrase)"] + headers.lines.map { "\($0.name): \($0.value)" }
        switch framing {
        case .bodyless, .untilClose: break
        case .counted(let count): lines.append("Content-Length: \(count)")
        case .chunked: lines.append("Transfer-Encoding: chunked")
        }
        lines.append("Connection: " + (keepsConnection ? "keep-alive" : "close"))
        return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// A piece of a body as a chunk.
    static func chunk(_ piece: Data) -> Data {
        Data((String(piece.count, radix: 16) + "\r\n").utf8) + piece + Data("\r\n".utf8)
    }

    static let lastChunk = Data("0\r\n\r\n".utf8)
}
