import Foundation
import PulseCore
import ScreenKit

/// `pulse-tui keys`: prints the live keys, place by place.
package enum KeysCommand {
    /// Prints and gives the exit status.
    ///
    /// - Parameters:
    ///   - option: the configuration's file as the command line names it.
    ///   - console: where lines go.
    ///   - environment: where folders and variables are looked up.
    /// - Returns: what the process ends with.
    package static func run(
        configuration option: String? = nil,
        console: any Console,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> ExitStatus {
        let configuration: Configuration
        let shipped: Keymap
        do throws(ConfigurationProblems) {
            shipped = try KeymapLoader.shipped()
            configuration = try ConfigurationLoader(environment: environment).load(option: option)
        } catch {
            for problem in error.all { console.write(problem.sentence) }
            return .configuration
        }
        for line in lines(configuration.keymap, shipped: shipped) { console.write(line) }
        return .ok
    }

    /// The keys of every place under its name: keys, command, help; keys and commands as the configuration names them.
    ///
    /// What the shipped keymap has in a place and the live one has no key for there stands at the place's end.
    static func lines(_ keymap: Keymap, shipped: Keymap) -> [DisplayText] {
        var lines: [DisplayText] = []
        for place in Place.allCases {
            if !lines.isEmpty { lines.append("") }
            lines.append(DisplayText(sanitizing: "[keys.\(place.rawValue)]"))
            for (command, keys) in commands(of: keymap, in: place) {
                lines.append(line(keys.map(\.name).joined(separator: " "), command))
            }
            for (command, _) in commands(of: shipped, in: place) where keymap.keys(for: command, in: place).isEmpty {
                lines.append(line(withoutKey, command))
            }
        }
        return lines
    }

    /// What stands in place of the keys where there are none.
    static let withoutKey = "(no key)"

    private static func line(_ keys: String, _ command: Command) -> DisplayText {
        let name = DisplayText(sanitizing: command.rawValue)
        return "  " + pad(DisplayText(sanitizing: keys), 22) + "  " + pad(name, 22) + "  "
            + DisplayText(sanitizing: command.help)
    }

    /// A place's own commands in the order of its keys, each with all of them.
    private static func commands(of keymap: Keymap, in place: Place) -> [(Command, [Key])] {
        var found: [(command: Command, keys: [Key])] = []
        for binding in keymap.bindings(in: place) {
            if let index = found.firstIndex(where: { $0.command == binding.command }) {
                found[index].keys.append(binding.key)
            } else {
                found.append((binding.command, [binding.key]))
            }
        }
        // In the order of the list of commands, which is the order in which a person would look for them.
        let order = Command.allCases
        return found.sorted { left, right in
            (order.firstIndex(of: left.command) ?? 0) < (order.firstIndex(of: right.command) ?? 0)
        }
    }

    private static func pad(_ text: DisplayText, _ columns: Int) -> DisplayText {
        text.columns < columns ? text + DisplayText.spaces(columns - text.columns) : text
    }
}
