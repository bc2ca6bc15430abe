import Foundation
import PulseSync

/// The last writes and the stops of what runs, beside the main thread.
final class Leaving: Sendable {
    private let saved = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// What the servers are told may take so long.
    private static let limit = Duration.seconds(2)

    /// Begins to leave; nobody is waited for but the disk, and programs that would stay, where it is to be at once.
    init(_ runner: EffectRunner, _ sync: DeskSync, atOnce: Bool) {
        let (saved, ended) = (saved, ended)
        Task.detached {
            await runner.drain()
            saved.signal()
            // A key's command runs in a session of its own and would outlive the program.
            await sync.shutdown(limit: atOnce ? .zero : Self.limit)
            ended.signal()
        }
    }

    /// Whether everything is done.
    var isDone: Bool { Self.wait(for: ended, 0) }

    /// Waits until everything is done, for a short while; says so where that is long enough to be noticed.
    func wait(atOnce: Bool) {
        if !Self.wait(for: saved, 0.5) {
            StandardError.say("pulse-tui: saving, a moment...")
            guard Self.wait(for: saved, 3.5) else { return }
        }
        guard !Self.wait(for: ended, 0.5), !atOnce else { return }
        StandardError.say("pulse-tui: stopping, a moment...")
        _ = Self.wait(for: ended, 3)
    }

    /// Whether it is done within so many seconds; can be asked again.
    private static func wait(for mark: DispatchSemaphore, _ seconds: Double) -> Bool {
        guard mark.wait(timeout: .now() + seconds) == .success else { return false }
        mark.signal()
        return true
    }
}
