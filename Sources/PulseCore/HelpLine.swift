package import ScreenKit

/// A line of the help screen, made from the live keymap, the command list and the table of signs.
package enum HelpLine: Hashable, Sendable {
    /// Keys of a place stand below.
    case heading(Place)
    /// Signs of a position stand below.
    case signs(Sign.Position)
    /// Keys and the first line of what they do.
    case keys(DisplayText, DisplayText)
    /// A sign and the first line of what it means.
    case sign(Sign, DisplayText)
    /// A further line of the keys and the words above.
    case more(DisplayText, DisplayText)
    /// Stands between two sections.
    case blank
}

extension Command {
    /// Whether it is a numbered view: all of them share a line.
    fileprivate var isNumberedView: Bool {
        switch self {
        case .view1, .view2, .view3, .view4, .view5, .view6, .view7, .view8, .view9: true
        default: false
        }
    }
}

extension State {
    /// Columns inside the help.
    package var helpColumns: Int { max(1, min(72, size.columns - 4)) }

    /// Columns of the keys and the signs in the help, a space before them and two behind.
    package var helpKeyColumns: Int { min(20, max(13, helpColumns / 3)) }

    /// The keys of a place, the signs, the keys of all other places.
    package func helpLines(of place: Place) -> [HelpLine] {
        let others = [.everywhere] + Place.allCases.filter { $0 != place && $0 != .everywhere }
        var sections = [keyLines(of: place)]
        sections += Sign.Position.allCases.map(signLines)
        for other in others where other != place { sections.append(keyLines(of: other)) }
        return Array(sections.filter { !$0.isEmpty }.joined(separator: [.blank]))
    }

    private func keyLines(of place: Place) -> [HelpLine] {
        let bindings = keymap.bindings(in: place)
        guard !bindings.isEmpty else { return [] }
        var lines: [HelpLine] = [.heading(place)]
        var views: [Key] = []
        for command in Command.allCases {
            let keys = bindings.filter { $0.command == command }.map(\.key)
            guard !keys.isEmpty else { continue }
            if command.isNumberedView {
                views += keys
                continue
            }
            lines += viewLines(&views)
            lines += entry(keys.map(\.label).joined(separator: " "), DisplayText(sanitizing: command.help))
        }
        return lines + viewLines(&views)
    }

    /// One entry for the keys of the numbered views, in the order of their numbers.
    private func viewLines(_ keys: inout [Key]) -> [HelpLine] {
        guard let first = keys.first, let last = keys.last else { return [] }
        defer { keys = [] }
        return entry(keys.count > 1 ? first.label + " - " + last.label : first.label, Sentences.views)
    }

    private func signLines(_ position: Sign.Position) -> [HelpLine] {
        var lines: [HelpLine] = [.signs(position)]
        for sign in Sign.allCases where sign.position == position {
            let words = TextLayout.wrap(sign.meaning, columns: helpWordColumns)
            lines.append(.sign(sign, words[0]))
            lines += words.dropFirst().map { .more(DisplayText(), $0) }
        }
        return lines
    }

    /// Keys and what they do, both wrapped.
    private func entry(_ labels: DisplayText, _ help: DisplayText) -> [HelpLine] {
        let keys = TextLayout.wrap(labels, columns: helpKeyColumns)
        let words = TextLayout.wrap(help, columns: helpWordColumns)
        return (0..<max(keys.count, words.count)).map { row in
            let key = row < keys.count ? keys[row] : DisplayText()
            let word = row < words.count ? words[row] : DisplayText()
            return row == 0 ? .keys(key, word) : .more(key, word)
        }
    }

    private var helpWordColumns: Int { max(1, helpColumns - helpKeyColumns - 4) }
}
