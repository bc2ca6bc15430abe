import Foundation

/// A body in pieces that are there already.
struct PieceStream: AsyncSequence, Sendable {
    let pieces: [Data]
    /// Whether it breaks off in the middle.
    let breaks: Bool

    struct Iterator: AsyncIteratorProtocol {
        var left: ArraySlice<Data>
        let breaks: Bool

        mutating func next() async throws -> Data? {
            if left.isEmpty, breaks { throw Response.Broken() }
            return left.popFirst()
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(left: pieces.prefix(breaks ? pieces.count / 2 : pieces.count), breaks: breaks)
    }
}
