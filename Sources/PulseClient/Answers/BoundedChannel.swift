import PulseModel
import Synchronization

/// A short queue between the task that reads a stream and the one that iterates it: a slow consumer stops the reader.
final class BoundedChannel<Element: Sendable>: Sendable {
    private struct State {
        var queue: [Element] = []
        /// How many at the front of the queue were taken: moving up the others each time costs their number squared.
        var taken = 0
        /// Set once no more will come.
        var end: Result<Void, ServiceFailure>?
        var consumer: CheckedContinuation<Void, Never>?
        var producer: CheckedContinuation<Void, Never>?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds elements and waits while the queue is full; false once nobody will take them.
    func send(_ elements: [Element]) async -> Bool {
        guard !elements.isEmpty else { return true }
        let consumer = state.withLock { state in
            state.queue += elements
            return state.consumer.take()
        }
        consumer?.resume()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFree = state.withLock { state in
                    guard state.queue.count - state.taken >= capacity, !state.isAbandoned, !Task.isCancelled else {
                        return true
                    }
                    state.producer = continuation
                    return false
                }
                if isFree { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.producer.take() }?.resume()
        }
        return state.withLock { !$0.isAbandoned } && !Task.isCancelled
    }

    /// Says that no more will come; only the first end counts.
    func finish(_ end: Result<Void, ServiceFailure>) {
        let consumer = state.withLock { state in
            state.end = state.end ?? end
            return state.consumer.take()
        }
        consumer?.resume()
    }

    /// Says that nobody will take any more.
    func abandon() {
        let producer = state.withLock { state in
            state.isAbandoned = true
            state.queue = []
            state.taken = 0
            return state.producer.take()
        }
        producer?.resume()
    }

    /// The next element, in order; nil at the end.
    ///
    /// One task at a time may ask.
    func next() async throws(ServiceFailure) -> Element? {
        while true {
            // A server that never pauses would else be listened to for ever.
            if Task.isCancelled { throw .cancelled }
            let (element, end, producer) = state.withLock { state in
                guard !state.queue.isEmpty else { return (Element?.none, state.end, state.producer.take()) }
                let element = state.queue[state.taken]
                state.taken += 1
                if state.taken == state.queue.count {
                    state.queue = []
                    state.taken = 0
                }
                let isShort = state.queue.count - state.taken < capacity
                return (element, nil, isShort ? state.producer.take() : nil)
            }
            producer?.resume()
            if let element { return element }
            switch end {
            case .success: return nil
            case .failure(let failure): throw failure
            case nil: break
            }
            await waitForMore()
        }
    }

    private func waitForMore() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let hasMore = state.withLock { state in
                    guard state.queue.isEmpty, state.end == nil, !Task.isCancelled else { return true }
                    state.consumer = continuation
                    return false
                }
                if hasMore { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.consumer.take() }?.resume()
        }
    }
}
