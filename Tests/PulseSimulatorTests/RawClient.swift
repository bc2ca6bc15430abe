import Foundation
import Glibc

/// What came back on a connection, byte by byte.
struct RawReply: Sendable {
    var statusLine = ""
    var headers: [String: String] = [:]
    /// The body with chunking undone.
    var body = Data()
    /// The chunks as they were sent, when the body was chunked.
    var chunks: [Data] = []
    /// All bytes that came.
    var bytes = 0
    /// Whether the body ended as its head promised.
    var isComplete = false
    /// Whether the time was up before the server closed.
    var timedOut = false

    var status: Int { Int(statusLine.split(separator: " ").dropFirst().first ?? "") ?? 0 }
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: Shape? { try? JSONDecoder().decode(Shape.self, from: body) }  // nil is asserted on

    /// The JSON objects of an event stream, with a name for pings.
    var events: [Shape] {
        text.components(separatedBy: "\n\n").compactMap { frame in
            if frame == "event: ping" { return .object(["event": .string("ping")]) }
            guard frame.hasPrefix("data: ") else { return nil }
            return try? JSONDecoder().decode(Shape.self, from: Data(frame.dropFirst(6).utf8))  // broken on purpose
        }
    }

    var eventNames: [String] { events.compactMap { $0["event"]?.text } }
    var answer: String { events.compactMap { $0["answer"]?.text }.joined() }
}

/// An HTTP client of a few lines over a plain socket, so that nothing is retried, decoded or hidden.
enum RawClient {
    struct Request: Sendable {
        var method = "GET"
        var url: String
        var key: String?
        var contentType: String?
        var body: String?
        /// A body that is no text.
        var data: Data?
        var headers: [String] = []
        /// Closes the connection after so many bytes.
        var hangUpAfter: Int?
        var seconds: Double = 10
    }

    static func send(_ request: Request) async -> RawReply {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: exchange(request)) }
        }
    }

    static func get(_ url: String, key: String?) async -> RawReply {
        await send(Request(url: url, key: key))
    }

    static func post(_ url: String, key: String?, _ json: String, seconds: Double = 10) async -> RawReply {
        await send(
            Request(method: "POST", url: url, key: key, contentType: "application/json", body: json, seconds: seconds)
        )
    }

    private static func exchange(_ request: Request) -> RawReply {
        guard let url = URLComponents(string: request.url), let port = url.port else { return RawReply() }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return RawReply() }
        let target = url.percentEncodedPath + (url.percentEncodedQuery.map { "?" + $0 } ?? "")
        var lines = ["\(request.method) \(target) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        if let key = request.key { lines.append("Authorization: Bearer \(key)") }
        if let type = request.contentType { lines.append("Content-Type: \(type)") }
        let body = request.data ?? request.body.map { Data($0.utf8) }
        if let body { lines.append("Content-Length: \(body.count)") }
        let head = (lines + request.headers).joined(separator: "\r\n") + "\r\n\r\n"
        let bytes = Array(head.utf8) + (body ?? Data())
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            return RawReply()
        }
        return read(descriptor, request)
    }

    private static func read(_ descriptor: Int32, _ request: Request) -> RawReply {
        var data = Data()
        var timedOut = false
        let end = ContinuousClock.now + .seconds(request.seconds)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = (end - ContinuousClock.now) / .milliseconds(1)
            guard left > 0, poll(&ready, 1, Int32(left)) > 0 else {
                timedOut = true
                break
            }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            data.append(contentsOf: buffer[0..<count])
            if let limit = request.hangUpAfter, data.count >= limit { break }
        }
        var reply = parse(data)
        reply.timedOut = timedOut
        return reply
    }

    private static func parse(_ data: Data) -> RawReply {
        var reply = RawReply()
        reply.bytes = data.count
        guard let split = data.range(of: Data("\r\n\r\n".utf8)) else { return reply }
        let lines = String(decoding: data[..<split.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        reply.statusLine = lines.first ?? ""
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            reply.headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces
            )
        }
        var rest = data[split.upperBound...]
        guard reply.headers["transfer-encoding"] == "chunked" else {
            reply.body = Data(rest)
            reply.isComplete = Int(reply.headers["content-length"] ?? "") == rest.count
            return reply
        }
        while let line = rest.range(of: Data("\r\n".utf8)) {
            guard let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16) else { break }
            if size == 0 {
                reply.isComplete = true
                break
            }
            guard rest.endIndex - line.upperBound >= size else { break }
            let chunk = Data(rest[line.upperBound..<(line.upperBound + size)])
            reply.chunks.append(chunk)
            reply.body += chunk
            rest = rest[(line.upperBound + size)...].dropFirst(2)
        }
        return reply
    }
}
