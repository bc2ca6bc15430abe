/// What the clients of a program share: the connections and the limits.
///
/// A program makes one and gives it to each client. Its connections are closed when the last of them lets go of it;
/// `shutdown()` closes them at once, and waits for that.
public final class ClientRuntime: Sendable {
    let transport: Transport

    /// The limits of every call.
    public var limits: TimeLimits { transport.limits }

    /// A runtime without any connection yet.
    public init(limits: TimeLimits = TimeLimits()) {
        transport = Transport(limits: limits)
    }

    /// Closes every kept connection, as after the machine slept: the next call makes a new one.
    ///
    /// Calls under way on kept connections fail as broken; sends and streams have connections of their own and go on.
    public func dropConnections() async {
        await transport.dropConnections()
    }

    /// Closes everything; calls under way fail, and so does every later one.
    public func shutdown() async {
        await transport.shutdown()
    }
}
