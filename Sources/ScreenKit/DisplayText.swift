/// Text that is safe to draw and whose columns are known.
///
/// Its string is a sequence of clusters, each one base scalar of width 1 or 2 with at most three
/// marks. It has no control character, no line break, no direction mark and no joiner. The screen
/// accepts nothing else, and only the sanitiser makes one.
///
/// Right-to-left letters are shown in the order in which they are stored, which is the reverse of how
/// they are read on terminals that do not reorder; no isolates are written around them.
package struct DisplayText: Hashable, Sendable {
    /// The text as a plain string, for logs, titles and tests.
    package let string: String
    /// How many columns it takes on a terminal.
    package let columns: Int

    /// Takes what the sanitiser made, or a part of it cut at cluster borders.
    init(trusted string: String, columns: Int) {
        self.string = string
        self.columns = columns
    }

    /// No text.
    package init() {
        self.init(trusted: "", columns: 0)
    }

    /// Makes any text one safe line: a line break or a tab becomes a space.
    package init(sanitizing text: String) {
        self = Sanitizer.line(text)
    }

    /// A number in decimal digits.
    package init(_ number: some BinaryInteger) {
        let digits = String(number)
        self.init(trusted: digits, columns: digits.utf8.count)
    }

    /// Makes any text safe, a line for each of its paragraphs.
    ///
    /// It is split at LF, CR LF, CR, NEL, U+2028 and U+2029. Empty paragraphs are kept, also after a
    /// last line break; leading white space is kept; a tab goes on to the next multiple of four
    /// columns. There is always one paragraph at least.
    package static func paragraphs(sanitizing text: String) -> [DisplayText] {
        Sanitizer.paragraphs(text)
    }

    /// Whether there is nothing to draw.
    package var isEmpty: Bool { columns == 0 }

    /// Whether all of it is ASCII: other scalars take more bytes than columns.
    var isASCII: Bool { columns == string.utf8.count }
}

/// Our own words can be written down as they are.
///
/// A literal is a constant of the program, hence `StaticString`. Interpolation is left out on purpose:
/// `"from \(name)"` would look like our own words and carry text from outside, and columns would be
/// measured again each time. Put texts together with `+`.
extension DisplayText: ExpressibleByStringLiteral {
    package init(stringLiteral value: StaticString) {
        self.init(sanitizing: value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
    }
}

extension DisplayText: CustomStringConvertible {
    package var description: String { string }
}

extension DisplayText {
    /// One text behind another; as both are safe, nothing is sanitised or measured again.
    package static func + (left: DisplayText, right: DisplayText) -> DisplayText {
        DisplayText(trusted: left.string + right.string, columns: left.columns + right.columns)
    }

    /// Puts a text behind this one.
    package static func += (left: inout DisplayText, right: DisplayText) {
        left = left + right
    }

    /// The text again and again until it fills this many columns, its last copy cut; a wide cluster that
    /// does not fit is a space.
    package static func repeating(_ text: DisplayText, columns: Int) -> DisplayText {
        guard columns > 0, text.columns > 0 else {
            return DisplayText()
        }
        let copies = (columns + text.columns - 1) / text.columns
        let whole = DisplayText(
            trusted: String(repeating: text.string, count: copies),
            columns: copies * text.columns
        )
        return whole.prefix(columns: columns).padded(columns: columns)
    }

    /// This many spaces.
    package static func spaces(_ columns: Int) -> DisplayText {
        let columns = max(0, columns)
        return DisplayText(trusted: String(repeating: " ", count: columns), columns: columns)
    }
}

extension Sequence<DisplayText> {
    /// All texts in one, with a separator between them.
    package func joined(separator: DisplayText = DisplayText()) -> DisplayText {
        var string = ""
        var columns = 0
        var isFirst = true
        for text in self {
            if !isFirst {
                string += separator.string
                columns += separator.columns
            }
            isFirst = false
            string += text.string
            columns += text.columns
        }
        return DisplayText(trusted: string, columns: columns)
    }
}
