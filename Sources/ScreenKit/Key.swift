/// A key press, as far as a terminal tells keys apart.
package struct Key: Hashable, Sendable {
    /// Which key.
    package enum Code: Hashable, Sendable {
        /// A printable character as typed; a space is one too.
        case character(Character)
        /// Enter, of the keypad too; Ctrl-M is the same, Ctrl-J is not.
        case enter
        /// Tab; Ctrl-I is the same.
        case tab
        /// Esc; Ctrl-[ is the same.
        case escape
        /// The key that deletes backwards; terminals send it as the byte of Ctrl-H or of Ctrl-?.
        case backspace
        /// The key that deletes forwards.
        case delete
        /// Ins.
        case insert
        /// A cursor key.
        case up
        /// A cursor key.
        case down
        /// A cursor key.
        case left
        /// A cursor key.
        case right
        /// Pos1 on some keyboards.
        case home
        /// End.
        case end
        /// Page up.
        case pageUp
        /// Page down.
        case pageDown
        /// F1 is 1.
        case function(Int)
    }

    /// What was held down with it.
    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// On a character it is in lower case; terminals send some of these as other keys.
        package static let control = Modifiers(rawValue: 1)
        /// Mostly sent as an Esc before the key.
        package static let alt = Modifiers(rawValue: 2)
        /// Only where the terminal tells (Shift-Tab, and arrows of some terminals), never on a character.
        package static let shift = Modifiers(rawValue: 4)
    }

    /// A key of its own, or the character it types.
    package var code: Code
    /// Empty for what is typed as text: Shift is in the character already.
    package var modifiers: Modifiers

    /// A key; it is not checked whether any terminal sends it.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// A character with Control held, always in lower case: `.control("c")`.
    package static func control(_ character: Character) -> Key {
        Key(.character(character), .control)
    }
}
