package import PulseCore
import Themes

/// Makes a theme of a shipped file and a person's file of the same name.
package enum ThemeLoader {
    /// The theme that stands under a person's own where no shipped one has its name.
    static let base = "default"

    /// The names of the shipped themes, in the order in which they are listed.
    package static var shippedNames: [String] { Themes.all.map(\.name) }

    /// A shipped theme, untouched.
    package static func shipped(_ name: String) -> Theme? {
        guard let text = shippedText(name) else { return nil }
        var file = ThemeFile(text, file: "\(name).toml")
        return file.theme()
    }

    /// A theme by its name, with all that is wrong with it.
    ///
    /// - Parameters:
    ///   - name: a shipped theme's, or that of a file in the folder, or both: then the file changes the shipped one.
    ///   - folder: where the person's themes are, as `NAME.toml`.
    /// - Returns: nil where no theme has the name; a file that cannot be read is a problem.
    static func load(_ name: String, folder: String) -> (theme: Theme, problems: [ConfigurationProblem])? {
        let path = "\(folder)/\(name).toml"
        let isFileName = !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
        var own: ThemeFile?
        var problems: [ConfigurationProblem] = []
        if isFileName {
            do throws(ConfigurationProblem) {
                own = ThemeFile(try TextFile.read(path), file: path)
            } catch {
                if error.reason != .missingFile { problems.append(error) }
            }
        }
        guard own != nil || !problems.isEmpty || shippedText(name) != nil else { return nil }
        var file = (shippedText(name) ?? shippedText(base)).map { ThemeFile($0, file: "\(name).toml") } ?? ThemeFile()
        if let own { file.merge(own) }
        let theme = file.theme()
        problems += file.problems.sorted {
            ($0.line ?? 0, $0.path?.description ?? "") < ($1.line ?? 0, $1.path?.description ?? "")
        }
        return (theme, problems)
    }

    private static func shippedText(_ name: String) -> String? {
        Themes.all.first { $0.name == name }?.text
    }
}
