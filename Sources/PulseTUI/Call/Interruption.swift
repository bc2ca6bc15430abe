import Foundation
import Synchronization

/// Ctrl-C while a call runs, or another signal that ends programs: the first stops the call, a second ends the process.
final class Interruption: Sendable {
    private struct State {
        var isWanted = false
        var stop: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let sources = Mutex<[any DispatchSourceSignal]>([])

    /// - Parameter listens: whether it hears the signal from now on; else only `came()` tells of one.
    init(listens: Bool) {
        guard listens else { return }
        sources.withLock { sources in
            for number in [SIGINT, SIGTERM, SIGHUP] {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { [weak self] in self?.came() }
                source.resume()
                sources.append(source)
            }
        }
    }

    /// A signal came.
    func came() {
        let (isSecond, stop) = state.withLock { state in
            defer { state.isWanted = true }
            return (state.isWanted, state.stop)
        }
        if isSecond { exit(ExitStatus.interrupted.rawValue) }
        stop?()
    }

    /// Whether the person wanted to stop.
    var isWanted: Bool { state.withLock { $0.isWanted } }

    /// Does something when the person wants to stop; at once where that was before.
    func onStop(_ stop: @escaping @Sendable () -> Void) {
        let isWanted = state.withLock { state in
            state.stop = stop
            return state.isWanted
        }
        if isWanted { stop() }
    }

    /// Runs work in a task that is cancelled when the person wants to stop.
    func whileRunning<Value: Sendable>(
        _ work: @escaping @Sendable () async -> Result<Value, CallProblem>
    ) async throws(CallProblem) -> Value {
        let task = Task { await work() }
        onStop { task.cancel() }
        let result = await task.value
        state.withLock { $0.stop = nil }
        return try result.get()
    }
}
