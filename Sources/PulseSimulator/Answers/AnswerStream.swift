import Foundation

/// An answer as a sequence of frames: one element, one chunk on the wire, one event.
///
/// The connection pulls each frame when it wrote the one before. So an answer whose client went away is never finished,
/// and stays empty in the history, as on the real server.
struct AnswerStream: AsyncSequence, Sendable {
    let run: AnswerRun
    let world: World
    private let reading: Reading

    init(run: AnswerRun, world: World) {
        self.run = run
        self.world = world
        reading = Reading(task: run.taskID, world: world)
    }

    /// Lives as long as somebody may read the answer, so that one that is abandoned is forgotten.
    fileprivate final class Reading: Sendable {
        private let task: String
        private let world: World

        init(task: String, world: World) {
            self.task = task
            self.world = world
        }

        deinit {
            Task { [task, world] in await world.forget(task) }
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(run: run, world: world, reading: reading)
    }

    struct Iterator: AsyncIteratorProtocol {
        var run: AnswerRun
        let world: World
        /// The steps still to come, last one next.
        var steps: [AnswerStep]
        var answer = ""
        var thoughts: [ThoughtRecord] = []
        var stopped = false
        /// Frames that one step made and that wait for their turn.
        var queued: [Data] = []
        var frames = 0
        /// Whether the connection breaks when nothing is left, instead of ending.
        var breaks = false
        /// Whether the conversation gets its name when nothing is left.
        var names = false
        /// When the last wait was to end.
        var due = ContinuousClock.now
        private let reading: Reading

        fileprivate init(run: AnswerRun, world: World, reading: Reading) {
            self.reading = reading
            self.run = run
            self.world = world
            steps = run.plan.steps.reversed()
        }

        mutating func next() async throws -> Data? {
            while true {
                if !queued.isEmpty { return queued.removeFirst() }
                if !stopped, await world.isStopped(run.taskID) { stop() }
                guard let step = steps.popLast() else {
                    if breaks { throw Response.Broken() }
                    try await nameConversation()
                    return nil
                }
                if case .wait(let seconds) = step {
                    if try await wait(seconds) { return Data("event: ping\n\n".utf8) }
                    continue
                }
                if run.outcome.slow { try await Task.sleep(for: world.paced(0.3)) }
                try await take(step)
            }
        }
    }
}

extension AnswerStream.Iterator {
    /// Waits in silence; true when a ping is due, with the rest of the wait put back.
    private mutating func wait(_ seconds: Double) async throws -> Bool {
        // Counted from when the last wait should have ended, so that many short waits keep their rate.
        due = max(due, ContinuousClock.now - .milliseconds(100)) + world.paced(min(seconds, 10))
        while ContinuousClock.now < due {
            if !stopped, await world.isStopped(run.taskID) {
                stop()
                return false
            }
            try await Task.sleep(for: min(.milliseconds(20), due - ContinuousClock.now))
        }
        guard seconds > 10 else { return false }
        steps.append(.wait(seconds - 10))
        return true
    }

    /// Leaves out all that is left of the text.
    private mutating func stop() {
        stopped = true
        steps = run.app.kind == .flow ? [.end, .flow(.workflowFinished)] : [.end]
    }

    /// Makes the frames of one step, and stores what it stores.
    private mutating func take(_ step: AnswerStep) async throws {
        switch step {
        case .wait: break
        case .delta(let piece):
            answer += piece
            send(run.delta(piece))
        case .thought(let thought):
            thoughts.removeAll { $0.id == thought.id }
            thoughts.append(thought)
            send(run.thoughtFrame(thought))
        case .replace(let whole):
            answer = whole
            send(run.frame("message_replace", [.init(key: "answer", value: .string(whole))]))
        case .speech(let audio):
            send(
                run.frame(
                    audio.isEmpty ? "tts_message_end" : "tts_message",
                    [.init(key: "audio", value: .string(audio))]
                )
            )
        case .flow(let event):
            send(run.flowFrame(event, answer: answer, status: stopped ? "stopped" : "succeeded"))
        case .unknown:
            send(run.frame("agent_log", [.init(key: "data", value: ["label": "new in a later version"])]))
        case .fail(let failure):
            await world.fail(run, failure)
            steps = []
            sendFailure(failure)
        case .cut:
            queued.append(Data(run.delta("never read whole").utf8.prefix(90)))
            breaks = true
            steps = []
        case .end:
            await world.finish(run, answer: answer, thoughts: thoughts)
            names = true
            send(run.endFrame(answer: answer))
        }
    }

    private mutating func sendFailure(_ failure: AnswerFailure) {
        var message = failure.message
        var code = failure.code
        if run.app.kind == .flow {
            send(run.flowFrame(.workflowFinished, answer: answer, status: "failed", error: message))
            message = "Run failed: " + message
            code = "invalid_param"
        }
        send(
            run.frame(
                "error",
                [
                    .init(key: "code", value: .string(code)), .init(key: "status", value: .int(failure.status)),
                    .init(key: "message", value: .string(message)),
                ],
                hasTask: false
            )
        )
        names = true
    }

    /// The name comes a little after the end, and the stream stays open until then.
    private mutating func nameConversation() async throws {
        guard names, let title = run.title else { return }
        names = false
        try await Task.sleep(for: world.paced(0.4))
        await world.setTitle(title, of: run.conversationID)
    }

    /// Queues a frame, with the faults that act on bodies.
    private mutating func send(_ frame: String) {
        frames += 1
        var bytes = Data(frame.utf8)
        if run.outcome.wrongJSON, frames % 3 == 0 {
            bytes = Data(frame.utf8.dropLast(2).prefix(frame.utf8.count / 2)) + Data("\n\n".utf8)
        }
        if run.outcome.halfUTF8 {
            Reply.breakCharacter(in: &bytes)
            let middle = bytes.count / 2
            queued += [Data(bytes.prefix(middle)), Data(bytes.dropFirst(middle))]
        } else {
            queued.append(bytes)
        }
    }
}
