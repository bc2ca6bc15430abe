/// Remembers a wish to stop an answer until it can be granted; a pure value.
///
/// The server stops a task by its id, which the stream's first frame tells: a wish before that waits for it.
///
/// Source: langgenius/dify, `api/controllers/service_api/app/completion.py`, "Stop Generate".
public struct StopRequest: Hashable, Sendable {
    /// What to do now.
    public enum Action: Hashable, Sendable {
        /// Nothing: no stop is wanted, the task's id is not known yet, the call is made already, or the stream is over.
        case none
        /// Call `stop(taskID:)`, once.
        case sendStop(taskID: String)
    }

    private enum State: Hashable {
        case notWanted
        case wanted
        case sent
        case over
    }

    private var state = State.notWanted
    private var taskID: String?

    /// A stream that nobody wants to stop yet.
    public init() {}

    /// The person wants to stop.
    public mutating func stopWasWanted() -> Action {
        guard state == .notWanted else { return .none }
        state = .wanted
        return send()
    }

    /// An event of the stream came.
    public mutating func received(_ event: AnswerEvent) -> Action {
        guard case .started(let start) = event, let id = start.taskID else { return .none }
        taskID = id
        return send()
    }

    /// The stop call failed: the next wish sends it again.
    public mutating func stopFailed() {
        if state == .sent { state = .notWanted }
    }

    /// The stream is over: nothing is left to stop.
    public mutating func streamEnded() {
        state = .over
    }

    private mutating func send() -> Action {
        guard state == .wanted, let taskID else { return .none }
        state = .sent
        return .sendStop(taskID: taskID)
    }
}
