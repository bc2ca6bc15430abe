package import PulseCore
package import ScreenKit

/// How things look: the theme's styles and the signs that the terminal can show.
package struct Look: Hashable, Sendable {
    /// Without colours already where the terminal has none.
    package var theme: Theme
    /// Those of ASCII where the locale is not UTF-8, or the person wants them.
    package var glyphs: Glyphs

    /// A look; the program makes one at its start and keeps it.
    package init(theme: Theme, glyphs: Glyphs) {
        self.theme = theme
        self.glyphs = glyphs
    }

    /// The style of a role.
    subscript(role: Role) -> Style { theme[role] }

    /// The style of a role inside an overlay: on the overlay's ground, where the role has none but the panes'.
    func onOverlay(_ role: Role) -> Style {
        let style = self[role]
        guard style.background == self[.text].background else { return style }
        return Style(
            foreground: style.foreground,
            background: self[.overlay].background,
            attributes: style.attributes
        )
    }
}

extension Style {
    /// The style under another that is laid over it: colours of the upper one where it has any, attributes of both.
    func covered(by upper: Style) -> Style {
        Style(
            foreground: upper.foreground == .standard ? foreground : upper.foreground,
            background: upper.background == .standard ? background : upper.background,
            attributes: attributes.subtracting(upper.attributes.contains(.reverse) ? .dim : []).union(upper.attributes)
        )
    }
}

/// Text of several styles that stands in one row.
struct StyledLine: Sendable {
    private(set) var spans: [(text: DisplayText, style: Style)] = []

    /// A line without text.
    init() {}

    /// A line of one style.
    init(_ text: DisplayText, _ style: Style) {
        append(text, style)
    }

    /// Columns of the whole.
    var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

    mutating func append(_ text: DisplayText, _ style: Style) {
        guard !text.isEmpty else { return }
        spans.append((text, style))
    }

    /// Writes the spans one after another; what does not fit is cut with an ellipsis.
    func draw(at point: Point, in clip: Rect, glyphs: Glyphs, on screen: inout Screen) {
        var column = point.column
        for (text, style) in spans {
            let room = clip.right - column
            guard room > 0 else { return }
            let cut = text.truncated(columns: room, ellipsis: glyphs.ellipsis)
            screen.write(cut, at: Point(row: point.row, column: column), style: style, in: clip)
            column += text.columns
        }
    }
}
