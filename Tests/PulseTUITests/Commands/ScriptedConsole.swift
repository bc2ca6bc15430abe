import ScreenKit
import Synchronization

@testable import PulseTUI

/// A console whose answers are written before, and whose lines can be read afterwards.
final class ScriptedConsole: Console, Sendable {
    private let answers: Mutex<[String]>
    private let written = Mutex<[String]>([])
    private let secrets = Mutex<[String]>([])

    init(_ answers: [String] = []) {
        self.answers = Mutex(answers)
    }

    func write(_ spans: [StyledSpan]) {
        written.withLock { $0.append(spans.map(\.text.string).joined()) }
    }

    func ask(_ question: DisplayText, isSecret: Bool) -> String? {
        written.withLock { $0.append(question.string) }
        if isSecret { secrets.withLock { $0.append(question.string) } }
        return answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    var lines: [String] { written.withLock { $0 } }
    var text: String { lines.joined(separator: "\n") }
    /// The questions whose answers do not show.
    var secretQuestions: [String] { secrets.withLock { $0 } }
    /// Answers that nobody asked for.
    var unused: [String] { answers.withLock { $0 } }
}
