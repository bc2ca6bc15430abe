import Foundation
import Glibc
import PulseClient
import PulseModel
import ScreenKit
import Synchronization

/// Where a call's answer goes: standard output, safe for a terminal, or as JSON for programs; progress to standard error.
final class CallOutput: Sendable {
    let isJSON: Bool
    private let answer: FileHandle
    private let errors: FileHandle
    private let showsProgress: Bool
    /// The progress that stands on the terminal's line; nil where none does.
    private let shownProgress = Mutex<String?>(nil)
    /// Why a part of the answer could not be printed; nil where all of it was, or its reader has gone.
    private let trouble = Mutex<String?>(nil)

    /// - Parameters:
    ///   - isJSON: whether programs read it.
    ///   - answer: standard output.
    ///   - errors: standard error.
    ///   - showsProgress: whether standard error is a terminal.
    init(
        isJSON: Bool,
        answer: FileHandle = .standardOutput,
        errors: FileHandle = .standardError,
        showsProgress: Bool = isatty(STDERR_FILENO) != 0
    ) {
        // A reader that has gone, as `head` does, shall not end a call in the middle.
        signal(SIGPIPE, SIG_IGN)
        self.isJSON = isJSON
        self.answer = answer
        self.errors = errors
        self.showsProgress = showsProgress
    }

    /// Prints what a service said.
    func write(_ value: JSONValue) {
        clearProgress()
        guard !isJSON else { return put(JSONText.line(value) + "\n", answer) }
        let lines = value == .null ? [] : JSONText.lines(ofReply: value)
        write(lines: lines.isEmpty ? ["done"] : lines)
    }

    /// Prints lines of text from outside.
    func write(lines: [String]) {
        clearProgress()
        put(lines.map { DisplayText(sanitizing: $0).string + "\n" }.joined(), answer)
    }

    /// Prints a piece of a text from outside as it comes, without an end of line of its own.
    func write(piece: String) {
        clearProgress()
        let paragraphs = DisplayText.paragraphs(sanitizing: piece)
        put(paragraphs.map(\.string).joined(separator: "\n"), answer)
    }

    /// Says something to the person, beside the answer.
    func say(_ words: String) {
        clearProgress()
        for line in words.split(whereSeparator: \.isNewline) {
            put(DisplayText(sanitizing: "pulse-tui: " + line).string + "\n", errors)
        }
    }

    /// Shows how far a transfer is.
    func show(_ step: TransferProgress) {
        guard showsProgress else { return }
        let words: String
        if let total = step.total, total > 0 {
            words = "\(step.bytes * 100 / total) % of \(Self.megabytes(total))"
        } else {
            words = Self.megabytes(step.bytes)
        }
        let isNew = shownProgress.withLock { shown in
            defer { shown = words }
            return shown != words
        }
        if isNew { put("\r\u{1B}[K" + words, errors) }
    }

    private func clearProgress() {
        let wasShown = shownProgress.withLock { shown in
            defer { shown = nil }
            return shown != nil
        }
        if wasShown { put("\r\u{1B}[K", errors) }
    }

    private static func megabytes(_ bytes: Int64) -> String {
        bytes < 1 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB"
    }

    /// Throws where a part of the answer could not be printed.
    func check() throws(CallProblem) {
        if let reason = trouble.withLock({ $0 }) { throw .output("the answer cannot be printed: \(reason)") }
    }

    private func put(_ text: String, _ file: FileHandle) {
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code ?? Int(EIO)
            // A reader that has gone, as `head` does, wants no more.
            guard code != EPIPE, file === answer else { return }
            trouble.withLock { $0 = $0 ?? String(cString: strerror(CInt(code))) }
        }
    }
}
