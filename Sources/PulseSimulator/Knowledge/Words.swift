/// The words of a text, as retrieval and keywords count them.
enum Words {
    private static let common: Set<String> = [
        "the", "and", "for", "with", "that", "this", "are", "was", "from", "you", "your", "not", "but", "have", "has",
        "all", "can", "how", "what", "does", "when", "where", "which", "will",
    ]

    /// The words in their order, as they are written; each character of a script without spaces is one.
    static func all(in text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            let isWide = character.unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) }
            if character.isLetter || character.isNumber, !isWide {
                word.append(character)
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = ""
            if isWide, character.isLetter { words.append(String(character)) }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Up to ten words that tell a text from others.
    static func keywords(of text: String) -> [String] {
        var seen: Set<String> = []
        return Array(
            all(in: text).filter { word in
                let plain = word.lowercased()
                return plain.count > 2 && !common.contains(plain) && seen.insert(plain).inserted
            }
            .prefix(10)
        )
    }

    /// The share of a query's words that a text has.
    static func overlap(of query: String, with text: String) -> Double {
        let asked = Set(all(in: query.lowercased()))
        guard !asked.isEmpty else { return 0 }
        let shared = asked.intersection(all(in: text.lowercased())).count
        return (Double(shared) / Double(asked.count) * 10_000).rounded() / 10_000
    }
}
