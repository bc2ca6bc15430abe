import PulseModel

/// The steps of an agent, as far as they say more than its answer.
enum AgentSteps {
    /// The texts of each step that has any; what the answer has word for word is left to it.
    ///
    /// An answer is mostly its steps' thoughts one after another, or the last one.
    static func texts(of exchange: Exchange) -> [[String]] {
        var answer = trimmed(exchange.answer)
        var steps: [[String]] = []
        for thought in exchange.thoughts {
            var texts = [thought.tool, thought.toolInput, thought.observation].compactMap { $0 }
            let words = trimmed(thought.thought ?? "")
            if answer.starts(with: words) {
                answer = trimmed(answer.dropFirst(words.count))
            } else if !(answer.count >= words.count && answer.suffix(words.count).elementsEqual(words)) {
                texts.insert(thought.thought ?? "", at: texts.isEmpty ? 0 : 1)
            }
            texts.removeAll { trimmed($0).isEmpty }
            if !texts.isEmpty { steps.append(texts) }
        }
        return steps
    }

    /// The bytes without white space at the ends.
    private static func trimmed(_ text: String) -> Substring.UTF8View {
        trimmed(Substring(text).utf8)
    }

    private static func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
        return bytes
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
