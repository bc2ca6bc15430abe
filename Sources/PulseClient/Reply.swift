public import PulseModel

/// A server's answer with what its header says of the server's clock.
public struct Reply<Value: Sendable>: Sendable {
    /// What was asked for.
    public var value: Value
    /// The server's clock when it answered, in whole seconds; nil where it did not say.
    public var serverDate: Timestamp?

    /// An answer with the time of the server's clock.
    public init(value: Value, serverDate: Timestamp? = nil) {
        self.value = value
        self.serverDate = serverDate
    }

    /// The same answer with another value.
    func map<Other: Sendable>(
        _ transform: (Value) throws(ServiceFailure) -> Other
    ) throws(ServiceFailure) -> Reply<Other> {
        Reply<Other>(value: try transform(value), serverDate: serverDate)
    }
}

extension Reply: Equatable where Value: Equatable {}

/// What a call gives that only succeeds or fails.
public struct Accepted: Hashable, Sendable {
    /// The fact that the server took it.
    public init() {}
}
