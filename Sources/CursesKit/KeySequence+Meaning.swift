import ScreenKit

extension KeySequence {
    enum Meaning: Equatable {
        case key(Key)
        case focus(gained: Bool)
        case pasteBegins
        /// Three bytes follow that say which button and where.
        case mouse
        /// An answer of the terminal, or a key that is not known.
        case nothing
    }

    /// What a complete sequence says.
    var meaning: Meaning {
        guard var key = introducer == UInt8(ascii: "O") ? applicationKey : controlKey else { return mark }
        if alt { key.modifiers.insert(.alt) }
        return .key(key)
    }

    private var mark: Meaning {
        switch String(decoding: body, as: UTF8.self) {
        case "I" where introducer == UInt8(ascii: "["): .focus(gained: true)
        case "O" where introducer == UInt8(ascii: "["): .focus(gained: false)
        case "200~": .pasteBegins
        case "M" where introducer == UInt8(ascii: "["): .mouse
        default: .nothing
        }
    }

    /// Numbers between semicolons; `nil` when something else is in it.
    private var parameters: [Int]? {
        var numbers: [Int] = []
        for part in body.dropLast().split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            // `97:65` gives variants of the same key; the first is the key.
            let digits = part.prefix { $0 != UInt8(ascii: ":") }
            guard !digits.isEmpty else {
                numbers.append(1)
                continue
            }
            guard let number = Int(String(decoding: digits, as: UTF8.self)), number >= 0 else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private var applicationKey: Key? {
        guard let parameters, var key = Key(applicationFinal: final) else { return nil }
        if let number = parameters.last {
            key.modifiers.formUnion(Key.Modifiers(terminalNumber: number))
        }
        return key
    }

    private var controlKey: Key? {
        if body.count == 2, body[0] == UInt8(ascii: "[") {
            guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return nil }
            return Key(.function(Int(final - UInt8(ascii: "A")) + 1))
        }
        guard let parameters else { return nil }
        let modifiers = parameters.count > 1 ? Key.Modifiers(terminalNumber: parameters[1]) : []
        switch final {
        case UInt8(ascii: "~"):
            // modifyOtherKeys: 27 ; modifiers ; character.
            if parameters.count == 3, parameters[0] == 27 {
                return Key(codePoint: parameters[2], modifiers)
            }
            return parameters.first.flatMap(Key.Code.init(tildeNumber:)).map { Key($0, modifiers) }
        case UInt8(ascii: "^"):
            return parameters.first.flatMap(Key.Code.init(tildeNumber:)).map { Key($0, .control) }
        case UInt8(ascii: "u"):
            return parameters.first.flatMap { Key(codePoint: $0, modifiers) }
        case UInt8(ascii: "Z"):
            return Key(.tab, modifiers.union(.shift))
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            // rxvt with Shift.
            return Key.Code(cursorFinal: final - 0x20).map { Key($0, .shift) }
        default:
            return Key.Code(cursorFinal: final).map { Key($0, modifiers) }
        }
    }
}
