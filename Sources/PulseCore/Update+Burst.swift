import ScreenKit

/// What tells a paste from typing outside of the composer, where a key must not wait for what may follow it.
///
/// Keys that were read in one go came within a moment: a person's do only where the line stalled, and then they are few, or
/// the same one again and again.
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

extension State {
    mutating func pressBurst(_ keys: [Key], at time: Int64, _ effects: inout [Effect]) {
        clock = max(clock, time)
        windowFocus.lastKey = clock
        switch place {
        case .prompt:
            // A line end in the middle would accept what stands before it, and run the rest as commands.
            let body = keys.last == Key(.enter) ? keys.dropLast() : keys[...]
            guard body.contains(Key(.enter)) else { break }
            pastedAt = clock
            return paste(keys.compactMap(UnmarkedPaste.text(of:)).joined(), &effects)
        case .list, .thread, .overlay, .question, .everywhere:
            guard let text = UnmarkedPaste.text(of: keys) else { break }
            pastedAt = clock
            paste(text, &effects)
            composer?.burst.pasteBegan(at: clock)
            return
        case .composer: break
        }
        for key in keys {
            let wasComposer = focus == .composer
            press(key, at: time, &effects)
            // What was read together with the key that led into the composer cannot send from there.
            if !wasComposer && focus == .composer { composer?.burst.pasteBegan(at: clock) }
        }
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
