/// Follows the modes, titles and bells in what a program writes to its terminal.
package struct ModeScanner: Sendable {
    private enum State: Sendable {
        case ground
        case escape
        case control([UInt8])
        case string([UInt8], afterEscape: Bool)
    }

    private var state = State.ground
    /// The DEC private modes that are on: 1 application cursor keys, 25 cursor, 1004 focus, 1049 alternate screen,
    /// 2004 bracketed paste.
    package private(set) var modes: Set<Int> = [25]
    /// Whether the keypad sends sequences.
    package private(set) var isKeypadApplication = false
    /// The titles that were set, in order.
    package private(set) var titles: [String] = []
    /// How many titles were saved and not restored.
    package private(set) var savedTitles = 0
    /// How often the bell rang.
    package private(set) var bells = 0

    package init() {}

    /// Takes what was written next.
    package mutating func feed(_ bytes: [UInt8]) {
        for byte in bytes {
            take(byte)
        }
    }

    private mutating func take(_ byte: UInt8) {
        // CAN ends whatever was cut off.
        guard byte != 0x18 else {
            state = .ground
            return
        }
        switch state {
        case .ground:
            if byte == 0x1B { state = .escape }
            if byte == 0x07 { bells += 1 }
        case .escape:
            state = .ground
            switch byte {
            case UInt8(ascii: "["): state = .control([])
            case UInt8(ascii: "]"): state = .string([], afterEscape: false)
            case UInt8(ascii: "="): isKeypadApplication = true
            case UInt8(ascii: ">"): isKeypadApplication = false
            // The one before was cut off.
            case 0x1B: state = .escape
            default: break
            }
        case .control(let body):
            if byte == 0x1B {
                // A sequence that was cut off: what follows begins anew.
                state = .escape
            } else if (0x40...0x7E).contains(byte) {
                state = .ground
                finish(body, byte)
            } else {
                state = .control(body + [byte])
            }
        case .string(let body, let afterEscape):
            if byte == 0x07 || (afterEscape && byte == UInt8(ascii: "\\")) {
                state = .ground
                let text = String(decoding: body, as: UTF8.self)
                if text.hasPrefix("2;") { titles.append(String(text.dropFirst(2))) }
            } else if byte == 0x1B {
                state = .string(body, afterEscape: true)
            } else {
                state = .string(body + [byte], afterEscape: false)
            }
        }
    }

    private mutating func finish(_ body: [UInt8], _ final: UInt8) {
        let text = String(decoding: body, as: UTF8.self)
        let isOn = final == UInt8(ascii: "h")
        if text.hasPrefix("?"), isOn || final == UInt8(ascii: "l") {
            for number in text.dropFirst().split(separator: ";").compactMap({ Int($0) }) {
                if isOn { modes.insert(number) } else { modes.remove(number) }
            }
        } else if final == UInt8(ascii: "t") {
            if text.hasPrefix("22") { savedTitles += 1 }
            if text.hasPrefix("23") { savedTitles -= 1 }
        }
    }
}
