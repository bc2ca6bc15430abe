import AsyncHTTPClient
import NIOCore
public import PulseModel

/// A streamed answer: what the server says, one event after the other, until its body ends.
///
/// The connection is closed when the stream is dropped or the task that iterates it is cancelled; the server may then keep
/// an empty answer, so `stop(taskID:)` and reading on is the better way to end one. It is for one iteration.
public struct AnswerStream: AsyncSequence, Sendable {
    /// What the stream gives.
    public typealias Element = AnswerEvent
    /// What the stream throws where it did not end properly.
    public typealias Failure = ServiceFailure

    /// The server's clock when it began to answer.
    public let serverDate: Timestamp?
    private let pump: AnswerPump

    init(_ opened: OpenedStream, limits: TimeLimits, frameCame: (@Sendable (JSONValue) -> Void)? = nil) {
        serverDate = opened.head.date
        let key = opened.key
        let told: (@Sendable (JSONValue) -> Void)?
        if let frameCame {
            // A service may repeat the key in any frame: in an error's words, or in those of a step that failed.
            told = { frame in frameCame(frame.without(key)) }
        } else {
            told = nil
        }
        pump = AnswerPump(opened, limits: limits, reader: AnswerEventReader(frameCame: told))
    }

    /// A stream of an answer that came in one piece.
    init(_ answer: BlockingAnswer, serverDate: Timestamp?) {
        self.serverDate = serverDate
        pump = AnswerPump(answer.events)
    }

    /// Begins the one iteration.
    public func makeAsyncIterator() -> Iterator { Iterator(pump: pump) }

    /// Gives the events in the order in which they came.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let pump: AnswerPump

        /// The next event; nil at the end of the body.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(ServiceFailure) -> AnswerEvent? {
            try await pump.next()
        }

        /// The next event; nil at the end of the body.
        public mutating func next() async throws(ServiceFailure) -> AnswerEvent? {
            try await pump.next()
        }
    }
}

/// Reads a stream's body in a task of its own, which ends with it.
private final class AnswerPump: Sendable {
    private let channel: BoundedChannel<AnswerEvent>
    private let task: Task<Void, Never>

    init(_ opened: OpenedStream, limits: TimeLimits, reader: AnswerEventReader) {
        let channel = BoundedChannel<AnswerEvent>(capacity: 256)
        self.channel = channel
        task = Task.detached {
            let watchdog = ReplyWatchdog(
                WaitPlan(startingAt: .now, firstByte: limits.silence, silence: limits.silence, whole: nil)
            )
            let end = await watchdog.race {
                await Self.read(opened, limits: limits, reader: reader, into: channel, watchdog: watchdog)
            }
            channel.finish(end)
        }
    }

    init(_ events: [AnswerEvent]) {
        let channel = BoundedChannel<AnswerEvent>(capacity: 256)
        self.channel = channel
        task = Task.detached {
            _ = await channel.send(events)
            channel.finish(.success(()))
        }
    }

    deinit {
        stop()
    }

    func next() async throws(ServiceFailure) -> AnswerEvent? {
        do {
            return try await channel.next()
        } catch {
            stop()
            throw error
        }
    }

    private func stop() {
        channel.abandon()
        task.cancel()
    }

    private static func read(
        _ opened: OpenedStream,
        limits: TimeLimits,
        reader: AnswerEventReader,
        into channel: BoundedChannel<AnswerEvent>,
        watchdog: ReplyWatchdog
    ) async -> Result<Void, ServiceFailure> {
        var parser = ServerSentEvents(longest: limits.frameBytes)
        var reader = reader
        do {
            for try await chunk in opened.body {
                // The time that the consumer takes is not the server's.
                watchdog.paused()
                let events = parser.push(chunk.readableBytesView).flatMap { reader.read($0) }
                    .map { $0.without(opened.key) }
                guard await channel.send(events) else { return .failure(.cancelled) }
                if parser.isHopeless {
                    return .failure(
                        .malformed(detail: "events of more than \(limits.frameBytes) bytes, again and again")
                    )
                }
                watchdog.bytesCame()
            }
        } catch {
            return .failure(
                ConnectionFault.failure(for: error, bodyWasFetched: true, isSecure: opened.isSecure)
                    .without(opened.key)
            )
        }
        if Task.isCancelled { return .failure(.cancelled) }
        if parser.isInsideEvent { _ = await channel.send([.malformedFrame("cut off by the end of the stream")]) }
        return .success(())
    }
}
