public import PulseModel

/// A server's answer with what its header says of the server's clock.
public struct Reply<Value: Sendable>: Sendable {
    /// What was asked for.
    public var value: Value
    /// The server's clock when it answered, in whole seconds; nil where it did not say.
    public var serverDate: Timestamp?
    /// All that the server said, also what has no property; null where the body was empty.
    public var json: JSONValue

    /// An answer with the time of the server's clock and the JSON that it was read from.
    public init(value: Value, serverDate: Timestamp? = nil, json: JSONValue = .null) {
        self.value = value
        self.serverDate = serverDate
        self.json = json
    }
}

extension Reply: Equatable where Value: Equatable {}

/// What a call gives that only succeeds or fails.
public struct Accepted: Hashable, Sendable {
    /// The fact that the server took it.
    public init() {}
}
