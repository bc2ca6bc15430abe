import FlyingSocks
import Foundation

/// A port of 127.0.0.1 and all connections to it.
struct Listener: Sendable {
    let port: UInt16
    private let socket: Socket

    /// Listens: from now on clients can connect, and are answered when it runs.
    ///
    /// Port 0 takes any free one. Whoever made it must ``run(_:)`` it, which also closes it.
    init(port: UInt16) throws {
        socket = try Socket(domain: AF_INET)
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.prepareForServing()
            try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
            try socket.listen()
            guard case .ip4(_, let bound) = try socket.sockname() else { throw SocketError.unsupportedAddress }
            self.port = bound
        } catch {
            try? socket.close()  // what failed before is what counts
            throw error
        }
    }

    /// Serves until its task is cancelled; then the port and all connections are closed, and nothing runs any more.
    func run(_ handler: @escaping Connection.Handler) async {
        let pool = SocketPool.make()
        do {
            try await pool.prepare()
            let listening = try AsyncSocket(socket: socket, pool: pool)
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await pool.run() }
                while !Task.isCancelled {
                    guard let client = try await accept(listening) else { continue }
                    group.addTask { await Connection(socket: client, handler: handler).run() }
                }
                group.cancelAll()
            }
        } catch {
            // It ends by being cancelled, and otherwise only with the pool: nothing could be served then.
        }
        try? socket.close()  // nobody else closes it
    }

    /// The next client, or nil when one could not be had.
    private func accept(_ listening: AsyncSocket) async throws -> AsyncSocket? {
        do {
            let client = try await listening.accept()
            try? client.socket.prepareForServing()  // a client that is gone already refuses; reading will tell
            return client
        } catch SocketError.failed {
            // The client went, or no descriptor is free; others may close theirs.
            try await Task.sleep(for: .milliseconds(20))
            return nil
        }
    }
}
