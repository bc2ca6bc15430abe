import PulseCore
import PulseModel
import Testing

/// A text so long that keys would wait for it does not get into the composer; nothing that is there is cut.
@Suite struct LongDraftTests {
    private let id = ConversationID(1)
    private let limit = ComposerState.textLimit

    private func deskWithDraft() -> DeskUnderTest {
        var desk = DeskUnderTest()
        desk.open(row(1))
        desk.press("r")
        desk.type("old")
        return desk
    }

    @Test func aPasteThatWouldMakeItTooLongIsNotPutIn() {
        var desk = deskWithDraft()
        desk.send(.pasted(String(repeating: "x", count: limit - 2)))
        #expect(desk.state.composer?.editor.text == "old")
        #expect(desk.state.notice?.content == .pasteTooLong)
        desk.send(.pasted(String(repeating: "x", count: limit - 3)))
        #expect(desk.state.composer?.editor.text.utf8.count == limit)
    }

    @Test func whatTheEditorLeftIsNotTakenWhereItIsTooLong() {
        var desk = deskWithDraft()
        desk.press("ctrl-o")
        desk.send(.edited(id, text: String(repeating: "é", count: limit / 2) + "x"))
        #expect(desk.state.composer?.editor.text == "old")
        #expect(desk.state.notice?.content == .editedTooLong)
        desk.send(.edited(id, text: String(repeating: "é", count: limit / 2)))
        #expect(desk.state.composer?.editor.text.utf8.count == limit)
    }

    @Test func aLongTextThatComesBackIsNotCut() {
        var desk = deskWithDraft()
        let long = String(repeating: "x", count: limit)
        desk.send(.storeFailed(.enqueue(id, text: long), .diskFull))
        #expect(desk.state.composer?.editor.text == long + "\nold")
    }
}
