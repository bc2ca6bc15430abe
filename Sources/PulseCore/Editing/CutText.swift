/// What was cut, newest last, shared between all text fields.
package struct KillRing: Hashable, Sendable {
    /// On which side of the caret something was cut.
    enum Side: Hashable, Sendable {
        case before
        case after
    }

    /// Entries kept at the most.
    static let limit = 30

    private var entries: [String] = []
    private var isRunning = false

    /// A ring without entries.
    package init() {}

    /// What `yank` puts back.
    package var newest: String? { entries.last }

    /// Adds a cut; cuts one after another become one entry.
    mutating func add(_ text: String, _ side: Side) {
        if isRunning, let last = entries.popLast() {
            entries.append(side == .before ? text + last : last + text)
        } else {
            entries.append(text)
            if entries.count > Self.limit { entries.removeFirst() }
        }
        isRunning = true
    }

    /// The next cut begins an entry of its own.
    mutating func endRun() {
        isRunning = false
    }
}
