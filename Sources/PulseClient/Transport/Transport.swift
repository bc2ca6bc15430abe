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

    /// What the system may hold of a request that is on its way; it takes twice as much.
    ///
    /// An upload is given up where nothing moves, and what the system holds cannot be seen moving: on a slow line megabytes
    /// would look like a standstill.
    private static let sendBufferBytes = 128 << 10

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
        configuration.decompression = .enabled(limit: .size(max(limits.bodyBytes, limits.chunkListBytes)))
        configuration.timeout.connect = .nanoseconds(limits.connect.wholeMilliseconds * 1_000_000)
        configuration.connectionPool = .init(
            idleTimeout: reuses ? .seconds(30) : .milliseconds(1),
            concurrentHTTP1ConnectionsPerHostSoftLimit: connectionsPerHost
        )
        // Else a refused connection is tried again until the connect limit, and reported seconds late.
        configuration.connectionPool.retryConnectionEstablishment = false
        if !reuses { configuration.maximumUsesPerConnection = 1 }
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.setOption(.socketOption(.so_sndbuf), value: sendBufferBytes).flatMap {
                StatusCheck.add(to: channel)
            }
        }
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

    /// A client of the library below must be shut down before it goes, or it traps.
    deinit {
        let clients = [pooled.withLock { $0 }, fresh]
        Task.detached {
            for client in clients { await Self.close(client) }
        }
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
        let client = request.sendsMessage || request.uploads ? fresh : pooled.withLock { $0 }
        let most = request.replyBytes ?? limits.bodyBytes
        return try await send(request, to: base, key: key, over: client, isSuccess: \.isSuccess) { response, watchdog in
            try await Self.read(response, atMost: most, key: key, watchdog: watchdog)
        }
    }

    /// Sends a request whose reply is a stream, and returns once its head is there; any other reply is read whole.
    func open(
        _ request: ServiceRequest,
        to base: BaseAddress,
        key: APIKey
    ) async throws(ServiceFailure) -> OpenedReply {
        let most = limits.bodyBytes
        return try await send(request, to: base, key: key, over: fresh) { response, watchdog in
            let head = RawReply(status: Int(response.status.code), headers: response.headers, key: key)
            if head.isSuccess, head.mediaType == "text/event-stream" {
                return .stream(
                    OpenedStream(head: head, body: response.body, isSecure: base.isSecure, key: key, transport: self)
                )
            }
            return .whole(try await Self.read(response, atMost: most, key: key, watchdog: watchdog))
        }
    }

    /// Sends a request and hands on the reply's body as it comes; a refusal, JSON and text are read whole instead.
    ///
    /// - Returns: the reply, without the body where it was handed on.
    func download(
        _ request: ServiceRequest,
        to base: BaseAddress,
        key: APIKey,
        into receive: @escaping DownloadReceiver
    ) async throws(ServiceFailure) -> DownloadedReply {
        let (most, whole) = (limits.bodyBytes, limits.body)
        return try await send(request, to: base, key: key, over: fresh) { response, watchdog in
            let head = RawReply(status: Int(response.status.code), headers: response.headers, key: key)
            // A page of a proxy comes with a success too.
            guard head.isSuccess, head.mediaType != "application/json", !head.mediaType.hasPrefix("text/") else {
                watchdog.bound(by: whole)
                return .whole(try await Self.read(response, atMost: most, key: key, watchdog: watchdog))
            }
            var progress = TransferProgress(bytes: 0, total: Self.promisedLength(response))
            for try await chunk in response.body {
                // The time that the receiver needs is not the server's.
                watchdog.paused()
                progress.bytes += Int64(chunk.readableBytes)
                try await receive(Array(chunk.readableBytesView), progress)
                watchdog.bytesCame()
            }
            return .received(head, bytes: progress.bytes)
        }
    }

    /// Sends a request and reads its reply from the head on, within the limits.
    private func send<Value: Sendable>(
        _ request: ServiceRequest,
        to base: BaseAddress,
        key: APIKey,
        over client: HTTPClient,
        isSuccess: (Value) -> Bool = { _ in false },
        _ read: @escaping @Sendable (HTTPClientResponse, ReplyWatchdog) async throws -> Value
    ) async throws(ServiceFailure) -> Value {
        let watchdog = ReplyWatchdog(
            WaitPlan(
                startingAt: .now,
                firstByte: request.firstByteLimit(limits),
                silence: limits.silence,
                whole: request.downloads ? nil : limits.body
            )
        )
        let outgoing = OutgoingRequest(request, base: base, key: key, watchdog: watchdog)
        let result: Result<Value, ServiceFailure> = await watchdog.race {
            do {
                let response = try await client.execute(outgoing.request, deadline: .distantFuture)
                watchdog.bytesCame()
                return .success(try await read(response, watchdog))
            } catch {
                return .failure(outgoing.failure(for: error).without(key))
            }
        }
        return try outgoing.corrected(result, isSuccess: isSuccess).get()
    }

    private static func read(
        _ response: HTTPClientResponse,
        atMost most: Int,
        key: APIKey,
        watchdog: ReplyWatchdog
    ) async throws -> RawReply {
        var reply = RawReply(status: Int(response.status.code), headers: response.headers, key: key)
        var chunks = response.body.makeAsyncIterator()
        while let chunk = try await next(
            of: &chunks,
            // A refusal is one without its words too.
            isEnough: !reply.isSuccess || promisedLength(response) == Int64(reply.body.count)
        ) {
            watchdog.bytesCame()
            reply.body += chunk.readableBytesView
            guard reply.body.count <= most else {
                throw ServiceFailure.malformed(detail: "\(reply.status): a body of more than \(most) bytes")
            }
        }
        return reply
    }

    /// The next chunk; nil at the end, which a connection that breaks where enough came is too.
    ///
    /// A server may answer and close while the request is still leaving, and the transport then reports the request.
    /// Source: swift-server/async-http-client, `Sources/AsyncHTTPClient/ConnectionPool/HTTP1/HTTP1ClientChannelHandler.swift`,
    /// which closes before it hands on a reply's end.
    private static func next(
        of chunks: inout HTTPClientResponse.Body.AsyncIterator,
        isEnough: Bool
    ) async throws -> ByteBuffer? {
        do {
            return try await chunks.next()
        } catch {
            guard isEnough, !Task.isCancelled else { throw error }
            return nil
        }
    }

    /// How long the server says that the body is, in bytes as they arrive here.
    private static func promisedLength(_ response: HTTPClientResponse) -> Int64? {
        guard response.headers["content-encoding"].allSatisfy({ $0 == "identity" }) else { return nil }
        return response.headers.first(name: "content-length").flatMap { Int64($0) }
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

/// What a download gave.
enum DownloadedReply: Sendable {
    case received(RawReply, bytes: Int64)
    /// Not handed on: a refusal, JSON, or text.
    case whole(RawReply)
}

/// Is handed the bytes of a download, in order, with how far it is; throwing ends it.
typealias DownloadReceiver = @Sendable ([UInt8], TransferProgress) async throws -> Void

/// A stream whose head came and whose body was not read yet.
struct OpenedStream: Sendable {
    let head: RawReply
    let body: HTTPClientResponse.Body
    let isSecure: Bool
    /// What was sent with the request: an error's words must not repeat it.
    let key: APIKey
    /// Kept, since it closes its connections when it goes.
    let transport: Transport
}
