import PulseModel
import TestPacing
import Testing

@testable import PulseClient

@Suite("Putting an answer together", .paced)
struct AnswerAssemblerTests {
    private static let start = AnswerEvent.started(AnswerStart(messageID: "m", conversationID: "c", taskID: "t"))

    private func answer(
        _ events: [AnswerEvent],
        stopAsked: Bool = false,
        by failure: ServiceFailure? = nil
    ) -> AnswerAssembler {
        var answer = AnswerAssembler()
        for event in events { answer.receive(event) }
        if stopAsked { answer.stopWasAsked() }
        answer.streamEnded(by: failure)
        return answer
    }

    @Test("deltas add up and a replacement voids what was before")
    func text() {
        let whole = answer([
            Self.start, .delta("a"), .delta("b"), .replaced("x"), .delta("y"), .ended(nil, sources: []),
        ])
        #expect(whole.text == "xy")
        #expect(whole.end == .finished)
        #expect(whole.delivery == .sent)
    }

    @Test("a thought replaces the one with its id, and all stand by position")
    func thoughts() {
        let whole = answer([
            .thought(Thought(id: "b", position: 2)), .thought(Thought(id: "a", position: 1)),
            .thought(Thought(id: "b", position: 2, thought: "filled")), .thought(Thought(id: "c")),
            .thought(Thought(id: "d")),
        ])
        #expect(whole.thoughts.map(\.id) == ["a", "b", "c", "d"])
        #expect(whole.thoughts[1].thought == "filled")
    }

    @Test(
        "a stream ends in exactly one way",
        arguments: [
            ([start, .ended(nil, sources: [])], false, nil, .finished),
            ([start, .ended(nil, sources: []), .speech, .delta("late")], false, .broken(detail: "x"), .finished),
            ([start, .delta("a")], false, nil, .interrupted(.endOfStream)),
            ([start, .delta("a")], true, nil, .stopped),
            (
                [
                    start, .workflow(WorkflowStep(kind: "workflow_finished", status: "stopped")),
                    .ended(nil, sources: []),
                ], false, nil, .stopped
            ),
            (
                [
                    start, .workflow(WorkflowStep(kind: "workflow_finished", status: "failed")),
                    .failed(status: 400, ServerWords(code: "x")),
                ], false, nil, .failed(status: 400, ServerWords(code: "x"))
            ),
            (
                [start, .failed(status: 500, ServerWords()), .ended(nil, sources: [])], false, nil,
                .failed(status: 500, ServerWords())
            ),
            ([start], false, .broken(detail: "x"), .interrupted(.broken(detail: "x"))),
            ([start], true, .broken(detail: "x"), .interrupted(.broken(detail: "x"))),
            ([start], false, .timedOut(after: 60_000), .interrupted(.timedOut(after: 60_000))),
            ([start], false, .malformed(detail: "x"), .interrupted(.malformed(detail: "x"))),
            ([start], false, .cancelled, .interrupted(.cancelled)),
        ] as [([AnswerEvent], Bool, ServiceFailure?, StreamEnd)]
    )
    func ends(_ events: [AnswerEvent], _ stopAsked: Bool, _ failure: ServiceFailure?, _ expected: StreamEnd) {
        #expect(answer(events, stopAsked: stopAsked, by: failure).end == expected)
    }

    @Test("a stop that was asked before the end makes the server's end a stop")
    func stopBeforeEnd() {
        var running = AnswerAssembler()
        running.receive(Self.start)
        running.stopWasAsked()
        running.receive(.ended(nil, sources: []))
        #expect(running.end == .stopped)
    }

    @Test("text after the end does not count")
    func afterEnd() {
        #expect(answer([Self.start, .ended(nil, sources: []), .delta("late"), .replaced("x")]).text.isEmpty)
    }

    @Test("an error before any frame with a message id refuses the question")
    func refused() {
        let whole = answer([.ping, .failed(status: 400, ServerWords(code: "x"))])
        guard case .notSent(let failure) = whole.delivery else {
            Issue.record("it was sent")
            return
        }
        #expect(failure.deliveryVerdict == .refused)
    }

    @Test(
        "a stream that ends before its first frame leaves the question unknown",
        arguments: [
            nil, .broken(detail: "x"), .timedOut(after: 1), .malformed(detail: "x"), .cancelled,
        ] as [ServiceFailure?]
    )
    func unknown(_ failure: ServiceFailure?) {
        guard case .notSent(let failure) = answer([.ping], by: failure).delivery else {
            Issue.record("it was sent")
            return
        }
        #expect(failure.deliveryVerdict == .unknown)
    }

    @Test("an error frame with a message id means that the server has the question")
    func errorFrameIsFirstFrame() {
        let whole = answer([.started(AnswerStart(messageID: "m")), .failed(status: 400, ServerWords())])
        #expect(whole.delivery == .sent)
        #expect(whole.end == .failed(status: 400, ServerWords()))
    }

    @Test("as long as it runs nothing is claimed")
    func running() {
        #expect(AnswerAssembler().delivery == nil)
        #expect(AnswerAssembler().end == nil)
    }
}

@Suite("Wishing to stop", .paced)
struct StopRequestTests {
    private let started = AnswerEvent.started(AnswerStart(messageID: "m", taskID: "t"))

    @Test("a wish before the first frame waits for the task id")
    func early() {
        var stop = StopRequest()
        #expect(stop.stopWasWanted() == .none)
        #expect(stop.received(.ping) == .none)
        #expect(stop.received(.started(AnswerStart(messageID: "m"))) == .none)
        #expect(stop.received(started) == .sendStop(taskID: "t"))
        #expect(stop.received(started) == .none)
    }

    @Test("a wish after it goes out at once, and only once")
    func late() {
        var stop = StopRequest()
        #expect(stop.received(started) == .none)
        #expect(stop.stopWasWanted() == .sendStop(taskID: "t"))
        #expect(stop.stopWasWanted() == .none)
    }

    @Test("a stop call that failed can be wished again")
    func failed() {
        var stop = StopRequest()
        _ = stop.received(started)
        _ = stop.stopWasWanted()
        stop.stopFailed()
        #expect(stop.stopWasWanted() == .sendStop(taskID: "t"))
    }

    @Test("after the end nothing is sent")
    func over() {
        var stop = StopRequest()
        _ = stop.stopWasWanted()
        stop.streamEnded()
        #expect(stop.received(started) == .none)
        #expect(stop.stopWasWanted() == .none)
    }
}
