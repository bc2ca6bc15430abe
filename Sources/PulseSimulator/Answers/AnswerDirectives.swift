/// Words in a question that say how it is to be answered.
///
/// Anyone can type them:
/// `[n=300]` so many numbered words · `[lines=50]` so many lines · `[long]` a text of 400 lines · `[code]` a fenced code
/// block · `[uni]` several scripts and emoji · `[empty]` no text · `[delay=3]` seconds before the first frame ·
/// `[slow=0.5]` seconds between words · `[ping]` 25 s of silence in the middle, filled by pings · `[error]` fails after
/// some words · `[http=500]` fails at once · `[replace]` replaces the whole text before its end · `[tts]` speaks, also
/// after the end · `[tool]` an agent uses a tool · `[unknown]` events that no client knows · `[cut]` the connection
/// breaks in the middle · `[fast]` no silence at all.
struct AnswerDirectives: Sendable {
    private var values: [String: String] = [:]

    init(_ text: String) {
        for part in text.split(separator: "[").dropFirst(text.hasPrefix("[") ? 0 : 1) {
            guard let end = part.firstIndex(of: "]") else { continue }
            let halves = part[..<end].split(separator: "=", maxSplits: 1)
            guard let name = halves.first else { continue }
            values[String(name)] = halves.count > 1 ? String(halves[1]) : ""
        }
    }

    /// Whether the word is there.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The number behind the word.
    func number(_ name: String) -> Double? { values[name].flatMap(Double.init) }
}
