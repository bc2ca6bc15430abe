import Foundation
import PulseCore
import ScreenKit

/// `pulse-tui themes`: lists shipped themes and the person's own, each with a sample.
package enum ThemesCommand {
    /// Prints and gives the exit status; a theme that cannot be read is named with what is wrong.
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
        let (path, _) = FilePlaces(environment: environment).configuration(option: option)
        let folder = path.beside("themes")
        var status = ExitStatus.ok
        var said: Set<ConfigurationProblem> = []
        func say(_ problems: [ConfigurationProblem]) {
            for problem in problems where said.insert(problem).inserted { console.write(problem.sentence) }
            if !problems.isEmpty { status = .configuration }
        }
        var chosen = ThemeLoader.base
        do throws(ConfigurationProblems) {
            chosen = try ConfigurationLoader(environment: environment).load(option: option).themeName
        } catch {
            say(error.all)
        }
        for name in names(folder: folder) {
            guard let (theme, problems) = ThemeLoader.load(name, folder: folder) else { continue }
            say(problems)
            guard problems.isEmpty else { continue }
            console.write(sample(name, theme, isChosen: name == chosen))
        }
        return status
    }

    /// Shipped names, then those of files that change no shipped one.
    private static func names(folder: String) -> [String] {
        let shipped = ThemeLoader.shippedNames
        // Most persons have no such folder.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let own = files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
        return shipped + own.filter { !shipped.contains($0) }
    }

    /// The most columns of a line.
    private static let columns = 80

    /// The name and how the theme looks; a long name takes the room of the sample.
    private static func sample(_ name: String, _ theme: Theme, isChosen: Bool) -> [StyledSpan] {
        let label = DisplayText(sanitizing: name)
        let gap = DisplayText.spaces(max(1, 18 - label.columns))
        let spans = [
            StyledSpan(isChosen ? "* " : "  "), StyledSpan(label + gap),
            StyledSpan(" Jane Doe ", theme[.selection]), StyledSpan(" ", theme[.text]),
            StyledSpan("Jane", theme[.visitorName]), StyledSpan(" Help! ", theme[.text]),
            StyledSpan("11:24 ", theme[.time]), StyledSpan("you", theme[.ownName]),
            StyledSpan(" Hello! ", theme[.text]),
            StyledSpan("sent", theme[.sent]), StyledSpan(" ", theme[.text]), StyledSpan("refused", theme[.problem]),
            StyledSpan(" ", theme[.text]), StyledSpan(" 2 new ", theme[.newBelow]),
        ]
        var room = columns
        return spans.map { span in
            let text = span.text.truncated(columns: room, ellipsis: "")
            // What comes after a cut would not be where it belongs.
            room = text.columns < span.text.columns ? 0 : room - text.columns
            return StyledSpan(text, span.style)
        }
    }
}
