import Foundation
import NIOCore
import NIOHTTP1

/// One client: answers its requests one after the other, until either side ends it.
///
/// Nothing has a time limit: how long an answer takes is up to who answers.
struct Connection: Sendable {
    typealias Client = NIOAsyncChannel<HTTPServerRequestPart, Never>
    /// Answers a request; throwing closes the connection without a byte.
    typealias Handler = @Sendable (Request) async throws -> Answer

    let client: Client
    let handler: Handler

    func run() async {
        do {
            let unread = try await withTaskCancellationHandler {
                try await client.executeThenClose { try await serve(RequestParts($0)) }
            } onCancel: {
                client.channel.close(promise: nil)
            }
            if let unread { await Connection.drain(unread) }
        } catch {
            // The client went away, or all of it is stopped: it is closed either way.
        }
    }

    /// Answers until the connection is to be closed; gives what is to be run to its end after that.
    private func serve(_ parts: RequestParts) async throws -> Response.Stream? {
        do {
            while let head = try await parts.nextHead() {
                if head.headers[canonicalForm: "Expect"].contains(where: { $0.lowercased() == "100-continue" }) {
                    try await write([.head(HTTPResponseHead(version: head.version, status: .continue))])
                }
                let keeps: Bool
                switch try await handler(Request(head: head, body: RequestBody(parts))) {
                case .response(let response):
                    keeps = try await send(response, to: head)
                case .closing(let unread):
                    return unread
                case .reset:
                    // Closing discards what is not sent, and tells the client so.
                    try await (client.channel as? any SocketOptionProvider)?
                        .setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
                    return nil
                case .silence(let unread):
                    async let drained: Void = Connection.drain(unread)
                    await parts.waitForEnd()
                    await drained
                    return nil
                }
                guard keeps else { break }
                try await parts.finishBody()
            }
        } catch is HTTPParserError {
            // It is answered with 400 already.
        }
        // Closing with unread bytes would reset the connection, and the client might lose the end of the answer.
        client.channel.close(mode: .output, promise: nil)
        await parts.waitForEnd()
        try? await client.channel.closeFuture.get()  // closing is what is waited for, in whatever way
        return nil
    }

    /// Writes a response; false when the connection ends with it.
    private func send(_ response: Response, to request: HTTPRequestHead) async throws -> Bool {
        let keeps = request.isKeepAlive && !response.needsClose(for: request)
        var head = HTTPResponseHead(version: request.version, status: response.statusLine, headers: response.headers)
        head.headers.add("Connection", keeps ? "keep-alive" : "close")
        switch response.body {
        case .stream(let stream) where request.method != .HEAD:
            try await write([.head(head)])
            do {
                for try await piece in stream where !piece.isEmpty {
                    try Task.checkCancellation()
                    try await write([.body(.byteBuffer(ByteBuffer(bytes: piece)))])
                }
            } catch is Response.Broken {
                return false
            }
            try await write([.end(nil)])
        case .bytes(let bytes):
            head.headers.add("Content-Length", String(bytes.count))
            let body =
                request.method == .HEAD ? [] : [HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: bytes)))]
            try await write([.head(head)] + body + [.end(nil)])
        case .none, .stream:
            if response.statusLine.mayHaveResponseBody { head.headers.add("Content-Length", "0") }
            try await write([.head(head), .end(nil)])
        }
        return keeps
    }

    /// Writes, and returns when all of it has left.
    ///
    /// So a client that does not read holds up its stream, and nobody else.
    private func write(_ parts: [HTTPServerResponsePart]) async throws {
        for part in parts.dropLast() { client.channel.write(part, promise: nil) }
        if let last = parts.last { try await client.channel.writeAndFlush(last).get() }
    }

    private static func drain(_ stream: Response.Stream?) async {
        guard let stream else { return }
        do {
            for try await _ in stream { try Task.checkCancellation() }
        } catch {
            return  // broken on purpose or stopped: nobody reads it either way
        }
    }
}
