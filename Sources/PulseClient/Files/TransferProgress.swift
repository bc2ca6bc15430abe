/// How far an upload or a download is.
public struct TransferProgress: Hashable, Sendable {
    /// Told about each step, from any thread, in order; it must return soon.
    public typealias Handler = @Sendable (TransferProgress) -> Void

    /// Bytes that were moved so far, headers aside.
    public var bytes: Int64
    /// Bytes in all; nil where the server did not say.
    public var total: Int64?

    /// A step of a transfer.
    public init(bytes: Int64, total: Int64? = nil) {
        self.bytes = bytes
        self.total = total
    }
}
