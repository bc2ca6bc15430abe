/// What stands for a character where only ASCII can be shown.
enum ASCIISubstitute {
    /// The ASCII sign most like a character, or a question mark.
    static func of(_ scalar: UInt32) -> UInt32 {
        let sign: Unicode.Scalar =
            switch scalar {
            case 0x00A0, 0x202F: " "
            case 0x00B7, 0x2010...0x2015, 0x2212: "-"
            case 0x2018, 0x2019: "'"
            case 0x201C, 0x201D: "\""
            case 0x2022: "*"
            case 0x2026: "."
            default: "?"
            }
        return sign.value
    }
}
