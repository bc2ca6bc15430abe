/// The way to a value in a TOML file: keys, and places in arrays counted from zero.
package struct TOMLPath: Hashable, Sendable, CustomStringConvertible {
    /// A step of the way.
    package enum Step: Hashable, Sendable {
        /// A key of a table, without quotes.
        case key(String)
        /// A place in an array, counted from zero.
        case index(Int)
    }

    /// From the root down; none for the root itself.
    package var steps: [Step]

    /// The root, or the value that the steps lead to from there.
    package init(_ steps: [Step] = []) {
        self.steps = steps
    }

    /// The path one key further.
    package func appending(_ key: String) -> TOMLPath {
        TOMLPath(steps + [.key(key)])
    }

    /// The path to a place in the array.
    package func appending(_ index: Int) -> TOMLPath {
        TOMLPath(steps + [.index(index)])
    }

    /// The path as a person would write it, places counted from one: `account[2].base_url`, `keys.list."?"`.
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key): text += (text.isEmpty ? "" : ".") + Self.written(key)
            case .index(let index): text += "[\(index + 1)]"
            }
        }
        return text
    }

    /// A key as a TOML file writes it: bare where that is allowed, else in quotes.
    package static func written(_ key: String) -> String {
        let isBare =
            !key.isEmpty
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
        return isBare ? key : quoted(key)
    }

    /// Text as a TOML file writes it in quotes.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
