import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A port of 127.0.0.1 and all connections to it.
struct HTTPServer: Sendable {
    let port: UInt16
    private let listening: any Channel
    private let connections: Connections

    /// Listens, and serves each client until ``stop()``; port 0 takes any free one.
    ///
    /// All servers of a process share its threads.
    static func start(port: UInt16, _ handler: @escaping Connection.Handler) async throws -> HTTPServer {
        let connections = Connections()
        let listening = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try closeInPrograms(channel) }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try closeInPrograms(channel)
                    // Its help with pipelining is not needed: a connection answers one request after the other.
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    let client = try Connection.Client(wrappingChannelSynchronously: channel)
                    connections.run { await Connection(client: client, handler: handler).run() }
                }
            }
            .bind(host: "127.0.0.1", port: Int(port))
            .get()
        return HTTPServer(
            port: UInt16(listening.localAddress?.port ?? Int(port)),
            listening: listening,
            connections: connections
        )
    }

    /// Closes the port and all connections; then nothing runs any more.
    func stop() async {
        try? await listening.close()  // it is closed already where it was stopped before
        await connections.end()
    }

    /// Returns when it was stopped, which cancelling the task that waits does too.
    func waitUntilStopped() async {
        await withTaskCancellationHandler {
            try? await listening.closeFuture.get()  // closing is what is waited for, in whatever way
        } onCancel: {
            listening.close(promise: nil)
        }
        await connections.end()
    }

    /// Keeps a socket from programs that are started: with a copy there, closing it would not end the connection.
    private static func closeInPrograms(_ channel: any Channel) throws {
        try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            _ = fcntl($0, F_SETFD, FD_CLOEXEC)
        }
    }
}
