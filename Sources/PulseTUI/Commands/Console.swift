package import ScreenKit

/// Text of one style.
package struct StyledSpan: Hashable, Sendable {
    /// What is shown.
    package var text: DisplayText
    /// How it looks where colours are shown.
    package var style: Style

    /// Text of a style; plain where none is named.
    package init(_ text: DisplayText, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }
}

/// Where commands print to and ask, line by line.
///
/// Only made-safe text can be printed.
package protocol Console {
    /// Prints a line of spans; where colours are not shown they are plain text.
    func write(_ spans: [StyledSpan])
    /// Prints a question without a line end and reads a line.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - isSecret: whether what is typed must not show.
    /// - Returns: the line without its end; nil at the end of the input.
    func ask(_ question: DisplayText, isSecret: Bool) -> String?
}

extension Console {
    /// Prints a line.
    package func write(_ line: DisplayText) {
        write([StyledSpan(line)])
    }

    /// Prints a line that may have words from outside in it.
    func say(_ line: String) {
        write(DisplayText(sanitizing: line))
    }

    /// Asks until the answer is one that is taken; nil at the end of the input.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - usual: what an empty answer means; nil where something must be typed.
    ///   - isSecret: whether what is typed must not show.
    ///   - take: gives the value, or nil after it said what is wrong.
    /// - Returns: what was taken.
    func ask<Value>(
        _ question: String,
        usual: String? = nil,
        isSecret: Bool = false,
        take: (String) -> Value?
    ) -> Value? {
        let hint = usual.map { $0.isEmpty ? " (empty for none)" : " [\($0)]" } ?? ""
        while let line = ask(DisplayText(sanitizing: question + hint + ": "), isSecret: isSecret) {
            let answer = line.trimmingWhitespace()
            guard !answer.isEmpty || usual != nil else { continue }
            if let value = take(answer.isEmpty ? usual ?? "" : answer) { return value }
        }
        return nil
    }
}

extension String {
    /// The text without white space around it.
    fileprivate func trimmingWhitespace() -> String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
