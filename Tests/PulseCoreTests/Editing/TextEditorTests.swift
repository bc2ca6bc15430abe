import PulseCore
import PulseModel
import Testing

/// A text with its caret as `|`, before and after a command.
struct Edit: CustomTestStringConvertible, Sendable {
    var before: String
    var commands: [Command]
    var after: String

    init(_ before: String, _ commands: Command..., gives after: String) {
        self.before = before
        self.commands = commands
        self.after = after
    }

    var testDescription: String { "\(before) \(commands.map(\.rawValue)) \(after)" }
}

@Suite struct TextEditorTests {
    static let edits: [Edit] = [
        Edit("one two|", .wordLeft, gives: "one |two"),
        Edit("one two|", .wordLeft, .wordLeft, gives: "|one two"),
        Edit("|one, two", .wordRight, gives: "one|, two"),
        Edit("a\nbc|d\ne", .startOfLine, gives: "a\n|bcd\ne"),
        Edit("a\nb|cd\ne", .endOfLine, gives: "a\nbcd|\ne"),
        Edit("ab|", .left, .left, .left, gives: "|ab"),
        Edit("|ab", .right, gives: "a|b"),
        Edit("ab|", .deleteBackward, gives: "a|"),
        Edit("|ab", .deleteBackward, gives: "|ab"),
        Edit("a|b", .deleteForward, gives: "a|"),
        Edit("say hello-there|", .deleteWordBackward, gives: "say |"),
        Edit("say |hello there", .deleteWordForward, gives: "say | there"),
        Edit("one\ntwo| three", .killToStart, gives: "one\n| three"),
        Edit("one\n|two", .killToStart, gives: "one|two"),
        Edit("one| two\nthree", .killToEnd, gives: "one|\nthree"),
        Edit("one|\nthree", .killToEnd, gives: "one|three"),
        Edit("one two|", .deleteWordBackward, .yank, gives: "one two|"),
        Edit("one two|", .deleteWordBackward, .deleteWordBackward, .yank, gives: "one two|"),
        Edit("one two|", .deleteWordBackward, .left, .deleteWordBackward, .yank, gives: "one| "),
        Edit("one| two", .killToEnd, .undo, gives: "one| two"),
        Edit("é|", .deleteBackward, gives: "|"),
        Edit("x👩‍👩‍👧|", .deleteBackward, gives: "x|"),
        Edit("日本|語", .left, gives: "日|本語"),
    ]

    @Test(arguments: edits) func commandsDoWhatReadlineDoes(edit: Edit) {
        var editor = Self.editor(edit.before)
        var cut = CutText()
        for command in edit.commands { _ = editor.run(command, columns: 40, cutText: &cut) }
        #expect(Self.notation(editor) == edit.after)
    }

    @Test func typingIsUndoneAWordAtATime() {
        var editor = TextEditor()
        for character in "one two" { editor.insert(String(character)) }
        var cut = CutText()
        _ = editor.run(.undo, columns: 40, cutText: &cut)
        #expect(editor.text == "one ")
        _ = editor.run(.undo, columns: 40, cutText: &cut)
        _ = editor.run(.undo, columns: 40, cutText: &cut)
        #expect(editor.isEmpty)
        #expect(editor.run(.undo, columns: 40, cutText: &cut) == .nothing)
    }

    @Test func lineEndsOfEveryKindBecomeOne() {
        var editor = TextEditor()
        editor.insert("a\r\nb\rc\nd")
        #expect(editor.text == "a\nb\nc\nd")
    }

    @Test func aCombiningMarkJoinsTheCharacterBeforeIt() {
        var editor = TextEditor()
        editor.insert("e")
        editor.insert("\u{301}")
        #expect(editor.text == "é")
        #expect(editor.caret == 1)
        editor.insert("x")
        #expect(editor.text == "éx")
    }

    @Test func theEditorsTextIsOneStepOfUndo() {
        var editor = TextEditorTests.editor("mine|")
        editor.setText("theirs\nand more")
        var cut = CutText()
        _ = editor.run(.undo, columns: 40, cutText: &cut)
        #expect(editor.text == "mine")
    }

    @Test func movesBetweenScreenLinesKeepTheColumn() {
        var editor = TextEditorTests.editor("0123456789\nab\n0123456|789")
        var cut = CutText()
        #expect(editor.run(.lineUp, columns: 40, cutText: &cut) == .moved)
        #expect(TextEditorTests.notation(editor) == "0123456789\nab|\n0123456789")
        #expect(editor.run(.lineUp, columns: 40, cutText: &cut) == .moved)
        #expect(TextEditorTests.notation(editor) == "0123456|789\nab\n0123456789")
        #expect(editor.run(.lineUp, columns: 40, cutText: &cut) == .atTopEdge)
    }

    @Test func aDraftComesBackAsItWas() {
        let draft = Draft(text: "one\ntwo", caret: 4)
        #expect(TextEditor(draft: draft).draft == draft)
        #expect(TextEditor(draft: Draft(text: "x", caret: 99)).caret == 1)
    }

    static func editor(_ notation: String) -> TextEditor {
        let parts = notation.split(separator: "|", omittingEmptySubsequences: false)
        return TextEditor(draft: Draft(text: parts.joined(), caret: parts[0].count))
    }

    static func notation(_ editor: TextEditor) -> String {
        let text = Array(editor.text)
        return String(text[..<editor.caret]) + "|" + String(text[editor.caret...])
    }
}
