import Synchronization

/// A request's body that knows whether the transport has come to fetch it.
///
/// The transport fetches it once a connection stands and the request's head is written. As long as it was not fetched,
/// the server cannot have what the request says.
///
/// A collection, which the transport writes in one step with the request's end. The end of a sequence that is awaited
/// comes a step later, and a server that answered and closed before that step would be taken for one that did not answer.
final class TrackedBody: Collection, Sendable {
    private let bytes: [UInt8]
    private let fetched = Atomic(false)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var wasFetched: Bool { fetched.load(ordering: .sequentiallyConsistent) }

    var startIndex: Int { bytes.startIndex }
    var endIndex: Int { bytes.endIndex }
    func index(after index: Int) -> Int { bytes.index(after: index) }

    subscript(index: Int) -> UInt8 {
        fetched.store(true, ordering: .sequentiallyConsistent)
        return bytes[index]
    }

    func withContiguousStorageIfAvailable<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
        -> Result?
    {
        fetched.store(true, ordering: .sequentiallyConsistent)
        return try bytes.withContiguousStorageIfAvailable(body)
    }
}
