import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import PulseModel
import Synchronization

/// The one way out: sends requests, waits within the limits, and says what happened as a `ServiceFailure`.
///
/// Two clients stand behind it. The pooled one keeps connections for reading. The fresh one uses each connection
/// once: a kept connection that went stale fails the same way whether or not the server saw the request.
final class Transport: Sendable {
    /// Connections of each client to one host.
    ///
    /// Callers know how much they ask at once; here nothing has to wait for others. One account may have a score of reads
    /// under way where the server is slow, and every stream holds a connection for minutes; accounts may share a host.
    private static let connectionsPerHost = 256

    let limits: TimeLimits
    private let pooled: Mutex<HTTPClient>
    private let fresh: HTTPClient

    init(limits: TimeLimits) {
        self.limits = limits
        pooled = Mutex(Self.client(limits, reuses: true))
        fresh = Self.client(limits, reuses: false)
    }

    private static func client(_ limits: TimeLimits, reuses: Bool) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.decompression = .enabled(limit: .size(limits.bodyBytes))
        configuration.timeout.connect = .nanoseconds(limits.connect.wholeMilliseconds * 1_000_000)
        configuration.connectionPool = .init(
            idleTimeout: reuses ? .seconds(30) : .milliseconds(1),
            concurrentHTTP1ConnectionsPerHostSoftLimit: connectionsPerHost
        )
        // Else a refused connection is tried again until the connect limit, and reported seconds late.
        configuration.connectionPool.retryConnectionEstablishment = false
        if !reuses { configuration.maximumUsesPerConnection = 1 }
        configuration.http1_1ConnectionDebugInitializer = { channel in StatusCheck.add(to: channel) }
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes every kept connection, so that the next call makes a new one; calls under way on them break.
    func dropConnections() async {
        let limits = limits
        let old = pooled.withLock { client in
            defer { client = Self.client(limits, reuses: true) }
            return client
        }
        await Self.close(old)
    }

    /// Closes everything; calls under way break, later ones fail.
    func shutdown() async {
        await Self.close(pooled.withLock { $0 })
        await Self.close(fresh)
    }

    private static func close(_ client: HTTPClient) async {
        do {
            try await client.shutdown()
        } catch {
            // Only says that it was closed before.
        }
    }

    /// Sends a request and reads the whole reply, whatever its status.
    func call(_ request: ServiceRequest, to base: BaseAddress, key: APIKey) async throws(ServiceFailure) -> RawReply {
        let client = request.sendsMessage ? fresh : pooled.withLock { $0 }
        let most = limits.bodyBytes
        return try await send(request, to: base, key: key, over: client) { response, watch in
            try await Self.read(response, atMost: most, key: key, watch: watch)
        }
    }

    /// Sends a request whose reply is a stream, and returns once its head is there; any other reply is read whole.
    func open(
        _ request: ServiceRequest,
        to base: BaseAddress,
        key: APIKey
    ) async throws(ServiceFailure) -> OpenedReply {
        let most = limits.bodyBytes
        return try await send(request, to: base, key: key, over: fresh) { response, watch in
            let head = RawReply(status: Int(response.status.code), headers: response.headers, key: key)
            if head.isSuccess, head.mediaType == "text/event-stream" {
                return .stream(OpenedStream(head: head, body: response.body, isSecure: base.isSecure, key: key))
            }
            return .whole(try await Self.read(response, atMost: most, key: key, watch: watch))
        }
    }

    /// Sends a request and takes its reply from the head on, within the limits.
    private func send<Value: Sendable>(
        _ request: ServiceRequest,
        to base: BaseAddress,
        key: APIKey,
        over client: HTTPClient,
        _ take: @escaping @Sendable (HTTPClientResponse, Watch) async throws -> Value
    ) async throws(ServiceFailure) -> Value {
        let outgoing = Outgoing(request, base: base, key: key)
        let watch = Watch(
            WaitPlan(
                startingAt: .now,
                firstByte: request.firstByteLimit(limits),
                silence: limits.silence,
                whole: limits.body
            )
        )
        let result: Result<Value, ServiceFailure> = await watch.race {
            do {
                let response = try await client.execute(outgoing.request, deadline: .distantFuture)
                watch.bytesCame()
                return .success(try await take(response, watch))
            } catch {
                return .failure(outgoing.failure(for: error).without(key))
            }
        }
        return try outgoing.corrected(result).get()
    }

    private static func read(
        _ response: HTTPClientResponse,
        atMost most: Int,
        key: APIKey,
        watch: Watch
    ) async throws -> RawReply {
        var reply = RawReply(status: Int(response.status.code), headers: response.headers, key: key)
        for try await chunk in response.body {
            watch.bytesCame()
            reply.body += chunk.readableBytesView
            guard reply.body.count <= most else {
                throw ServiceFailure.malformed(detail: "\(reply.status): a body of more than \(most) bytes")
            }
        }
        return reply
    }
}

extension Transport: CustomReflectable {
    /// Nothing: connections hold requests, and requests hold keys.
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a request for a stream is answered with.
enum OpenedReply: Sendable {
    case stream(OpenedStream)
    /// Not a stream: a refusal, or a success of another form.
    case whole(RawReply)
}

/// A stream whose head came and whose body was not read yet.
struct OpenedStream: Sendable {
    let head: RawReply
    let body: HTTPClientResponse.Body
    let isSecure: Bool
    /// What was sent with the request: an error's words must not repeat it.
    let key: APIKey
}

/// A request as the transport sends it, with what is needed to explain its failure.
private struct Outgoing: Sendable {
    let request: HTTPClientRequest
    private let body: TrackedBody?
    private let isSecure: Bool

    init(_ call: ServiceRequest, base: BaseAddress, key: APIKey) {
        var request = HTTPClientRequest(url: base.text + call.target)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers = [
            "Authorization": "Bearer " + key.secret,
            "User-Agent": "pulse-tui",
            "Accept": call.streams ? "text/event-stream" : "application/json",
            // A compressed stream could hold words back.
            "Accept-Encoding": call.streams ? "identity" : "gzip",
        ]
        if call.streams { request.headers.add(name: "Cache-Control", value: "no-store") }
        if call.sendsMessage { request.headers.add(name: "Connection", value: "close") }
        if let json = call.body {
            let body = TrackedBody(json.jsonBytes)
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body, length: .known(Int64(body.count)))
            self.body = body
        } else {
            body = nil
        }
        self.request = request
        isSecure = base.isSecure
    }

    func failure(for error: any Error) -> ServiceFailure {
        ConnectionFault.failure(for: error, bodyWasFetched: body?.wasFetched, isSecure: isSecure)
    }

    /// A time limit that passed, or a cancelling, before the transport came for the body: nothing left.
    func corrected<Value>(_ result: Result<Value, ServiceFailure>) -> Result<Value, ServiceFailure> {
        guard body?.wasFetched == false else { return result }
        switch result {
        case .failure(.timedOut(let waited)):
            return .failure(.notReached(.connectTimeout, detail: "no connection within \(waited) ms"))
        case .failure(.cancelled): return .failure(ConnectionFault.cancelledBeforeLeaving)
        default: return result
        }
    }
}
