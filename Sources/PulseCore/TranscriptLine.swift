package import ScreenKit

/// One line of a laid out item: wrapped text, or a place that the pane fills from the item itself.
package struct TranscriptLine: Hashable, Sendable {
    /// What the line shows.
    package enum Content: Hashable, Sendable {
        /// The name of whoever wrote it, the time, the state.
        case heading
        /// The assistant's name and the state of its answer.
        case answerHeading
        /// A wrapped line of text.
        case text(DisplayText, TextKind)
        /// Text goes on for so many more bytes; the details show it whole.
        case folded(bytes: Int)
        /// A wrapped line of why a message of ours did not arrive, or an answer failed.
        ///
        /// A cut one is the last that is shown; the details have the rest.
        case reason(DisplayText, isCut: Bool)
        /// How an answer ended, where that needs saying and no reason says it.
        case answerEnd
        /// A step of an agent, by its place in the exchange.
        case thought(Int)
        /// A source of an answer, by its place in the exchange.
        case source(Int)
        /// A file, by its place in the exchange.
        case file(Int)
        /// Stands for a text of white space alone.
        case blank
        /// The same text came again.
        case again
        /// A place where something may be missing, or a changed status.
        case mark
    }

    /// What kind of text a line holds.
    package enum TextKind: Hashable, Sendable {
        /// Outside of code fences.
        case plain
        /// Inside a code fence, or the fence itself.
        case code
    }

    /// Wrapped text, or what the pane looks up in the item.
    package var content: Content
    /// How much of the item stands above this line, in clusters that are no spaces: it stays when the width changes.
    package var offset: Int

    /// A line that stands below so much of its item.
    package init(_ content: Content, offset: Int) {
        self.content = content
        self.offset = offset
    }
}
