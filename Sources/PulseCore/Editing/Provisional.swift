package import PulseModel
package import ScreenKit
package struct TextEditor: Hashable, Sendable {
    package var text = ""
    package var caret = 0
    package var revision = 0
    package init() {}
    package init(draft: Draft) { text = draft.text; caret = min(draft.caret, draft.text.count) }
    package var draft: Draft { Draft(text: text, caret: caret) }
    package var isEmpty: Bool { text.isEmpty }
    package var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
    package mutating func insert(_ new: String) {
        let index = text.index(text.startIndex, offsetBy: caret)
        text.insert(contentsOf: new, at: index)
        caret += new.count
        revision += 1
    }
    package mutating func newLine() { insert("\n") }
    package mutating func setText(_ new: String) { text = new; caret = new.count; revision += 1 }
    package func layout(columns: Int) -> EditableLayout { EditableLayout(text, columns: columns) }
    package func lineCount(columns: Int, limit: Int) -> Int { min(limit, layout(columns: columns).lines.count) }
    package mutating func run(_ command: Command, columns: Int, killRing: inout KillRing) -> EditOutcome {
        switch command {
        case .deleteBackward where caret > 0:
            text.remove(at: text.index(text.startIndex, offsetBy: caret - 1)); caret -= 1; revision += 1
        case .left: caret = max(0, caret - 1)
        case .right: caret = min(text.count, caret + 1)
        default: break
        }
        return .nothing
    }
}
package struct KillRing: Hashable, Sendable { package init() {} }
package enum EditOutcome: Hashable, Sendable { case nothing, changed, moved, atTopEdge, atBottomEdge }
package struct SentHistory: Hashable, Sendable {
    package init() {}
    package init(_ texts: [String]) {}
    package mutating func sent(_ text: String) {}
    package mutating func earlier(than text: String) -> String? { nil }
    package mutating func later(than text: String) -> String? { nil }
}
package struct BurstGuard: Hashable, Sendable {
    package enum Decision: Hashable, Sendable { case pass(Key), lineBreak, hold(until: Int64) }
    package init() {}
    package var deadline: Int64? { nil }
    package mutating func keyRead(_ key: Key, isSendKey: Bool, at: Int64) -> [Decision] { [.pass(key)] }
    package mutating func timePassed(at: Int64) -> [Decision] { [] }
}
package struct LineField: Hashable, Sendable {
    package var text: String
    package init(text: String) { self.text = text }
    package mutating func insert(_ new: String) { text += new }
    package mutating func run(_ command: Command, killRing: inout KillRing) -> EditOutcome { .nothing }
    package func view(columns: Int) -> (DisplayText, caret: Int) { (DisplayText(sanitizing: text), text.count) }
}
