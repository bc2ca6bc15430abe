extension Key {
    /// The key as footers and the help show it: `Ctrl-O`, `Alt-B`, `Esc`, `PgUp`, `?`.
    ///
    /// With Control or Alt a letter is shown in upper case, as on the keyboard; one typed in upper case has `Shift`
    /// before it.
    package var label: DisplayText {
        var label = DisplayText()
        if modifiers.contains(.control) { label += "Ctrl-" }
        if modifiers.contains(.alt) { label += "Alt-" }
        if modifiers.contains(.shift) { label += "Shift-" }
        return label + codeLabel
    }

    private var codeLabel: DisplayText {
        switch code {
        case .character(" "): "Space"
        case .character(let character): characterLabel(character)
        case .enter: "Enter"
        case .tab: "Tab"
        case .escape: "Esc"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F" + DisplayText(number)
        }
    }

    private func characterLabel(_ character: Character) -> DisplayText {
        let isModified = !modifiers.isEmpty
        let shown = DisplayText(sanitizing: isModified ? character.uppercased() : String(character))
        return isModified && character.isUppercase ? "Shift-" + shown : shown
    }
}
