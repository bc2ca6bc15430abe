/// Lets something happen soon after each beat, but no more often than at an interval; the last beat is never lost.
struct Pacemaker: Sendable {
    private let beats: AsyncStream<Void>
    private let beatInput: AsyncStream<Void>.Continuation

    /// A pacemaker without a beat.
    init() {
        (beats, beatInput) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for it to happen.
    func beat() {
        beatInput.yield()
    }

    /// Runs until the task is cancelled.
    func run(every milliseconds: Int64, _ body: @Sendable () async -> Void) async {
        for await _ in beats {
            await body()
            do {
                try await Task.sleep(for: .milliseconds(milliseconds))
            } catch {
                return  // it is over
            }
        }
    }
}
