import FlyingSocks
import Foundation

/// One client: takes its requests one after the other, until either side ends it.
///
/// Nothing has a time limit: how long an answer takes is up to who answers.
struct Connection: Sendable {
    /// Answers a request; throwing closes the connection without a byte.
    typealias Handler = @Sendable (Request) async throws -> Answer

    let socket: AsyncSocket
    let handler: Handler

    func run() async {
        var unread: Response.Stream?
        do {
            unread = try await serve()
        } catch {
            // The client went away, a stream broke on purpose, or all of it is stopped: it closes either way.
            unread = nil
        }
        try? socket.close()  // nobody else closes it
        if let unread { await Connection.drain(unread) }
    }

    /// Answers until the connection is to be closed; gives what is to be run to its end after that.
    private func serve() async throws -> Response.Stream? {
        var parser = RequestParser()
        while true {
            let event: RequestParser.Event
            do throws(RequestError) {
                event = try parser.next()
            } catch {
                try await refuse(error)
                return nil
            }
            switch event {
            case .needsMore:
                parser.append(try await socket.read(atMost: 4096))
            case .expectsContinue:
                try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            case .request(let request):
                switch try await handler(request) {
                case .response(let response):
                    guard try await send(response, to: request) else { return nil }
                case .closing(let unread):
                    return unread
                case .silence(let unread):
                    async let drained: Void = Connection.drain(unread)
                    await waitForEnd()
                    await drained
                    return nil
                }
            }
        }
    }

    /// Writes a response; false when the connection ends with it.
    private func send(_ response: Response, to request: Request) async throws -> Bool {
        let framing = response.framing(for: request.version)
        let keepsConnection = request.keepsConnection && framing != .untilClose
        var head = response.head(framing, keepsConnection: keepsConnection)
        let hasBody = request.method != "HEAD" && framing != .bodyless
        if hasBody, case .bytes(let bytes) = response.body { head.append(bytes) }
        try await socket.write(head)
        if hasBody, case .stream(let stream) = response.body {
            for try await piece in stream where !piece.isEmpty {
                try Task.checkCancellation()
                try await socket.write(framing == .chunked ? Response.chunk(piece) : piece)
            }
            if framing == .chunked { try await socket.write(Response.lastChunk) }
        }
        return keepsConnection
    }

    /// Says what is wrong, and closes when the client has read it.
    ///
    /// Closing with unread bytes would reset the connection, and the client might lose the answer.
    private func refuse(_ error: RequestError) async throws {
        let response = error.response
        var bytes = response.head(response.framing(for: .http11), keepsConnection: false)
        if case .bytes(let body) = response.body { bytes.append(body) }
        try await socket.write(bytes)
        socket.socket.endWriting()
        await waitForEnd()
    }

    /// Reads until the client closes.
    private func waitForEnd() async {
        do {
            while true { _ = try await socket.read(atMost: 4096) }
        } catch {
            return  // this is the end that was waited for
        }
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
