/// Earlier states of a text, newest last; a run of typing is one step.
struct UndoHistory: Hashable, Sendable {
    /// A text as it was.
    struct Step: Hashable, Sendable {
        var characters: [Character]
        var caret: Int
    }

    /// What a change is, to join like ones.
    enum Kind: Hashable, Sendable {
        case typing
        case deleting
        /// A step of its own.
        case step
    }

    /// Steps kept at the most.
    static let limit = 200
    /// Characters kept at the most, over all steps.
    static let characterLimit = 4_000_000

    private var steps: [Step] = []
    private var characters = 0
    private var lastKind: Kind?

    /// Remembers the state before a change, unless the change goes on with the one before it.
    mutating func note(_ step: Step, _ kind: Kind) {
        defer { lastKind = kind }
        guard kind == .step || kind != lastKind else { return }
        steps.append(step)
        characters += step.characters.count
        while steps.count > Self.limit || (characters > Self.characterLimit && steps.count > 1) {
            characters -= steps.removeFirst().characters.count
        }
    }

    /// The next change is a step of its own.
    mutating func endGroup() {
        lastKind = nil
    }

    /// Takes the newest step out.
    mutating func takeLast() -> Step? {
        lastKind = nil
        guard let step = steps.popLast() else { return nil }
        characters -= step.characters.count
        return step
    }
}
