import PulseModel

/// Reading what a server says in an error's body, in every shape the services and what stands before them use.
///
/// Source: langgenius/dify, `api/libs/external_api.py` (`code`/`message`/`status`, `params`),
/// `api/controllers/service_api/dataset/segment.py` (`error`). Pulse documents no error body: an object with
/// `success: false` and the words under `error` or `message` is assumed.
extension ServerWords {
    /// The longest message kept, in Unicode scalars.
    static let longestMessage = 500

    /// Words from an error's body, JSON or not; empty for an empty body.
    init(body: [UInt8], contentType: String?) {
        self.init()
        let start = body.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        switch start {
        case nil: return
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
            do throws(JSONFault) {
                self.init(json: try LenientJSON.parse(body))
                return
            } catch {
                self.init(page: body)  // it only began like JSON
            }
        default: self.init(page: body)
        }
    }

    /// Words from a decoded error body.
    init(json: JSONValue) {
        self.init()
        switch json {
        case .string(let text): message = Self.bounded(text)
        case .array(let values):
            if let first = values.first { self.init(json: first) }
        case .object: read(json)
        default: return
        }
    }

    private mutating func read(_ object: JSONValue) {
        code = object["code"].text.map(Self.bounded)
        parameter = (object["params"].text ?? object["param"].text ?? object["field"].text).map(Self.bounded)
        for key in ["message", "error", "errors", "detail", "error_description", "msg"] {
            let said = object[key]
            switch said {
            case .string(let text) where !text.isEmpty:
                message = Self.bounded(text)
            case .object(let members):
                let inner = ServerWords(json: said)
                code = code ?? inner.code
                parameter = parameter ?? inner.parameter
                message = inner.message
                if message.isEmpty,
                    let (name, text) = members.lazy.compactMap({ member in member.value.text.map { (member.key, $0) } })
                        .min(by: { $0.0 < $1.0 }), name != "code"
                {
                    // One sentence for each parameter, by name.
                    parameter = parameter ?? Self.bounded(name)
                    message = Self.bounded(text)
                }
            case .array(let values):
                if let first = values.first {
                    let inner = ServerWords(json: first)
                    code = code ?? inner.code
                    parameter = parameter ?? inner.parameter
                    message = inner.message
                }
            default: break
            }
            if !message.isEmpty { return }
        }
    }

    /// How much of a page is looked at: its title stands near its beginning.
    private static let longestLook = 8 << 10

    /// The title of a page, or its first words without tags.
    private init(page body: [UInt8]) {
        let look = body.prefix(Self.longestLook)
        let source = Self.title(in: look) ?? look
        self.init(message: Self.bounded(Self.withoutTags(String(decoding: source, as: UTF8.self))))
    }

    /// What stands between `<title …>` and the next tag; each byte is looked at once, whatever the page is made of.
    private static func title(in page: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = Array("<title".utf8)
        var rest = page
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            // Other letters are not made into these by the bit that makes capitals small.
            guard rest.prefix(name.count).map({ $0 == UInt8(ascii: "<") ? $0 : $0 | 0x20 }) == name else {
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
            let words = rest[(end + 1)...]
            return words.firstIndex(of: UInt8(ascii: "<")).map { words[..<$0] }
        }
        return nil
    }

    private static func withoutTags(_ text: String) -> String {
        var words = String.UnicodeScalarView()
        var count = 0
        var isInTag = false
        for scalar in text.unicodeScalars where count <= 4 * longestMessage {
            switch scalar {
            case "<":
                isInTag = true
                words.append(" ")
                count += 1
            case ">": isInTag = false
            default:
                guard !isInTag else { continue }
                words.append(scalar)
                count += 1
            }
        }
        return String(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func bounded(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longestMessage else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(longestMessage - 3))) + "..."
    }
}
