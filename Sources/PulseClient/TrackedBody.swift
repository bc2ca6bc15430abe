import NIOCore
import Synchronization

/// A request's body that knows whether the transport has come to fetch it.
///
/// The transport fetches it once a connection stands and the request's head is written. As long as it was not fetched,
/// the server cannot have what the request says.
final class TrackedBody: AsyncSequence, Sendable {
    private let bytes: ByteBuffer
    private let fetched = Atomic(false)

    init(_ bytes: [UInt8]) {
        self.bytes = ByteBuffer(bytes: bytes)
    }

    var wasFetched: Bool { fetched.load(ordering: .sequentiallyConsistent) }
    var count: Int64 { Int64(bytes.readableBytes) }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: TrackedBody
        private var isDone = false

        fileprivate init(body: TrackedBody) {
            self.body = body
        }

        mutating func next() async -> ByteBuffer? {
            guard !isDone else { return nil }
            isDone = true
            body.fetched.store(true, ordering: .sequentiallyConsistent)
            return body.bytes
        }
    }
}
