/// The signs that a screen is drawn with; each takes one column in every set.
package struct Glyphs: Hashable, Sendable {
    /// Lines above, below and between: ─.
    package var horizontal: DisplayText
    /// Lines at the sides: │.
    package var vertical: DisplayText
    /// A corner of a box: ┌.
    package var topLeft: DisplayText
    /// A corner of a box: ┐.
    package var topRight: DisplayText
    /// A corner of a box: └.
    package var bottomLeft: DisplayText
    /// A corner of a box: ┘.
    package var bottomRight: DisplayText
    /// A vertical line with a branch to the right: ├.
    package var teeRight: DisplayText
    /// A vertical line with a branch to the left: ┤.
    package var teeLeft: DisplayText
    /// A horizontal line with a branch down: ┬.
    package var teeDown: DisplayText
    /// A horizontal line with a branch up: ┴.
    package var teeUp: DisplayText
    /// Text goes on where this stands.
    package var ellipsis: DisplayText
    /// Stands between the parts of a title.
    package var separator: DisplayText
    /// Done, sent.
    package var check: DisplayText
    /// Refused, failed.
    package var failure: DisplayText
    /// Waiting for its turn.
    package var clock: DisplayText
    /// Kept back until a key is pressed.
    package var pause: DisplayText
    /// Nobody knows.
    package var unknown: DisplayText
    /// Something has not been seen to its end.
    package var unread: DisplayText
    /// Something is missing between two things.
    package var gap: DisplayText
    /// More stands above.
    package var upArrow: DisplayText
    /// More stands below.
    package var downArrow: DisplayText
    /// On its way.
    package var rightArrow: DisplayText
}

extension Glyphs {
    /// For terminals in a UTF-8 locale.
    package static let unicode = Glyphs(
        horizontal: "─",
        vertical: "│",
        topLeft: "┌",
        topRight: "┐",
        bottomLeft: "└",
        bottomRight: "┘",
        teeRight: "├",
        teeLeft: "┤",
        teeDown: "┬",
        teeUp: "┴",
        ellipsis: "…",
        separator: "·",
        check: "✓",
        failure: "✗",
        clock: "◔",
        pause: "‖",
        unknown: "?",
        unread: "●",
        gap: "⋯",
        upArrow: "↑",
        downArrow: "↓",
        rightArrow: "→"
    )

    /// For all other locales, and for whom the signs are drawn wrongly.
    package static let ascii = Glyphs(
        horizontal: "-",
        vertical: "|",
        topLeft: "+",
        topRight: "+",
        bottomLeft: "+",
        bottomRight: "+",
        teeRight: "+",
        teeLeft: "+",
        teeDown: "+",
        teeUp: "+",
        ellipsis: ">",
        separator: "-",
        check: "V",
        failure: "x",
        clock: "o",
        pause: "=",
        unknown: "?",
        unread: "*",
        gap: ":",
        upArrow: "^",
        downArrow: "v",
        rightArrow: ">"
    )

    /// Every sign, in the order of the declarations.
    package var all: [DisplayText] {
        [
            horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight, teeRight, teeLeft, teeDown, teeUp,
            ellipsis, separator,
            check, failure, clock, pause, unknown, unread, gap, upArrow, downArrow, rightArrow,
        ]
    }
}
