import FlyingSocks

/// A socket pool that has small writes sent at once.
///
/// The server writes the head and the body of a reply apart. On a kept connection the second write would wait 40 ms for
/// the client's delayed acknowledgement, and the frames of a stream would arrive in lumps.
struct PromptPool<Base: AsyncSocketPool>: AsyncSocketPool {
    var base: Base

    /// TCP_NODELAY (1) of IPPROTO_TCP (6); sockets inherit it from the one that listens.
    private var noDelay: BoolSocketOption { BoolSocketOption(level: 6, name: 1) }

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // A socket that is gone refuses the option; what follows reports it.
        try? socket.setValue(true, for: noDelay)
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
