import PulseModel

/// Reading what a server says in an error's body, in every shape the services and what stands before them use.
///
/// Source: langgenius/dify, `api/libs/external_api.py` (`code`/`message`/`status`, `params`),
/// `api/controllers/service_api/dataset/segment.py` (`error`). Pulse documents no error body: an object with
/// `success: false` and the words under `error` or `message` is assumed.
extension ServerWords {
    /// The longest message kept, in Unicode scalars.
    static let longestMessage = 500

    /// What stands where a server repeated the key.
    static let insteadOfKey = "(key)"
    /// Shorter ones are no secrets, and would be found within words.
    static let shortestSecret = 8

    /// The same without the key.
    func without(_ key: APIKey) -> ServerWords {
        guard key.secret.utf8.count >= Self.shortestSecret else { return self }
        return ServerWords(
            code: code?.replacing(key.secret, with: Self.insteadOfKey),
            message: message.replacing(key.secret, with: Self.insteadOfKey),
            parameter: parameter?.replacing(key.secret, with: Self.insteadOfKey)
        )
    }

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
                    let (name, text) = members.sorted(by: { $0.key < $1.key })
                        .lazy.compactMap({ member in member.value.text.map { (member.key, $0) } }).first, name != "code"
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

    /// The title of a page, or its first words without tags.
    private init(page body: [UInt8]) {
        let text = String(decoding: body.prefix(64 << 10), as: UTF8.self)
        let title = text.firstMatch(of: /<title[^>]*>([^<]*)</.ignoresCase())?.output.1
        let source = title.map(String.init) ?? text
        self.init(message: Self.bounded(Self.withoutTags(source)))
    }

    private static func withoutTags(_ text: String) -> String {
        var words = ""
        var isInTag = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<":
                isInTag = true
                words.unicodeScalars.append(" ")
            case ">": isInTag = false
            default: if !isInTag { words.unicodeScalars.append(scalar) }
            }
            if words.unicodeScalars.count > 4 * longestMessage { break }
        }
        return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func bounded(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longestMessage else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(longestMessage - 3))) + "..."
    }
}
