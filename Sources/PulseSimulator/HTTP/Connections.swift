import Synchronization

/// What runs for the clients of one server.
final class Connections: Sendable {
    private struct State {
        var hasEnded = false
        var lastNumber = 0
        var running: [Int: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// Runs the work of one client; after the end it is cancelled from its start.
    func run(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            state.lastNumber += 1
            let number = state.lastNumber
            let task = Task {
                await work()
                self.state.withLock { _ = $0.running.removeValue(forKey: number) }
            }
            if state.hasEnded { task.cancel() } else { state.running[number] = task }
        }
    }

    /// Cancels the work of all clients and returns when it has ended.
    func end() async {
        let tasks = state.withLock { state in
            state.hasEnded = true
            return Array(state.running.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
