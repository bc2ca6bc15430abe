import CursesKit
import Foundation
import PulseCore
import ScreenKit
import TestPacing
import Testing
import Themes

@testable import PulseTUI

@Suite(.paced) struct ThemeTests {
    @Test func everyFileInTheFolderIsListedAndEmbedded() throws {
        var folder = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        let themes = folder.appendingPathComponent("themes")
        let files = try FileManager.default.contentsOfDirectory(atPath: themes.path).filter { $0.hasSuffix(".toml") }
        #expect(Set(files) == Set(Themes.all.map { "\($0.name).toml" }))
        for (name, text) in Themes.all {
            #expect(try String(contentsOf: themes.appendingPathComponent("\(name).toml"), encoding: .utf8) == text)
        }
    }

    @Test(arguments: Themes.all.map(\.name))
    func everyShippedThemeIsRight(name: String) throws {
        let loaded = try #require(ThemeLoader.load(name, folder: "/nowhere"))
        #expect(loaded.problems.map(\.sentence.string) == [])
    }

    @Test(arguments: Themes.all.map(\.name))
    func selectionAndFocusShowWithAndWithoutColours(name: String) throws {
        let theme = try #require(ThemeLoader.shipped(name))
        for theme in [theme, theme.withoutColors] {
            #expect(theme[.selection] != theme[.text])
            #expect(theme[.selection] != theme[.selectionUnfocused])
            #expect(theme[.selectionUnfocused] != theme[.text])
            #expect(theme[.titleFocused] != theme[.title])
            #expect(theme[.borderFocused] != theme[.border])
            #expect(theme[.marked] != theme[.text])
            #expect(theme[.unread] != theme[.text])
            #expect(theme[.problem] != theme[.text])
            #expect(theme[.caution] != theme[.titleFocused])
            #expect(theme[.selection] != theme[.unread])
            #expect(theme[.selection] != theme[.overlay])
        }
        let plain = theme.withoutColors
        for role in Role.allCases {
            #expect(plain[role].foreground == .standard && plain[role].background == .standard)
        }
        #expect(!plain[.selection].attributes.isDisjoint(with: [.reverse, .underline]))
        #expect(plain[.text].attributes.isEmpty)
    }

    @Test(arguments: Themes.all.map(\.name), [TerminalTraits.Colors.eight, .sixteen, .palette])
    func selectionAndFocusShowWithFewColours(name: String, colors: TerminalTraits.Colors) throws {
        let theme = try #require(ThemeLoader.shipped(name))
        func shown(_ role: Role) -> [Int] {
            let style = theme[role]
            return [
                Int(Palette.number(of: style.foreground, in: colors)),
                Int(Palette.number(of: style.background, in: colors)),
                Int(style.attributes.rawValue),
            ]
        }
        #expect(shown(.selection) != shown(.text))
        #expect(shown(.selection) != shown(.selectionUnfocused))
        #expect(shown(.selectionUnfocused) != shown(.text))
        #expect(shown(.borderFocused) != shown(.border))
        #expect(shown(.titleFocused) != shown(.title))
        // Text of its ground's colour would be invisible.
        for role in Role.allCases where theme[role].background != .standard {
            #expect(shown(role)[0] != shown(role)[1], "\(role)")
        }
    }

    @Test func monoHasAttributesOnly() throws {
        let mono = try #require(ThemeLoader.shipped("mono"))
        for role in Role.allCases {
            #expect(mono[role].foreground == .standard && mono[role].background == .standard)
        }
    }

    @Test func theDefaultUsesTheTerminalsOwnGround() throws {
        let theme = try #require(ThemeLoader.shipped("default"))
        for role in Role.allCases {
            #expect(theme[role].background == .standard, "\(role)")
            // These vanish on one of the two grounds that a terminal may have.
            let invisible: [Color] = [.indexed(0), .indexed(3), .indexed(7), .indexed(8), .indexed(11), .indexed(15)]
            #expect(!invisible.contains(theme[role].foreground), "\(role)")
        }
    }

    @Test func aTextsColourCanBeReadOnItsGround() throws {
        for (name, _) in Themes.all {
            let theme = try #require(ThemeLoader.shipped(name))
            for role in Role.allCases where role != .border {
                let style = theme[role]
                guard let front = luminance(style.foreground), let back = luminance(style.background) else { continue }
                let contrast = (max(front, back) + 0.05) / (min(front, back) + 0.05)
                let wanted = name == "high-contrast" ? 7.0 : role == .text ? 4.5 : 3.0
                #expect(contrast >= wanted, "\(name) \(role): \(contrast)")
            }
        }
    }

    @Test func aFileChangesTheShippedThemeOfItsName() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            selection = { bg = "mine" }
            text = { fg = 250, bg = "#101010" }
            [palette]
            mine = "#123456"
            red = "bright-red"
            """,
            to: "nord.toml"
        )
        let shipped = try #require(ThemeLoader.shipped("nord"))
        let loaded = try #require(ThemeLoader.load("nord", folder: folder.path))
        #expect(loaded.problems.isEmpty)
        #expect(loaded.theme[.selection].background == .rgb(0x12, 0x34, 0x56))
        #expect(loaded.theme[.selection].foreground == shipped[.selection].foreground)
        #expect(loaded.theme[.selection].attributes == shipped[.selection].attributes)
        #expect(loaded.theme[.text] == Style(foreground: .indexed(250), background: .rgb(16, 16, 16)))
        #expect(loaded.theme[.unread].background == .rgb(16, 16, 16))
        #expect(loaded.theme[.problem].foreground == .indexed(9))
    }

    @Test func aFileOfAnotherNameStandsOnTheDefault() throws {
        let folder = try TemporaryFolder()
        try folder.write("unread = { fg = \"green\" }", to: "themes/mine.toml")
        let file = try folder.write("theme = \"mine\"", to: "config.toml")
        let theme = try ConfigurationLoader(environment: [:]).load(option: file).theme
        var expected = try #require(ThemeLoader.shipped("default"))
        expected[.unread].foreground = .indexed(2)
        #expect(theme == expected)
    }

    @Test(arguments: [
        ("selected = { fg = 1 }", 1, "selected", "is \"selection\" meant?"),
        ("text = 5", 1, "text", "a table"),
        ("\ntext = { fg = 256 }", 2, "text.fg", "no colour"),
        ("text = { fg = -1 }", 1, "text.fg", "no colour"),
        ("text = { fg = \"#12345\" }", 1, "text.fg", "no colour"),
        ("text = { fg = \"#+12345\" }", 1, "text.fg", "no colour"),
        ("text = { bg = \"pruple\" }", 1, "text.bg", "no colour"),
        ("text = { bg = true }", 1, "text.bg", "a colour"),
        ("text = { color = 1 }", 1, "text.color", "no setting"),
        ("[text]\nattributes = [\n\"bold\",\n\"blink\"]", 4, "text.attributes[2]", "no attribute"),
        ("text = { attributes = \"bold\" }", 1, "text.attributes", "an array"),
        ("[palette]\nmine = \"nothing\"", 2, "palette.mine", "no colour"),
        ("text = {", 1, nil, "no TOML"),
    ])
    func everyMistakeInAThemeIsNamedWithFileKeyAndLine(text: String, line: Int, path: String?, says: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "mine.toml")
        let problem = try #require(ThemeLoader.load("mine", folder: folder.path)?.problems.first)
        #expect(problem.file == file)
        #expect(problem.line == line)
        #expect(problem.path?.description == path)
        #expect(problem.sentence.string.contains(says), "\(problem.sentence)")
    }

    /// How bright a colour by value is, as the contrast rules of the web define it.
    private func luminance(_ color: Color) -> Double? {
        guard case .rgb(let red, let green, let blue) = color else { return nil }
        let parts = [red, green, blue].map { part -> Double in
            let value = Double(part) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
