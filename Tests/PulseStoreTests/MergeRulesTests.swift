import PulseModel
import TestPacing
import Testing

@testable import PulseStore

@Suite(.paced) struct MergeRulesTests {
    private func record(
        _ answer: String,
        status: String? = "normal",
        error: String? = nil,
        files: [ExchangeFile] = []
    ) -> ExchangeRecord {
        ExchangeRecord(id: "m", query: "q", answer: answer, status: status, error: error, files: files)
    }

    private func held(_ answer: String, _ state: AnswerState, files: [ExchangeFile] = []) -> Exchange {
        Exchange(query: "q", answer: answer, state: state, remoteID: "m", files: files)
    }

    @Test(arguments: [AnswerState.stopped, .interrupted, .tooLong, .failed(ServerWords(message: "x")), .complete])
    func anEmptyAnswerDoesNotReplaceOurs(_ state: AnswerState) {
        #expect(MergeRules.merged(record(""), into: held("half", state)) == held("half", state))
        #expect(MergeRules.merged(record(" \n"), into: held("half", state)) == held("half", state))
    }

    @Test(arguments: [AnswerState.stopped, .interrupted, .tooLong, .failed(ServerWords(message: "x"))])
    func howAnAnswerEndedHereStays(_ state: AnswerState) {
        #expect(MergeRules.merged(record("whole"), into: held("wh", state)) == held("whole", state))
        #expect(
            MergeRules.merged(record("", status: "error", error: "e"), into: held("wh", state)) == held("wh", state)
        )
    }

    @Test func strippedWhiteSpaceIsNoChange() {
        #expect(MergeRules.merged(record("text"), into: held("\n text \n", .complete)) == held("\n text \n", .complete))
    }

    @Test func aNewlySignedAddressIsNoChange() {
        let file = ExchangeFile(id: "f", type: "image", url: "https://h/files/f?sign=1&nonce=2")
        var again = file
        again.url = "https://h/files/f?sign=9&nonce=8"
        let mine = held("a", .complete, files: [file])
        #expect(MergeRules.merged(record("a", files: [again]), into: mine) == mine)
        again.url = "https://h/files/other?sign=9"
        #expect(MergeRules.merged(record("a", files: [again]), into: mine).files == [again])
    }

    @Test(arguments: ["&", "&amp;", "\\u0026"])
    func newlySignedAddressesInTextAreNoChange(_ joint: String) {
        func text(_ sign: String) -> String {
            let query = ["timestamp=\(sign)", "nonce=\(sign)", "sign=\(sign)="].joined(separator: joint)
            return "See ![a](https://h/files/f?\(query)) and [b](https://h/g?x=1\(joint)sign=\(sign)), sign=kept"
        }
        var mine = held(text("1"), .complete)
        mine.sources = [Source(position: 1, content: text("1"))]
        mine.thoughts = [Thought(id: "t", observation: text("1"))]
        var again = record(text("22"))
        again.sources = [Source(position: 1, content: text("22"))]
        again.thoughts = [Thought(id: "t", observation: text("22"))]
        #expect(MergeRules.merged(again, into: mine) == mine)
        again.answer = text("22") + "!"
        #expect(MergeRules.merged(again, into: mine).answer == again.answer)
        again.answer = text("22").replacing("/files/f", with: "/files/other")
        #expect(MergeRules.merged(again, into: mine).answer == again.answer)
        again.answer = text("1").replacing("sign=kept", with: "sign=other")
        #expect(MergeRules.merged(again, into: mine).answer == again.answer)
        again.sources = [Source(position: 1, content: "else")]
        #expect(MergeRules.merged(again, into: mine).sources == again.sources)
    }

    @Test func aFailedRecordFailsWithItsWords() {
        let failed = AnswerState.failed(ServerWords(message: "quota"))
        #expect(MergeRules.exchange(record("", status: "error", error: "quota")).state == failed)
        #expect(MergeRules.merged(record("", status: "error", error: "quota"), into: held("", .empty)).state == failed)
    }

    @Test func anEmptyAnswerIsItsOwnStateUntilOneComes() {
        #expect(MergeRules.exchange(record("")).state == .empty)
        #expect(MergeRules.merged(record("now"), into: held("", .empty)) == held("now", .complete))
    }

    @Test func aPageSaysNothingOfAnAnswerThatStreamsHere() {
        #expect(MergeRules.merged(record("old"), into: held("newer", .streaming)) == held("newer", .streaming))
    }
}
