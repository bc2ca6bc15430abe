import PulseModel

/// Taking a key out of what a server says: some repeat it in an error's words, which are shown and stored.
extension APIKey {
    /// What stands where a server repeated the key.
    private static let replacement = "(key)"
    /// Shorter keys and pieces are no secrets, and would be found within words.
    private static let shortestPiece = 8

    /// The text without the key and without pieces of it, as they are or percent-encoded.
    ///
    /// To be used on decoded text: JSON has many ways to write a character.
    func hidden(in text: String) -> String {
        let key = Array(secret.utf8)
        let length = Self.shortestPiece
        guard key.count >= length, text.utf8.count >= length else { return text }
        let written = Array(text.utf8)
        let (bytes, starts) = Self.percentDecoded(written)
        guard bytes.count >= length else { return text }
        let pieces = Set((0...(key.count - length)).map { key[$0..<($0 + length)] })
        var kept: [UInt8] = []
        var next = 0
        var position = 0
        while position + length <= bytes.count {
            guard pieces.contains(bytes[position..<(position + length)]) else {
                position += 1
                continue
            }
            var end = position + length
            while end < bytes.count, pieces.contains(bytes[(end + 1 - length)...end]) { end += 1 }
            kept += written[next..<starts[position]]
            kept += Array(Self.replacement.utf8)
            next = starts[end]
            position = end
        }
        guard next > 0 else { return text }
        return String(decoding: kept + written[next...], as: UTF8.self)
    }

    /// The bytes behind a percent-encoding, and where each of them, and the end, stands in what was written.
    private static func percentDecoded(_ written: [UInt8]) -> (bytes: [UInt8], starts: [Int]) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var position = 0
        while position < written.count {
            starts.append(position)
            if written[position] == UInt8(ascii: "%"), position + 2 < written.count,
                let high = digit(written[position + 1]), let low = digit(written[position + 2])
            {
                bytes.append(high << 4 | low)
                position += 3
            } else {
                bytes.append(written[position])
                position += 1
            }
        }
        return (bytes, starts + [position])
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension ServerWords {
    /// The same without the key.
    func without(_ key: APIKey) -> ServerWords {
        ServerWords(
            code: code.map(key.hidden),
            message: key.hidden(in: message),
            parameter: parameter.map(key.hidden)
        )
    }
}

extension ServiceFailure {
    /// The same without the key in any text of it.
    func without(_ key: APIKey) -> ServiceFailure {
        switch self {
        case .notReached(let why, let detail): .notReached(why, detail: key.hidden(in: detail))
        case .unauthorized(let words): .unauthorized(words.without(key))
        case .forbidden(let words): .forbidden(words.without(key))
        case .notFound(let words): .notFound(words.without(key))
        case .busy(let status, let after, let words): .busy(status: status, retryAfter: after, words.without(key))
        case .rejected(let status, let words): .rejected(status: status, words.without(key))
        case .declined(let words): .declined(words.without(key))
        case .streamError(let status, let words): .streamError(status: status, words.without(key))
        case .redirected(let status, let host): .redirected(status: status, host: host.map(key.hidden))
        case .server(let status, let words): .server(status: status, words.without(key))
        case .malformed(let detail): .malformed(detail: key.hidden(in: detail))
        case .broken(let detail): .broken(detail: key.hidden(in: detail))
        case .timedOut, .cancelled, .invalidRequest: self
        }
    }
}

extension AnswerEvent {
    /// The same without the key, where a server tells of an error or says what we do not know.
    func without(_ key: APIKey) -> AnswerEvent {
        switch self {
        case .failed(let status, let words): return .failed(status: status, words.without(key))
        case .unknown(let name): return .unknown(key.hidden(in: name))
        case .malformedFrame(let detail): return .malformedFrame(key.hidden(in: detail))
        case .workflow(var step):
            step.error = step.error.map(key.hidden)
            return .workflow(step)
        default: return self
        }
    }
}

extension JSONValue {
    /// The same without the key in any text of it.
    func without(_ key: APIKey) -> JSONValue {
        switch self {
        case .string(let text): .string(key.hidden(in: text))
        case .array(let elements): .array(elements.map { $0.without(key) })
        case .object(let members): .object(members.mapValues { $0.without(key) })
        case .null, .bool, .integer, .number: self
        }
    }
}
