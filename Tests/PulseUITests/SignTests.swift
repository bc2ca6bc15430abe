import Foundation
import PulseCore
import PulseModel
import ScreenKit
import Testing

@testable import PulseUI

/// Every sign on the screen has one meaning where it stands, and both the help and the README say it.
@Suite struct SignTests {
    static let sets: [Glyphs] = [.unicode, .ascii]
    static let sizes = [Size(rows: 24, columns: 80), Size(rows: 10, columns: 40), Size(rows: 40, columns: 120)]

    @Test(arguments: sets) func noTwoMeaningsShareASignInOnePlace(glyphs: Glyphs) {
        for position in Sign.Position.allCases {
            let texts = Sign.allCases.filter { $0.position == position }.map { $0.text(glyphs).string }
            #expect(Set(texts).count == texts.count, "\(texts)")
        }
    }

    @Test(arguments: sets) func aSignOfTheListHasOneMeaningWhereverItStandsAlone(glyphs: Glyphs) {
        // What the thread shows alone, without a word, is no other thing's sign in the list either.
        let rows = Sign.allCases.filter { $0.position == .row }.map { $0.text(glyphs) }
        #expect(rows.allSatisfy { $0.columns == 1 })
        for sign in Sign.allCases where sign.position == .thread {
            let text = sign.text(glyphs)
            #expect(text.columns > 1 || !rows.contains(text), "\(sign)")
        }
    }

    @Test(arguments: sets) func theSignOfWhatWasSentIsUsedForNothingElse(glyphs: Glyphs) {
        let others = glyphs.all.filter { $0 == glyphs.check }
        #expect(others.count == 1)
        #expect(Sign.allCases.filter { $0.text(glyphs).string.first == glyphs.check.string.first } == [.sent])
    }

    @Test(arguments: sizes) func theHelpSaysEverySignOfTheChosenSet(size: Size) {
        for glyphs in Self.sets {
            var look = Look.forTests
            look.glyphs = glyphs
            // Each row with those below it, as one text: a meaning can take several.
            let texts = help(size, look).flatMap { rows in
                rows.indices.map { rows[$0...].map { words($0) }.filter { !$0.isEmpty }.joined(separator: " ") + " " }
            }
            for sign in Sign.allCases {
                let wanted = words(sign.text(glyphs).string + " " + sign.meaning.string) + " "
                #expect(texts.contains { $0.hasPrefix(wanted) }, "\(wanted)at \(size)")
            }
        }
    }

    @Test(arguments: sizes) func noLineOfTheHelpIsCut(size: Size) {
        let shown = Set(help(size, .forTests).joined())
        for command in [Command.help, .down, .reply, .details, .backToDraft, .cancel] {
            let words = command.help.split(separator: " ")
            for word in words { #expect(shown.contains { $0.contains(word) }, "\(command) \(word)") }
        }
        // The sign for what has no room stands only where it is explained, and before a folded text's.
        let cut = shown.filter { $0.contains("…") }
        #expect(cut.count == 2, "\(cut)")
    }

    @Test func theReadmeHasTheTable() throws {
        let readme = try String(contentsOf: Self.readme, encoding: .utf8)
        let heading = "| sign | in ASCII | what it means |\n| --- | --- | --- |\n"
        let start = try #require(readme.range(of: heading)?.upperBound)
        let rows = readme[start...].split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("|") }.map(String.init)
        var wanted: [String] = []
        for position in Sign.Position.allCases {
            wanted.append("| *\(Sentences.signs(position).string)* | | |")
            for sign in Sign.allCases where sign.position == position {
                let (unicode, ascii) = (sign.text(.unicode).string, sign.text(.ascii).string)
                wanted.append("| `\(unicode)` | `\(ascii)` | \(sign.meaning.string) |")
            }
        }
        #expect(rows == wanted, "the table should be\n\(heading)\(wanted.joined(separator: "\n"))")
    }

    @Test func theReadmesPictureIsTheScreen() throws {
        let readme = try String(contentsOf: Self.readme, encoding: .utf8)
        let file = Snapshot.folder.appending(path: "thread-80x24.txt")
        let recorded = try String(contentsOf: file, encoding: .utf8)
        let lines = recorded.split(separator: "\n").prefix(24).map { "    " + $0.dropFirst().dropLast() }
        let isThere = readme.contains(lines.joined(separator: "\n"))
        #expect(isThere)
    }

    /// The text with one space between its words.
    private func words(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ")
    }

    /// The rows inside the box at each place it can be scrolled to, from the first to the last.
    private func help(_ size: Size, _ look: Look) -> [[String]] {
        var state = ExampleDesk.state(size)
        ExampleDesk.press(["?"], &state)
        var seen: [[String]] = []
        for _ in 0..<200 {
            var drawn = DrawnParts()
            let rows = RootView.draw(state, look: look, keeping: &drawn).text.compactMap { line -> String? in
                // Only what stands inside the box: behind it the panes may cut.
                let bar: Character = look.glyphs == .ascii ? "|" : "│"
                let parts = line.split(separator: bar, omittingEmptySubsequences: false)
                guard let inside = parts.max(by: { $0.count < $1.count }), parts.count > 2 else { return nil }
                return String(inside)
            }
            if rows != seen.last { seen.append(rows) }
            ExampleDesk.press(["j"], &state)
        }
        return seen
    }

    private static let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "README.md")
}
