/// A key as a terminal would send it.
package enum TerminalKey: Hashable, Sendable {
    case enter
    case escape
    case tab
    case backTab
    case backspace
    case delete
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    case controlLeft
    case controlRight
    case control(Character)
    case alt(Character)

    /// The bytes; cursor keys depend on whether the program switched them to application mode.
    func bytes(application: Bool) -> [UInt8] {
        let cursor = application ? "\u{1B}O" : "\u{1B}["
        let text: String
        switch self {
        case .enter: text = "\r"
        case .escape: text = "\u{1B}"
        case .tab: text = "\t"
        case .backTab: text = "\u{1B}[Z"
        case .backspace: text = "\u{7F}"
        case .delete: text = "\u{1B}[3~"
        case .up: text = cursor + "A"
        case .down: text = cursor + "B"
        case .right: text = cursor + "C"
        case .left: text = cursor + "D"
        case .home: text = cursor + "H"
        case .end: text = cursor + "F"
        case .pageUp: text = "\u{1B}[5~"
        case .pageDown: text = "\u{1B}[6~"
        case .controlLeft: text = "\u{1B}[1;5D"
        case .controlRight: text = "\u{1B}[1;5C"
        case .control(let character): return [(character.asciiValue ?? 0) & 0x1F]
        case .alt(let character): text = "\u{1B}" + String(character)
        }
        return Array(text.utf8)
    }
}
