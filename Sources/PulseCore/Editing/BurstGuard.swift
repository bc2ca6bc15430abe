package import ScreenKit

/// Keeps a paste that the terminal did not mark from sending.
///
/// A burst is input without a pause of `pause` milliseconds. A send key is held back for that long: if more follows,
/// the burst is a paste, and every line end in it is one, the last too. A burst of more than `sizeLimit` keys is a
/// paste as well.
package struct BurstGuard: Hashable, Sendable {
    /// What to do with a key.
    package enum Decision: Hashable, Sendable {
        /// It means what it always means.
        case pass(Key)
        /// It is a line end of a paste.
        case lineBreak
    }

    /// Milliseconds without input that end a burst.
    package static let pause: Int64 = 20
    /// Keys that a person cannot type without a pause.
    package static let sizeLimit = 64

    private var lastKeyAt: Int64?
    private var count = 0
    /// When a key led into the composer, until the next one.
    private var enteredAt: Int64?
    /// Whether the burst is known to be a paste.
    private var isPaste = false
    /// The send key that waits for what follows.
    private var held: Key?

    /// A guard that has read no key.
    package init() {}

    /// When the held key is decided at the latest, on the clock of `InputEvent.key`; nil when none is held.
    package var deadline: Int64? {
        held == nil ? nil : lastKeyAt.map { $0 + Self.pause }
    }

    /// A key was read.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - isSendKey: Whether it would send.
    ///   - marksPastes: Whether the terminal marks pastes: then a send key after a pause is a person's, and waits for
    ///     nothing.
    ///   - time: When it was read.
    /// - Returns: What to do with the keys that are decided now, in order.
    package mutating func keyRead(_ key: Key, isSendKey: Bool, marksPastes: Bool, at time: Int64) -> [Decision] {
        var decisions = timePassed(at: time)
        if let last = lastKeyAt, time - last < Self.pause {
            count += 1
        } else {
            count = 1
            isPaste = false
        }
        lastKeyAt = time
        if enteredAt == time { isPaste = true }
        enteredAt = nil
        if held != nil {
            // More followed the send key: all of it is pasted.
            held = nil
            isPaste = true
            decisions.append(.lineBreak)
        }
        if count > Self.sizeLimit { isPaste = true }
        let isLineEnd = isSendKey || key == Key(.enter) || key == .control("j")
        if isPaste && isLineEnd {
            decisions.append(.lineBreak)
        } else if isSendKey && !(marksPastes && count == 1) {
            held = key
        } else {
            decisions.append(.pass(key))
        }
        return decisions
    }

    /// A key led into the composer: what was read together with it, at the same time, is no person's.
    package mutating func entered(at time: Int64) {
        enteredAt = time
    }

    /// What was read until now was pasted: what follows without a pause belongs to it.
    package mutating func pasteBegan(at time: Int64) {
        lastKeyAt = time
        count = 0
        isPaste = true
        held = nil
    }

    /// Time went on; a send key that nothing followed means to send.
    package mutating func timePassed(at time: Int64) -> [Decision] {
        guard let key = held, let last = lastKeyAt, time - last >= Self.pause else { return [] }
        held = nil
        return [.pass(key)]
    }
}
