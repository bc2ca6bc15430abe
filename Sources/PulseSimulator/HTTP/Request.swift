import Foundation
import NIOCore
import NIOHTTP1

/// One request whose body is still on its way.
struct Request {
    let head: HTTPRequestHead
    let body: RequestBody

    var method: String { head.method.rawValue }
    /// Path and query, still encoded.
    var target: String { head.uri }
}

/// The parts of all requests of a connection, in their order.
final class RequestParts {
    private var iterator: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
    private var isInBody = false

    init(_ inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>) {
        iterator = inbound.makeAsyncIterator()
    }

    /// The client went away in the middle of a body.
    struct Abandoned: Error {}

    /// The head of the next request, or nil when the client has closed.
    func nextHead() async throws -> HTTPRequestHead? {
        guard case .head(let head)? = try await iterator.next() else { return nil }
        isInBody = true
        return head
    }

    /// The next piece of the body, or nil at its end.
    func nextPiece() async throws -> ByteBuffer? {
        guard isInBody else { return nil }
        switch try await iterator.next() {
        case .body(let piece): return piece
        case .end:
            isInBody = false
            return nil
        case .head, nil: throw Abandoned()
        }
    }

    /// Drops what nobody read of the body, so that the next request can be read.
    func finishBody() async throws {
        while try await nextPiece() != nil {}
    }

    /// Reads until the client closes, or the task is cancelled.
    func waitForEnd() async {
        do {
            while try await iterator.next() != nil {}
        } catch {
            return  // this is the end that was waited for
        }
    }
}

/// The body of a request, in the pieces in which it comes; one that is not read is not held either.
struct RequestBody: AsyncSequence {
    private let parts: RequestParts

    init(_ parts: RequestParts) {
        self.parts = parts
    }

    /// The body is longer than is taken.
    struct TooLarge: Error {}

    struct Iterator: AsyncIteratorProtocol {
        let parts: RequestParts

        func next() async throws -> ByteBuffer? { try await parts.nextPiece() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(parts: parts) }

    /// Drops the first bytes, so many at least where there are so many.
    func skip(_ count: Int) async throws {
        var left = count
        for try await piece in self {
            left -= piece.readableBytes
            if left <= 0 { return }
        }
    }

    /// All bytes, of which there may be so many.
    func collect(atMost limit: Int) async throws -> Data {
        var bytes = Data()
        for try await piece in self {
            guard bytes.count + piece.readableBytes <= limit else { throw TooLarge() }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }
}
