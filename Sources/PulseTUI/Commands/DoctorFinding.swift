import ScreenKit

/// One line of the doctor's report.
struct DoctorFinding: Hashable, Sendable {
    /// How bad it is.
    enum Level: Int, Hashable, Sendable, Comparable {
        case ok, warning, failure

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        var label: DisplayText {
            switch self {
            case .ok: "ok    "
            case .warning: "warn  "
            case .failure: "fail  "
            }
        }

        var style: Style {
            switch self {
            case .ok: Style(foreground: .indexed(2))
            case .warning: Style(attributes: .bold)
            case .failure: Style(foreground: .indexed(1), attributes: [.bold, .reverse])
            }
        }
    }

    var level: Level
    /// What was looked at, in a word or two.
    var subject: String
    /// What was found and, unless it is fine, what to do.
    var words: String
    /// What a failure means to whoever started the doctor.
    var status: ExitStatus

    static func ok(_ subject: String, _ words: String) -> DoctorFinding {
        DoctorFinding(level: .ok, subject: subject, words: words, status: .ok)
    }

    static func warning(_ subject: String, _ words: String) -> DoctorFinding {
        DoctorFinding(level: .warning, subject: subject, words: words, status: .ok)
    }

    static func failure(_ subject: String, _ words: String, _ status: ExitStatus) -> DoctorFinding {
        DoctorFinding(level: .failure, subject: subject, words: words, status: status)
    }

    var line: [StyledSpan] {
        [StyledSpan(level.label, level.style), StyledSpan(DisplayText(sanitizing: "\(subject): \(words)"))]
    }
}
