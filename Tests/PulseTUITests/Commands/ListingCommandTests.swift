import CursesKit
import Foundation
import PulseCore
import ScreenKit
import Testing

@testable import PulseTUI

@Suite struct ListingCommandTests {
    @Test func theKeysOfAllPlacesArePrintedWithThePersonsChanges() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("[keys.list]\nE = \"open\"\nenter = \"none\"", to: "config.toml")
        let console = ScriptedConsole()
        #expect(KeysCommand.run(configuration: file, console: console, environment: [:]) == .ok)
        for place in Place.allCases { #expect(console.lines.contains("[keys.\(place.rawValue)]")) }
        #expect(console.lines.contains { $0.hasPrefix("  E l right ") && $0.contains("  open ") })
        #expect(console.lines.contains { $0.hasPrefix("  ctrl-o ") && $0.contains("  editor  ") })
        for command in Command.allCases {
            #expect(console.lines.contains { $0.contains(command.help) }, "\(command.rawValue)")
        }
    }

    @Test func aCommandWithoutAKeyStandsAtTheEndOfItsPlace() throws {
        let folder = try TemporaryFolder()
        let text = """
            [keys.everywhere]
            ctrl-l = "none"
            [keys.list]
            c = "none"
            i = "none"
            x = "rename"
            R = "none"
            """
        let file = try folder.write(text, to: "config.toml")
        let console = ScriptedConsole()
        #expect(KeysCommand.run(configuration: file, console: console, environment: [:]) == .ok)
        let places = console.text.components(separatedBy: "\n\n").map { $0.components(separatedBy: "\n") }
        let withoutKey = places.flatMap { lines in
            let marked = lines.filter { $0.hasPrefix("  (no key)  ") }
            // They are the last ones of their place.
            #expect(lines.suffix(marked.count) == marked[...])
            return marked.map { line in
                lines[0] + " " + line.dropFirst("  (no key)".count).split(separator: " ").joined(separator: " ")
            }
        }
        #expect(
            withoutKey == [
                "[keys.everywhere] repaint \(Command.repaint.help)",
                "[keys.list] new-conversation \(Command.newConversation.help)",
                "[keys.list] details \(Command.details.help)",
            ]
        )
    }

    @Test func noCommandIsMissingWhateverHasAKey() throws {
        let shipped = try KeymapLoader.shipped()
        let lines = KeysCommand.lines(Keymap(), shipped: shipped).map(\.string)
        #expect(!lines.contains { $0.hasPrefix("  ") && !$0.hasPrefix("  (no key) ") })
        let names = Set(lines.compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) })
        #expect(names == Set(Command.allCases.map(\.rawValue)))
    }

    @Test func whatIsPrintedCanBePutIntoTheConfiguration() throws {
        let shipped = try KeymapLoader.shipped()
        var text = ""
        for line in KeysCommand.lines(shipped, shipped: shipped).map(\.string) {
            guard line.hasPrefix("  ") else {
                text += line + "\n"
                continue
            }
            // Two blanks or more part the columns.
            let columns = line.components(separatedBy: "  ").filter { !$0.isEmpty }
                .map { $0.trimmingCharacters(in: .whitespaces) }
            for key in columns[0].split(separator: " ") {
                text += "\(TOMLPath.quoted(String(key))) = \"\(columns[1])\"\n"
            }
        }
        let read = try ConfigurationLoader(environment: [:]).read(text, file: "/c.toml").keymap
        for place in Place.allCases {
            let bindings = { (keymap: Keymap) in Set(keymap.bindings(in: place)) }
            #expect(bindings(read) == bindings(shipped))
        }
    }

    @Test func aWrongKeyIsSaidAnd78() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("[keys.list]\nE = \"opn\"", to: "config.toml")
        let console = ScriptedConsole()
        #expect(KeysCommand.run(configuration: file, console: console, environment: [:]) == .configuration)
        #expect(
            console.lines == [
                "\(file):2: keys.list.E: no command is called \"opn\"; is \"open\" meant?; pulse-tui keys lists them, \"none\" unbinds"
            ]
        )
    }

    @Test func theThemesAreListedWithThePersonsOwn() throws {
        let folder = try TemporaryFolder()
        try folder.write("text = { fg = \"red\" }", to: "themes/zebra.toml")
        let file = try folder.write("theme = \"zebra\"", to: "config.toml")
        let console = ScriptedConsole()
        #expect(ThemesCommand.run(configuration: file, console: console, environment: [:]) == .ok)
        #expect(console.lines.count == ThemeLoader.shippedNames.count + 1)
        #expect(console.lines.last?.hasPrefix("* zebra ") == true)
        #expect(console.lines.first?.hasPrefix("  default ") == true)
    }

    @Test func everyThemesLineFitsIn80Columns() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "long-name-", count: 5)
        for name in [long, long + long] { try folder.write("", to: "themes/\(name).toml") }
        let file = try folder.write("", to: "config.toml")
        let console = ScriptedConsole()
        #expect(ThemesCommand.run(configuration: file, console: console, environment: [:]) == .ok)
        let columns = console.lines.map { DisplayText(sanitizing: $0).columns }
        #expect(columns.allSatisfy { $0 <= 80 }, "\(console.text)")
        #expect(console.lines.contains { $0.hasPrefix("  \(long)  Jane Doe ") })
        #expect(console.lines.first?.hasSuffix(" refused  2 new ") == true)
    }

    @Test func aBrokenThemeIsNamedAndTheOthersAreListed() throws {
        let folder = try TemporaryFolder()
        let theme = try folder.write("text = { fg = \"reddish\" }", to: "themes/zebra.toml")
        let console = ScriptedConsole()
        let file = try folder.write("", to: "config.toml")
        #expect(ThemesCommand.run(configuration: file, console: console, environment: [:]) == .configuration)
        #expect(console.lines.contains { $0.hasPrefix("\(theme):1: text.fg: ") })
        #expect(console.lines.count == ThemeLoader.shippedNames.count + 1)
    }

    @Test func whatIsWrongWithTheChosenThemeIsSaidOnceAndInOrder() throws {
        let folder = try TemporaryFolder()
        let text = "texst = {}\nunread = { fg = \"reddish\" }\ntext = 3\nborder = 4\n[palette]\nink = \"#12\"\n"
        let theme = try folder.write(text, to: "themes/zebra.toml")
        let console = ScriptedConsole()
        let file = try folder.write("theme = \"zebra\"", to: "config.toml")
        #expect(ThemesCommand.run(configuration: file, console: console, environment: [:]) == .configuration)
        let lines = console.lines.filter { $0.hasPrefix(theme) }.map { $0.dropFirst(theme.count).prefix(3) }
        #expect(lines == [":1:", ":2:", ":3:", ":4:", ":6:"])
    }

    @Test func aStartWithoutAccountsSaysWhatToType() {
        let text = StartMessage.lines(configuration: nil, environment: ["HOME": "/home/jo"]).map(\.string)
        #expect(text.first == "No account is configured in /home/jo/.config/pulse-tui/config.toml.")
        #expect(text.contains { $0.contains("pulse-tui setup") })
        #expect(text.contains { $0.contains("pulse-tui --demo") })
    }

    @Test func stylesBecomeSequencesThatTheTerminalHas() {
        let style = Style(foreground: .indexed(9), background: .rgb(255, 0, 0), attributes: [.bold, .reverse])
        #expect(StyleSequence.wrap("x", style, .direct) == "\u{1B}[1;7;91;48;2;255;0;0mx\u{1B}[0m")
        #expect(StyleSequence.wrap("x", style, .palette) == "\u{1B}[1;7;91;48;5;196mx\u{1B}[0m")
        #expect(StyleSequence.wrap("x", style, .none) == "x")
        #expect(StyleSequence.wrap("x", .plain, .direct) == "x")
    }

    @Test func statusesAreThoseOfSysexits() {
        #expect(ExitStatus.ok.rawValue == 0 && ExitStatus.usage.rawValue == 64 && ExitStatus.unavailable.rawValue == 69)
        #expect(ExitStatus.inUse.rawValue == 75 && ExitStatus.configuration.rawValue == 78)
    }
}
