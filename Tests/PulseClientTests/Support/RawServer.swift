import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A server of plain sockets on 127.0.0.1 that does to each connection exactly what a test says.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: CInt
    private let log = Mutex<[String]>([])
    private let accepted = Mutex(0)

    /// Serves each connection on a thread of its own until `stop()`.
    init(_ serve: @escaping @Sendable (RawConnection) -> Void) throws {
        (listener, port) = try LoopbackSocket.bound()
        let listener = listener
        guard listen(listener, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
        let thread = Thread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                guard let self else {
                    close(descriptor)
                    return
                }
                self.accepted.withLock { $0 += 1 }
                let connection = RawConnection(descriptor: descriptor) { [weak self] head in
                    self?.log.withLock { $0.append(head) }
                }
                Thread.detachNewThread {
                    serve(connection)
                    connection.end()
                }
            }
        }
        thread.start()
    }

    /// A server that gives every request the same answer and then closes.
    static func answering(_ reply: String) throws -> RawServer {
        try answering(Array(reply.utf8))
    }

    static func answering(_ reply: [UInt8]) throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(reply)
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The heads and bodies of the requests that came, in order.
    var requests: [String] { log.withLock { $0 } }
    var connectionCount: Int { accepted.withLock { $0 } }
}

/// A port that is taken but does not listen: connections to it are refused, and nobody else can get it meanwhile.
struct ReservedPort {
    let number: UInt16
    private let descriptor: CInt

    init() throws {
        (descriptor, number) = try LoopbackSocket.bound()
    }

    func release() {
        close(descriptor)
    }
}

/// Sockets on a free port of 127.0.0.1.
private enum LoopbackSocket {
    static func bound() throws -> (descriptor: CInt, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, size) == 0 && getsockname(descriptor, generic, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

/// One accepted connection.
final class RawConnection: Sendable {
    private let descriptor: CInt
    private let noteRequest: @Sendable (String) -> Void
    private let rest = Mutex<[UInt8]>([])

    init(descriptor: CInt, noteRequest: @escaping @Sendable (String) -> Void) {
        self.descriptor = descriptor
        self.noteRequest = noteRequest
    }

    /// Reads one request with its body; nil when the client closed.
    func readRequest() -> String? {
        readRequestBytes().map { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            noteRequest(text)
            return text
        }
    }

    /// Reads one request with its body, which need not be text; nil when the client closed.
    func readRequestBytes() -> [UInt8]? {
        var bytes = rest.withLock { $0 }
        while true {
            if let whole = Self.wholeRequest(in: bytes) {
                let after = Array(bytes[whole...])
                rest.withLock { $0 = after }
                return Array(bytes[..<whole])
            }
            guard let more = read(), !more.isEmpty else { return nil }
            bytes += more
        }
    }

    private static func wholeRequest(in bytes: [UInt8]) -> Int? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased()
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let whole = end.upperBound + (length ?? 0)
        return bytes.count >= whole ? whole : nil
    }

    /// The next bytes; empty when the client closed, nil after ten seconds without any.
    func read() -> [UInt8]? {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 10_000) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : []
    }

    /// Whether the client closes within ten seconds.
    func waitForClose() -> Bool {
        while let bytes = read() {
            if bytes.isEmpty { return true }
        }
        return false
    }

    /// Whether the client ends the connection within ten seconds, while none of what it sends is read.
    func waitForEnd() -> Bool {
        // POLLRDHUP, which the importer leaves out.
        var entry = pollfd(fd: descriptor, events: 0x2000, revents: 0)
        return poll(&entry, 1, 10_000) > 0
    }

    /// Sends bytes; false once the client is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Closes at once with a reset instead of an end.
    func reset() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RD))
    }

    fileprivate func end() {
        close(descriptor)
    }
}

/// Replies as text.
enum RawReplyText {
    static func json(
        _ body: String,
        status: String = "200 OK",
        headers: String = "",
        closes: Bool = false
    ) -> String {
        let length = "Content-Length: \(body.utf8.count)\r\n" + (closes ? "Connection: close\r\n" : "")
        return "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(length)\(headers)\r\n\(body)"
    }

    static let streamHead =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
        + "Connection: close\r\n\r\n"

    static func frame(_ json: String) -> String { "data: \(json)\n\n" }
}
