package import Testing

/// Keeps tests that need a machine's attention from running all at once.
///
/// A process runs as many tests at a time as it can; on two cores dozens of servers, terminals and searches then take turns, and a limit of
/// a second that a test gives a client is over before the server was looked at. Some block a thread of the pool while they wait for a
/// terminal, and the pool has as many threads as the machine has cores. Tests with this trait run one at a time.
package struct Paced: TestTrait, SuiteTrait, TestScoping {
    /// For every test of a suite.
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        await Turns.shared.take()
        do {
            try await function()
        } catch {
            await Turns.shared.give()
            throw error
        }
        await Turns.shared.give()
    }
}

extension Trait where Self == Paced {
    /// One such test at a time.
    package static var paced: Paced { Paced() }
}

/// The turns that paced tests take.
private actor Turns {
    static let shared = Turns()

    private var free = 1
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
