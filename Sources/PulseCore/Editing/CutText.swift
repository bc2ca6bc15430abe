/// What was cut last, for `yank` in any text field; cuts one after another count as one.
package struct CutText: Hashable, Sendable {
    /// On which side of the caret something was cut.
    enum Side: Hashable, Sendable {
        case before
        case after
    }

    /// What `yank` puts back; nil until something was cut.
    package private(set) var text: String?
    private var isRunning = false

    /// Nothing was cut yet.
    package init() {}

    /// Takes a cut: one that follows another joins it, else it takes its place.
    mutating func add(_ cut: String, _ side: Side) {
        let known = isRunning ? text ?? "" : ""
        text = side == .before ? cut + known : known + cut
        isRunning = true
    }

    /// The next cut takes the place of this one.
    mutating func endRun() {
        isRunning = false
    }
}
