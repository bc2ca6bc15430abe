import CPty
import Glibc

/// The modes of a terminal line at one moment, to see that a program puts them back.
package struct LineModes: Hashable, Sendable, CustomStringConvertible {
    /// What is done to bytes on their way to the program: `c_iflag`.
    package let input: UInt32
    /// What is done to bytes on their way to the screen: `c_oflag`.
    package let output: UInt32
    /// How the line itself works, character size and speed among it: `c_cflag`.
    package let control: UInt32
    /// Echo, line editing and the keys that send signals: `c_lflag`.
    package let local: UInt32
    /// The control characters: interrupt, erase, and so on.
    package let characters: [UInt8]

    /// Takes over what `tcgetattr` gave.
    init(_ modes: termios) {
        input = UInt32(modes.c_iflag)
        output = UInt32(modes.c_oflag)
        control = UInt32(modes.c_cflag)
        local = UInt32(modes.c_lflag)
        characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
    }

    /// Whether a line is given to the program only when it is complete.
    package var isCanonical: Bool { local & UInt32(ICANON) != 0 }
    /// Whether what is typed is shown.
    package var hasEcho: Bool { local & UInt32(ECHO) != 0 }

    /// The four flag words in base 16, in the order above, then the control characters: for a failed test to show.
    package var description: String {
        let flags = [input, output, control, local].map { String($0, radix: 16) }.joined(separator: " ")
        return "modes \(flags) characters \(characters)"
    }
}
