import ScreenKit

/// What tells a paste from typing outside of the composer, where a key must not wait for what may follow it.
///
/// Keys that were read without a pause came within a moment: a person's do only where the line stalled, and then they
/// are few, or the same one again and again.
enum UnmarkedPaste {
    /// Fewer keys may have been typed while the line stalled.
    static let fewestKeys = 4
    /// Fewer different characters may be one or two keys that were held down.
    static let fewestKinds = 3

    /// The text of keys that are a paste; nil where they may have been typed.
    static func text(of keys: [Key]) -> String? {
        let parts = keys.compactMap(text(of:))
        guard parts.count >= fewestKeys, Set(parts.filter { $0 != "\n" }).count >= fewestKinds else { return nil }
        return parts.joined()
    }

    /// What a key stands for in a paste; nil for keys that stand for no text.
    static func text(of key: Key) -> String? {
        if key == Key(.enter) || key == .control("j") { return "\n" }
        if key == Key(.tab) { return "\t" }
        guard case .character(let character) = key.code, key.isText else { return nil }
        return String(character)
    }
}

/// Keys outside of the text fields that followed each other without a pause.
///
/// What follows may show that they were pasted.
package struct KeyRun: Hashable, Sendable {
    /// What they were, from the first.
    var keys: [Key] = []
    /// When the last one was read, in milliseconds of the continuous clock.
    var lastAt: Int64 = 0
    /// From the first one on whose command cannot be taken back: they wait for what may follow.
    var held: [Key] = []

    /// When the held keys are pressed at the latest.
    package var deadline: Int64? { held.isEmpty ? nil : lastAt + BurstGuard.pause }
}

extension Command {
    /// Whether it ends the program, or changes what is on its way to a server or on it, without a further question.
    fileprivate var cannotBeTakenBack: Bool {
        switch self {
        case .quit, .retry, .markSent, .backToDraft, .yes: true
        default: false
        }
    }
}

extension State {
    /// Takes keys that were read in one go from a terminal that marks no pastes.
    ///
    /// A key is pressed at once; only a few, after which nothing could be mended, wait for what may follow them.
    mutating func pressBurst(_ keys: [Key], at time: Int64, _ effects: inout [Effect]) {
        clock = max(clock, time)
        windowFocus.lastKey = clock
        if clock - keyRun.lastAt >= BurstGuard.pause { endKeyRun(&effects) }
        switch place {
        case .prompt:
            // A line end in the middle would accept what stands before it, and run the rest as commands.
            let body = keys.last == Key(.enter) ? keys.dropLast() : keys[...]
            guard body.contains(Key(.enter)) else { break }
            pastedAt = clock
            return paste(keys.compactMap(UnmarkedPaste.text(of:)).joined(), &effects)
        case .list, .thread, .overlay, .question, .everywhere:
            // One key that is held down goes on for as long as the person likes.
            keyRun.keys = Array((keyRun.keys + keys).suffix(max(BurstGuard.sizeLimit, keys.count)))
            keyRun.lastAt = clock
            // Keys that came one by one may be a program's that looks at the screen between them, and types fast.
            guard keys.count > 1, let text = UnmarkedPaste.text(of: keyRun.keys) else { break }
            keyRun = KeyRun()
            pastedAt = clock
            paste(text, &effects)
            composer?.burst.pasteBegan(at: clock)
            return
        case .composer: break
        }
        for key in keys {
            let wasComposer = focus == .composer
            if !keyRun.held.isEmpty || mustWait(key) {
                keyRun.held.append(key)
            } else {
                press(key, at: time, &effects)
            }
            // What was read together with the key that led into the composer cannot send from there.
            if !wasComposer && focus == .composer { composer?.burst.pasteBegan(at: clock) }
        }
    }

    /// Forgets what was read, after a pause; keys that waited mean what they always mean.
    mutating func endKeyRun(_ effects: inout [Effect]) {
        let held = keyRun.held
        keyRun = KeyRun()
        for key in held where !isFinished { press(key, at: clock, &effects) }
    }

    /// Whether a key is pressed only when nothing followed it.
    private func mustWait(_ key: Key) -> Bool {
        // What is ignored now must not mean something later.
        if ignoresKeys || pastedAt.map({ clock - $0 < BurstGuard.pause }) == true { return false }
        if case .question(let question) = layers.last, !question.isArmed { return false }
        guard place != .composer, place != .prompt, UnmarkedPaste.text(of: key) != nil else { return false }
        return keymap.command(for: key, in: place)?.cannotBeTakenBack == true
    }

    /// Whether the key that is read now belongs to a paste that found no text field; if so it runs nothing.
    mutating func takeRestOfPaste() -> Bool {
        guard let last = pastedAt else { return false }
        guard clock - last < BurstGuard.pause, place != .composer else {
            pastedAt = nil
            return false
        }
        pastedAt = clock
        return true
    }
}
