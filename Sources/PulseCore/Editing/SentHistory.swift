/// Texts that were sent, newest first, and the way through them with the arrow keys.
package struct SentHistory: Hashable, Sendable {
    private var texts: [String]
    /// Which one is shown; nil while the person's own text is.
    private var shown: Int?
    /// What was being written before the first one was shown.
    private var own = ""

    /// A history, newest first.
    package init(_ texts: [String] = []) {
        self.texts = texts
    }

    /// Adds a text that was just sent.
    package mutating func sent(_ text: String) {
        shown = nil
        own = ""
        texts.removeAll { $0 == text }
        texts.insert(text, at: 0)
    }

    /// The next older text, for a field that shows `current`; nil at the oldest.
    package mutating func earlier(than current: String) -> String? {
        leaveIfEdited(current)
        let next = shown.map { $0 + 1 } ?? 0
        guard texts.indices.contains(next) else { return nil }
        if shown == nil { own = current }
        shown = next
        return texts[next]
    }

    /// The next newer text, at last what was being written; nil when that is shown already.
    package mutating func later(than current: String) -> String? {
        leaveIfEdited(current)
        guard let index = shown else { return nil }
        shown = index == 0 ? nil : index - 1
        return shown.map { texts[$0] } ?? own
    }

    /// A recalled text that was changed is the person's own from then on.
    private mutating func leaveIfEdited(_ current: String) {
        if let index = shown, texts[index] != current { shown = nil }
    }
}
