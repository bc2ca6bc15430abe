import PulseModel

/// Gives calls up that take too long.
enum Deadline {
    /// The call's end, or a time-out when it does not end within the limit; then the call is cancelled.
    static func within<Value: Sendable>(
        _ limit: Duration,
        _ body: @escaping @Sendable () async throws(ServiceFailure) -> Value
    ) async -> Result<Value, ServiceFailure> {
        await withTaskGroup(of: Result<Value, ServiceFailure>?.self) { group in
            group.addTask {
                do throws(ServiceFailure) {
                    return .success(try await body())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: limit)
                } catch {
                    return nil  // the call ended first, or everything ends
                }
                return .failure(.timedOut(after: limit.components.seconds * 1000))
            }
            var end: Result<Value, ServiceFailure>?
            while end == nil, let next = await group.next() { end = next }
            group.cancelAll()
            return end ?? .failure(.cancelled)
        }
    }
}
