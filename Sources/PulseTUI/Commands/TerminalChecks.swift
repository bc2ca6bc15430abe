import CursesKit
import ScreenKit

/// What the doctor says of the terminal and what is around it.
enum TerminalChecks {
    static func findings(_ terminal: TerminalDescription, _ environment: [String: String]) -> [DoctorFinding] {
        [locale(terminal, environment), name(terminal), colors(terminal, environment), size(terminal)]
    }

    private static func locale(_ terminal: TerminalDescription, _ environment: [String: String]) -> DoctorFinding {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        let named = names.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "none named"
        guard terminal.isUTF8 else {
            return .warning(
                "locale",
                "\(named) is not UTF-8, so only ASCII signs are drawn; set LANG to one of `locale -a`, like C.UTF-8"
            )
        }
        return .ok("locale", "\(named), UTF-8")
    }

    private static func name(_ terminal: TerminalDescription) -> DoctorFinding {
        guard !terminal.name.isEmpty else {
            return .failure("terminal", "TERM is not set; start a terminal, or set TERM to its name", .unavailable)
        }
        guard terminal.isKnown else {
            return .failure(
                "terminal",
                "\(terminal.name) is not known here; install its description (ncurses-term), or set TERM to xterm-256color",
                .unavailable
            )
        }
        return .ok("terminal", terminal.name)
    }

    private static func colors(_ terminal: TerminalDescription, _ environment: [String: String]) -> DoctorFinding {
        if let setting = environment["NO_COLOR"], !setting.isEmpty {
            return .ok("colours", "none, as NO_COLOR is set; selection and focus show by attributes")
        }
        switch terminal.colorCount {
        case 0: return .ok("colours", "none; selection and focus show by attributes")
        case ..<256:
            return .warning(
                "colours",
                "\(terminal.colorCount); for more set TERM to a name with -256color if it has them"
            )
        default: return .ok("colours", "\(terminal.colorCount)")
        }
    }

    private static func size(_ terminal: TerminalDescription) -> DoctorFinding {
        guard let size = terminal.size else {
            return .warning("size", "standard output is no terminal, so the screen cannot start here")
        }
        let words = "\(size.columns) columns, \(size.rows) rows"
        if size.columns < 20 || size.rows < 5 {
            return .failure("size", "\(words) are too few; make it 60 columns and 24 rows", .unavailable)
        }
        if size.columns < 60 { return .warning("size", "\(words): one pane at a time; 60 columns show all") }
        return .ok("size", words)
    }

    // MARK: tmux

    /// What tmux is set to that the desk would notice; nothing outside tmux.
    static func tmux(_ environment: [String: String]) async -> [DoctorFinding] {
        guard environment["TMUX"].map({ !$0.isEmpty }) ?? false else { return [] }
        guard let focus = await option("focus-events", environment) else {
            return [.warning("tmux", "its options cannot be asked; see that focus-events is on")]
        }
        var findings: [DoctorFinding] = []
        if focus == "on" {
            findings.append(.ok("tmux", "focus-events is on"))
        } else {
            findings.append(
                .warning("tmux", "without focus-events the bell guesses; put `set -g focus-events on` into tmux.conf")
            )
        }
        if let delay = await option("escape-time", environment).flatMap({ Int($0) }), delay > 100 {
            findings.append(
                .warning("tmux", "Esc takes \(delay) ms; put `set -s escape-time 25` into tmux.conf")
            )
        }
        return findings
    }

    private static func option(_ name: String, _ environment: [String: String]) async -> String? {
        for scope in ["-gv", "-sv"] {
            do throws(ProgramOutput.Failure) {
                let command = ["tmux", "show-options", scope, name]
                let bytes = try await ProgramOutput.of(command, environment: environment, limit: .seconds(2))
                let value = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
                if let value { return value }
            } catch {
                // The option belongs to the other scope, or there is no tmux to ask.
                continue
            }
        }
        return nil
    }
}
