/// Texts that were sent, newest first, and the way through them with the arrow keys.
package struct SentHistory: Hashable, Sendable {
    private var texts: [String]
    /// Which one is shown; nil while the person's own text is.
    private var shown: Int?
    /// What was being written before the first one was shown; nil while nothing is put aside.
    private var own: String?

    /// A history, newest first.
    package init(_ texts: [String] = []) {
        self.texts = texts
    }

    /// The person's own text while another stands in the field; nil where there is none.
    package var putAside: String? {
        own.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// Puts the stored texts in; what is shown and put aside stays.
    package mutating func setTexts(_ texts: [String]) {
        let current = shown.map { self.texts[$0] }
        self.texts = texts
        shown = current.flatMap { text in texts.firstIndex(of: text) }
    }

    /// Adds a text that was just sent; what was put aside is the person's again.
    package mutating func sent(_ text: String) {
        shown = nil
        own = nil
        texts.removeAll { $0 == text }
        texts.insert(text, at: 0)
    }

    /// What of a field that shows `current` is the person's: not a recalled text, but what was put aside for it; and
    /// both where the recalled text was changed.
    package func kept(showing current: String) -> String {
        guard let own = putAside, own != current else { return isRecalled(current) ? "" : current }
        if isRecalled(current) || current.allSatisfy(\.isWhitespace) { return own }
        return current + "\n" + own
    }

    /// Whether a field that shows this shows a sent text as it was.
    package func isRecalled(_ current: String) -> Bool {
        shown.map { texts[$0] == current } ?? false
    }

    /// The next older text, for a field that shows `current`; nil at the oldest.
    package mutating func earlier(than current: String) -> String? {
        leaveIfEdited(current)
        let next = shown.map { $0 + 1 } ?? 0
        guard texts.indices.contains(next) else { return nil }
        if shown == nil { own = kept(showing: current) }
        shown = next
        return texts[next]
    }

    /// The next newer text, at last what was being written; nil when that is shown already.
    package mutating func later(than current: String) -> String? {
        leaveIfEdited(current)
        guard let index = shown else { return nil }
        guard index == 0 else {
            shown = index - 1
            return texts[index - 1]
        }
        defer { leave() }
        return own ?? ""
    }

    /// The field shows this after an undo: the person's own text may be back in it.
    package mutating func undone(to current: String) {
        if current == own { leave() }
    }

    /// Goes back to the person's own text, wherever that is shown.
    package mutating func leave() {
        shown = nil
        own = nil
    }

    /// A recalled text that was changed is the person's own from then on; what was put aside stays so.
    private mutating func leaveIfEdited(_ current: String) {
        if !isRecalled(current) { shown = nil }
    }
}
