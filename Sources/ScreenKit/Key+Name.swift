extension Key {
    /// Reads a key's name as configuration files write it.
    ///
    /// `a`, `A`, `?`, `space`, `enter`, `shift-tab`, `ctrl-r`, `alt-b`, `ctrl-left`, `f1`; also `C-r`, `M-b`,
    /// `S-tab`. Case counts for a single character without Control only. Where a terminal sends the
    /// same byte for two keys, the key is the one it is reported as: `ctrl-m` is `enter`, `ctrl-i` is `tab`,
    /// `ctrl-[` is `esc`, `ctrl-?` and `ctrl-h` are `backspace`, `ctrl-/` is `ctrl-_`, `ctrl-@` is `ctrl-space`. Nil for
    /// what no terminal sends: Shift with a character, Control with most punctuation.
    package init?(name: String) {
        var rest = name[...]
        var modifiers: Modifiers = []
        while let (modifier, tail) = Key.splitModifier(rest) {
            modifiers.insert(modifier)
            rest = tail
        }
        if let code = Key.code(named: rest.lowercased()) {
            self.init(code, modifiers)
        } else if rest.count == 1, let character = rest.first, Key.isPrintable(character) {
            self.init(.character(character), modifiers)
        } else {
            return nil
        }
        guard case .character(let character) = code else {
            return
        }
        guard !modifiers.contains(.shift) else {
            return nil
        }
        if modifiers.contains(.control) {
            guard let key = Key.asReported(control: character, modifiers) else {
                return nil
            }
            self = key
        }
    }

    /// The name that `init(name:)` reads back, in its first spelling.
    package var name: String {
        var name = ""
        if modifiers.contains(.control) { name += "ctrl-" }
        if modifiers.contains(.alt) { name += "alt-" }
        if modifiers.contains(.shift) { name += "shift-" }
        switch code {
        case .character(" "):
            return name + "space"
        case .character(let character):
            return name + String(character)
        case .function(let number):
            return name + "f\(number)"
        default:
            return name + (Key.names.first { $0.code == code }?.name ?? "")
        }
    }

    private static func splitModifier(_ name: Substring) -> (Modifiers, Substring)? {
        guard let dash = name.firstIndex(of: "-") else {
            return nil
        }
        let tail = name[name.index(after: dash)...]
        guard !tail.isEmpty else {
            return nil
        }
        switch name[..<dash].lowercased() {
        case "ctrl", "control", "c":
            return (.control, tail)
        case "alt", "meta", "m":
            return (.alt, tail)
        case "shift", "s":
            return (.shift, tail)
        default:
            return nil
        }
    }

    private static func code(named name: String) -> Code? {
        if let found = names.first(where: { $0.name == name }) {
            return found.code
        }
        if name.first == "f", let number = Int(name.dropFirst()), (1...63).contains(number), name == "f\(number)" {
            return .function(number)
        }
        return nil
    }

    private static func isPrintable(_ character: Character) -> Bool {
        let text = DisplayText(sanitizing: String(character))
        return text.string == String(character) && (character == " " || !character.isWhitespace) && text.columns > 0
    }

    /// The key that a terminal reports for a character with Control held.
    private static func asReported(control character: Character, _ modifiers: Modifiers) -> Key? {
        let others = modifiers.subtracting(.control)
        switch character {
        case "i", "I":
            return Key(.tab, others)
        case "m", "M":
            return Key(.enter, others)
        case "[":
            return Key(.escape, others)
        case "?", "h", "H":
            return Key(.backspace, others)
        case "/":
            return Key(.character("_"), modifiers)
        case "@":
            return Key(.character(" "), modifiers)
        case "a"..."z", " ", "\\", "]", "^", "_":
            return Key(.character(character), modifiers)
        case "A"..."Z":
            return character.lowercased().first.map { Key(.character($0), modifiers) }
        default:
            return nil
        }
    }

    /// All names but those of characters and function keys; of several for one key the first is its `name`.
    private static let names: [(name: String, code: Code)] = [
        ("space", .character(" ")),
        ("enter", .enter), ("return", .enter),
        ("tab", .tab),
        ("esc", .escape), ("escape", .escape),
        ("backspace", .backspace), ("bs", .backspace),
        ("delete", .delete), ("del", .delete),
        ("insert", .insert), ("ins", .insert),
        ("up", .up), ("down", .down), ("left", .left), ("right", .right),
        ("home", .home), ("end", .end),
        ("pageup", .pageUp), ("pgup", .pageUp),
        ("pagedown", .pageDown), ("pgdn", .pageDown), ("pgdown", .pageDown),
    ]
}
