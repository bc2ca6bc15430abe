import PulseModel
import ScreenKit

/// The details of a conversation and an item of it, and what is wrong with the desk.
///
/// Only as much of the item's texts is wrapped as the person has scrolled to, and some lines more: a message may
/// have megabytes.
package struct Details: Hashable, Sendable {
    /// Whose details they are.
    package enum Subject: Hashable, Sendable {
        /// The conversation in the thread pane.
        case open
        /// The row that is selected in the list.
        case selected
    }

    /// Lines that are wrapped beyond those in view.
    static let linesAhead = 200
    /// Lines that are wrapped at once on the way to the end.
    static let linesToEnd = 20_000
    /// Lines that are wrapped anew at the most when the width or the item changes.
    static let linesAnew = 20_000

    /// Looked up anew at every change: who it is may change behind the layer.
    package let subject: Subject
    /// Where the person is among all lines, those of the conversation and the desk first.
    package var scroll = ScrollState()

    /// Of the conversation and the desk: few lines, whole.
    private var head: [DetailLine] = []
    private var headKey: HeadKey?
    /// Of the item, as far as they were wrapped.
    private var body: [DetailLine] = []
    private var bodyKey: BodyKey?
    /// What of the item was not wrapped, from its beginning.
    private var rest: [DetailPart] = []

    /// What the lines of the conversation and the desk were made from.
    struct HeadKey: Hashable, Sendable {
        var row: ConversationRow?
        /// How the conversation's account stands.
        var account: [DetailLine]
        /// How the rest of the desk stands.
        var desk: [DetailLine]
        var columns: Int
    }

    /// What the lines of the item were made from.
    struct BodyKey: Hashable, Sendable {
        var item: ItemID
        var revision: Int
        /// What a message of ours waits for, where the account keeps it from leaving.
        var waits: DisplayText?
        /// Who answers.
        var assistant: String?
        /// Who wrote a text whose own record does not say it.
        var visitor: String?
        var columns: Int
    }

    /// Nothing is laid out yet: that follows at the end of each update.
    package init(of subject: Subject) {
        self.subject = subject
    }

    /// The item that is shown.
    var item: ItemID? { bodyKey?.item }

    /// Lines that can be shown now.
    package var lineCount: Int { head.count + body.count }

    /// Whether more lines follow those that can be shown now.
    package var goesOn: Bool { !rest.isEmpty }

    /// A line by its place from the top; nil beyond the last.
    package func line(at index: Int) -> DetailLine? {
        if head.indices.contains(index) { return head[index] }
        let index = index - head.count
        return body.indices.contains(index) ? body[index] : nil
    }

    /// Makes the lines of the conversation and the desk anew where what they were made from changed.
    mutating func settleHead(_ key: HeadKey, _ make: () -> [DetailLine]) {
        guard key != headKey else { return }
        let isSameWidth = key.columns == headKey?.columns
        headKey = key
        let lines = make()
        // What stands in view below does not move.
        if isSameWidth, scroll.top >= head.count { scroll.top = max(0, scroll.top + lines.count - head.count) }
        head = lines
    }

    /// Takes the item anew where it changed, and wraps it as far as it is looked at.
    mutating func settleBody(_ key: BodyKey?, rows: Int, _ make: () -> [DetailPart]) {
        let needed = scroll.top + rows + Self.linesAhead - head.count
        guard key != bodyKey else { return wrap(upTo: needed) }
        bodyKey = key
        body = []
        rest = make()
        wrap(upTo: min(needed, Self.linesAnew))
        scroll.top = min(scroll.top, max(0, lineCount - rows))
    }

    /// Scrolls by a command; the way to the end is wrapped in portions.
    mutating func move(_ command: Command, rows: Int) {
        if command == .last { wrap(upTo: body.count + Self.linesToEnd) }
        scroll.move(command, lines: lineCount, rows: rows)
    }

    private mutating func wrap(upTo count: Int) {
        var done = 0
        while body.count < count, done < rest.count {
            switch rest[done] {
            case .lines(let lines):
                body += lines
                done += 1
            case .text(var text, let columns):
                if let lines = text.next(columns: columns) {
                    body += lines.map { .text($0) }
                    rest[done] = .text(text, columns: columns)
                } else {
                    done += 1
                }
            }
        }
        rest.removeFirst(done)
    }
}

/// A part of an item's details.
enum DetailPart: Hashable, Sendable {
    case lines([DetailLine])
    /// A text that may be long.
    case text(DetailText, columns: Int)
}
