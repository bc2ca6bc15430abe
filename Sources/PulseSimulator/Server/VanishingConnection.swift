import FlyingFox

/// Takes a connection away without writing a byte to it.
///
/// A handler for a protocol switch is asked for its frames before the response head is written; when it throws, the
/// server closes the connection as it is.
struct VanishingConnection: WSHandler {
    /// Whether to wait until the client gives up, instead of closing at once.
    var waitsForClient: Bool

    struct Vanished: Error {}

    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        if waitsForClient {
            for try await _ in client {}
        }
        throw Vanished()
    }
}
