import PulseModel

/// One call to a service, before it knows its host and key.
struct ServiceRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    /// What the call waits for, which sets how long.
    enum Patience: Sendable {
        case poll
        case model
        case upload
        case other
        case exactly(Duration)
    }

    var method: Method
    /// Joined with slashes, each percent-encoded as a whole.
    var path: [String]
    /// Sent in this order; nil and empty values are left out, since the services refuse `limit=`.
    var query: [(name: String, value: String?)] = []
    /// Sent with its content type, also on DELETE.
    var body: RequestBody?
    var patience: Patience
    /// Whether it makes a message, so that a second try could double it: it gets a connection of its own.
    var sendsMessage = false
    /// Whether the reply is read as a stream.
    var streams = false
    /// Whether the reply is no JSON but bytes for a file or a player.
    var downloads = false
    /// Where the limit for all replies does not suit this one: the most bytes of its body.
    var replyBytes: Int?
    /// Told how much of the body has left.
    var progress: TransferProgress.Handler?
    /// Sent besides the usual ones.
    var headers: [(name: String, value: String)] = []

    /// The path and query under a base address.
    var target: String {
        var text = path.reduce(into: "") { $0 += "/" + Self.percentEncoded($1) }
        var separator = "?"
        for item in query {
            guard let value = item.value, !value.isEmpty else { continue }
            text += separator + item.name + "=" + Self.percentEncoded(value)
            separator = "&"
        }
        return text
    }

    func firstByteLimit(_ limits: TimeLimits) -> Duration {
        switch patience {
        case .poll: limits.poll
        case .model: limits.model
        case .upload: limits.silence
        case .other: limits.other
        case .exactly(let limit): limit
        }
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    ///
    /// A segment of dots alone is encoded too, or it would name another path.
    static func percentEncoded(_ text: String) -> String {
        let onlyDots = !text.isEmpty && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
        var encoded: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            case UInt8(ascii: ".") where !onlyDots:
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
