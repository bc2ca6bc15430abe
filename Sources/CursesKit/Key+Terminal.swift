import ScreenKit

extension Key {
    /// The key behind a single byte below 0x80 that is no Esc.
    init(ascii byte: UInt8) {
        switch byte {
        case 0x00: self = .control(" ")
        case 0x08, 0x7F: self.init(.backspace)
        case 0x09: self.init(.tab)
        case 0x0D: self.init(.enter)
        // Ctrl-A to Ctrl-Z; Ctrl-J is not Enter, as carriage returns are not translated.
        case 0x01...0x1A: self = .control(Character(Unicode.Scalar(byte + 0x60)))
        // Ctrl-\ Ctrl-] Ctrl-^ Ctrl-_
        case 0x1B...0x1F: self = .control(Character(Unicode.Scalar(byte + 0x40)))
        default: self.init(.character(Character(Unicode.Scalar(byte))))
        }
    }

    /// The key behind a code point with modifiers, as the extended forms of terminals write it.
    init?(codePoint: Int, _ modifiers: Modifiers) {
        guard let scalar = UInt32(exactly: codePoint).flatMap(Unicode.Scalar.init) else { return nil }
        switch scalar.value {
        case 0x1B:
            self.init(.escape, modifiers)
        case 0..<0x20, 0x7F:
            let key = Key(ascii: UInt8(scalar.value))
            self.init(key.code, key.modifiers.union(modifiers))
        case 0x80..<0xA0:
            return nil
        default:
            let character = Character(scalar)
            var modifiers = modifiers
            // Shift is in the character already.
            let isShifted = modifiers.remove(.shift) != nil
            let upper = isShifted && !modifiers.contains(.control) ? character.uppercased() : String(character)
            let text = modifiers.contains(.control) ? upper.lowercased() : upper
            self.init(.character(text.count == 1 ? Character(text) : character), modifiers)
        }
    }

    /// Whether a byte ends a sequence that begins with Esc O.
    static func isApplicationFinal(_ byte: UInt8) -> Bool {
        Key(applicationFinal: byte) != nil
    }

    /// The key of the last byte behind Esc O: cursor keys, F1 to F4, and the keypad.
    init?(applicationFinal byte: UInt8) {
        if let code = Key.Code(cursorFinal: byte) {
            self.init(code)
            return
        }
        switch byte {
        case UInt8(ascii: "M"): self.init(.enter)
        case UInt8(ascii: "I"): self.init(.tab)
        case UInt8(ascii: "X"): self.init(.character("="))
        // rxvt with Control.
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            guard let code = Key.Code(cursorFinal: byte - 0x20) else { return nil }
            self.init(code, .control)
        // The keypad: its letters are the characters above 0x40: j is *, p to y are the digits.
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            self.init(.character(Character(Unicode.Scalar(byte - 0x40))))
        default: return nil
        }
    }
}

extension Key.Modifiers {
    /// From the number in a sequence, which is one more than its bits: Shift, Alt, Control, Meta.
    init(terminalNumber number: Int) {
        self = []
        let bits = number - 1
        guard bits > 0 else { return }
        if bits & 1 != 0 { insert(.shift) }
        if bits & (2 | 8) != 0 { insert(.alt) }
        if bits & 4 != 0 { insert(.control) }
    }
}

extension Key.Code {
    /// The key of a final letter: `[ A` is Up.
    init?(cursorFinal byte: UInt8) {
        switch byte {
        case UInt8(ascii: "A"): self = .up
        case UInt8(ascii: "B"): self = .down
        case UInt8(ascii: "C"): self = .right
        case UInt8(ascii: "D"): self = .left
        case UInt8(ascii: "F"): self = .end
        case UInt8(ascii: "H"): self = .home
        case UInt8(ascii: "P"): self = .function(1)
        case UInt8(ascii: "Q"): self = .function(2)
        case UInt8(ascii: "R"): self = .function(3)
        case UInt8(ascii: "S"): self = .function(4)
        default: return nil
        }
    }

    /// The key of a number before `~`.
    init?(tildeNumber number: Int) {
        switch number {
        case 1, 7: self = .home
        case 2: self = .insert
        case 3: self = .delete
        case 4, 8: self = .end
        case 5: self = .pageUp
        case 6: self = .pageDown
        case 11...15: self = .function(number - 10)
        case 17...21: self = .function(number - 11)
        case 23, 24: self = .function(number - 12)
        case 25, 26: self = .function(number - 12)
        case 28, 29: self = .function(number - 13)
        case 31...34: self = .function(number - 14)
        default: return nil
        }
    }
}
