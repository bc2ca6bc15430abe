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
        #expect(whole.start != nil && whole.questionFailure == nil)
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
        #expect(whole.questionFailure?.deliveryVerdict == .refused)
    }

    @Test(
        "a stream that ends before its first frame leaves the question unknown",
        arguments: [
            nil, .broken(detail: "x"), .timedOut(after: 1), .malformed(detail: "x"), .cancelled,
        ] as [ServiceFailure?]
    )
    func unknown(_ failure: ServiceFailure?) {
        let said = answer([.ping], by: failure).questionFailure
        #expect(said?.deliveryVerdict == .unknown)
        if let failure { #expect(said == failure) }
    }

    @Test("an error frame with a message id means that the server has the question")
    func errorFrameIsFirstFrame() {
        let whole = answer([.started(AnswerStart(messageID: "m")), .failed(status: 400, ServerWords())])
        #expect(whole.start != nil && whole.questionFailure == nil)
        #expect(whole.end == .failed(status: 400, ServerWords()))
    }

    @Test("as long as it runs nothing is claimed")
    func running() {
        #expect(AnswerAssembler().questionFailure == nil)
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

    @Test("more text than is taken ends the answer with what there was room for, never in the middle of a character")
    func tooMuchText() {
        var answer = AnswerAssembler(mostBytes: 10)
        answer.receive(.started(AnswerStart(messageID: "m")))
        answer.receive(.delta("1234567"))
        #expect(answer.end == nil)
        answer.receive(.delta("8\u{1F469}"))
        #expect(answer.text == "12345678")
        #expect(answer.end == .interrupted(.tooLong(bytes: 10)))
        #expect(answer.isCut)
        answer.receive(.delta("x"))
        answer.receive(.file(ExchangeFile(id: "f")))
        answer.streamEnded()
        #expect(answer.text == "12345678")
        #expect(answer.files.isEmpty)
        #expect(answer.end == .interrupted(.tooLong(bytes: 10)))
        #expect(answer.start != nil && answer.questionFailure == nil)
    }

    @Test("what replaces an answer counts anew, and so does a step that comes again")
    func replaced() {
        var answer = AnswerAssembler(mostBytes: 4000)
        for _ in 0..<10 {
            answer.receive(.replaced(String(repeating: "x", count: 1000)))
            answer.receive(.thought(Thought(id: "t", observation: String(repeating: "y", count: 1000))))
        }
        #expect(answer.end == nil)
        #expect(answer.size < 4000)
        #expect(answer.receivedBytes > 20_000)
        answer.receive(.replaced(String(repeating: "z", count: 4000)))
        #expect(answer.isCut)
    }

    @Test("there cannot be very many steps or files, however small they are")
    func manyParts() {
        var answer = AnswerAssembler()
        for number in 0..<10_000 { answer.receive(.thought(Thought(id: "\(number)"))) }
        #expect(answer.thoughts.count < 4096)
        #expect(answer.isCut)
    }

    @Test("after its stop an answer takes a mebibyte more and is then stopped")
    func muchAfterStop() {
        var answer = AnswerAssembler()
        answer.receive(.delta("begun"))
        answer.stopWasAsked()
        for _ in 0..<32 { answer.receive(.delta(String(repeating: "x", count: 64 << 10))) }
        #expect(answer.end == .stopped)
        #expect(answer.text.utf8.count == (1 << 20) + 5)
    }
}
