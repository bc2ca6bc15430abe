package import ScreenKit

/// A line of the help screen, made from the live keymap and the command list.
package enum HelpLine: Hashable, Sendable {
    case heading(Place)
    case binding(keys: [Key], Command)
    case blank
}

extension State {
    /// The keys of a place, then of all others.
    package func helpLines(of place: Place) -> [HelpLine] {
        let places = [place, .everywhere] + Place.allCases.filter { $0 != place && $0 != .everywhere }
        var lines: [HelpLine] = []
        for place in places {
            var commands: [Command] = []
            for binding in keymap.bindings(in: place) where !commands.contains(binding.command) {
                commands.append(binding.command)
            }
            guard !commands.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(place))
            for command in commands {
                let keys = keymap.bindings(in: place).filter { $0.command == command }.map(\.key)
                lines.append(.binding(keys: keys, command))
            }
        }
        return lines
    }
}
