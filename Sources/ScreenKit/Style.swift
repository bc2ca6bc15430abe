/// A colour as a theme names it; the terminal device finds the nearest it has.
package enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    /// An entry of the terminal's palette, 0 to 255; 0 to 15 are the user's own sixteen.
    case indexed(UInt8)
    /// Red, green and blue, 0 to 255 each.
    case rgb(UInt8, UInt8, UInt8)
}

/// How a cell is emphasised besides its colours.
package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Bold text; on some terminals brighter instead.
    package static let bold = Attributes(rawValue: 1)
    /// Fainter text; not every terminal shows it.
    package static let dim = Attributes(rawValue: 2)
    /// Slanted text; not every terminal shows it.
    package static let italic = Attributes(rawValue: 4)
    /// A line below the text.
    package static let underline = Attributes(rawValue: 8)
    /// Foreground and background change places.
    package static let reverse = Attributes(rawValue: 16)
}

/// How a cell looks.
package struct Style: Hashable, Sendable {
    /// The colour of the text.
    package var foreground: Color
    /// The colour behind the text.
    package var background: Color
    /// What is seen without colours too.
    package var attributes: Attributes

    /// A style; what is not given is the terminal's own.
    package init(
        foreground: Color = .standard,
        background: Color = .standard,
        attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colours, no attribute.
    package static let plain = Style()
}
