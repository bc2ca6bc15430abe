/// How a service writes its JSON.
enum JSONStyle: Sendable {
    /// ASCII only, everything else as `\uXXXX` with surrogate pairs; a space after commas and colons.
    case ascii
    /// UTF-8 as it is, no spaces.
    case compact
}

extension JSON {
    /// The first of the code points that stand for lone surrogates in simulated text.
    ///
    /// Swift strings cannot hold a lone surrogate. U+10D800 to U+10DFFF (private use) stand for U+D800 to U+DFFF
    /// and are written as the escape of that surrogate alone, in both styles.
    static let loneSurrogateBase: UInt32 = 0x10_0000

    /// The value as JSON text.
    func written(_ style: JSONStyle) -> String {
        var out = ""
        write(to: &out, style)
        return out
    }

    private func write(to out: inout String, _ style: JSONStyle) {
        let comma = style == .ascii ? ", " : ","
        let colon = style == .ascii ? ": " : ":"
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .int(let value): out += String(value)
        case .double(let value): out += String(value)
        case .string(let text): JSON.quote(text, to: &out, style)
        case .array(let elements):
            out += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { out += comma }
                element.write(to: &out, style)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { out += comma }
                JSON.quote(member.key, to: &out, style)
                out += colon
                member.value.write(to: &out, style)
            }
            out += "}"
        }
    }

    private static func quote(_ text: String, to out: inout String, _ style: JSONStyle) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{8}": out += "\\b"
            case "\u{C}": out += "\\f"
            default:
                if scalar.value < 0x20 {
                    escape(UInt16(scalar.value), to: &out)
                } else if (loneSurrogateBase + 0xD800...loneSurrogateBase + 0xDFFF).contains(scalar.value) {
                    escape(UInt16(scalar.value - loneSurrogateBase), to: &out)
                } else if scalar.value < 0x7F || style == .compact {
                    out.unicodeScalars.append(scalar)
                } else {
                    for unit in String(scalar).utf16 { escape(unit, to: &out) }
                }
            }
        }
        out += "\""
    }

    private static func escape(_ unit: UInt16, to out: inout String) {
        let digits = String(unit, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
