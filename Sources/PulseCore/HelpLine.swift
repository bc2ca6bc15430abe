package import ScreenKit

/// A line of the help screen, made from the live keymap and the command list.
package enum HelpLine: Hashable, Sendable {
    case heading(Place)
    case binding(keys: [Key], Command)
    /// The keys of the numbered views, in the order of their numbers.
    case views([Key])
    case blank
}

extension Command {
    /// Whether it is a numbered view after the first: all of them share a line.
    var isLaterView: Bool {
        switch self {
        case .view2, .view3, .view4, .view5, .view6, .view7, .view8, .view9: true
        default: false
        }
    }
}

extension State {
    /// The keys of a place, then of all others.
    package func helpLines(of place: Place) -> [HelpLine] {
        let places = [place, .everywhere] + Place.allCases.filter { $0 != place && $0 != .everywhere }
        var lines: [HelpLine] = []
        for place in places {
            let bindings = keymap.bindings(in: place)
            guard !bindings.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(place))
            for command in Command.allCases {
                let keys = bindings.filter { $0.command == command }.map(\.key)
                guard !keys.isEmpty else { continue }
                if command.isLaterView, case .views(let shown)? = lines.last {
                    lines[lines.count - 1] = .views(shown + keys)
                } else if command == .view1 || command.isLaterView {
                    lines.append(.views(keys))
                } else {
                    lines.append(.binding(keys: keys, command))
                }
            }
        }
        return lines
    }
}
