extension ServiceFailure {
    /// What failed, in words for a person, which say what can be done.
    ///
    /// It begins in lower case and has no full stop, so that it can stand behind a name. Words of the server are in it: make
    /// them safe before they reach a terminal. No key is in it, and nothing of the request but what the server repeats.
    public var sentence: String { sentence(address: "the base address") }

    /// What failed, in words for a person; as `sentence`.
    ///
    /// - Parameter address: what the account's base address is called where this is read.
    /// - Returns: the words, not made safe yet.
    package func sentence(address: String) -> String {
        switch self {
        case .notReached(let reason, let detail):
            switch reason {
            case .refused: "the server refuses connections"
            case .unreachable: "the server cannot be reached; is the network up?"
            case .unknownHost: "the server's name is unknown; check \(address) and the network"
            case .connectTimeout: "the server did not take the connection in time"
            case .noAnswer: "no answer from the server in time"
            case .tls: "no safe connection to the server; check its certificate and the clock"
            case .unsigned: "not signed, so not sent: \(detail)"
            case .cutUpload: "the upload was cut off before its end; it can be run again"
            }
        case .unauthorized(let said): "the key is refused\(said.tail); check it"
        case .forbidden(let said): "not allowed\(said.tail)"
        case .notFound(let said): "not found on the server\(said.tail)"
        case .busy(let status, let retryAfter, let said):
            (status == 503 ? Self.overloaded : "too many requests\(said.tail)")
                + (retryAfter.map { "; again in \(Self.duration($0))" } ?? "")
        case .rejected(let status, let said): "refused with \(status)\(said.tail)"
        case .declined(let said): "declined by the service\(said.tail)"
        case .streamError(_, let said): "the service failed\(said.tail)"
        case .redirected(let status, let host):
            "the address moved (\(status)\(host.map { " to \($0)" } ?? "")); check \(address)"
        case .server(503, let said): Self.overloaded + said.tail
        case .server(let status, let said): "the server failed with \(status)\(said.tail)"
        case .malformed(let detail): "the answer is not what this service sends (\(detail))"
        case .timedOut(let after): "no answer in \(after / 1000) s"
        case .broken: "the connection ended before the answer"
        case .cancelled: "it was given up here before the answer came"
        case .invalidRequest(let problem): problem.isKnownBefore ? "not sent: \(problem.sentence)" : problem.sentence
        }
    }

    private static let overloaded = "the server is overloaded or down for maintenance (503)"

    /// Milliseconds in the largest unit of which they are at least two.
    private static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        if seconds < 120 { return "\(seconds) s" }
        return seconds < 7200 ? "\(seconds / 60) min" : "\(seconds / 3600) h"
    }
}

extension ServerWords {
    /// What the server said, with the parameter that it complains of; the client bounds it.
    public var sentence: String {
        let words = message.isEmpty ? code ?? "no reason given" : message
        guard let parameter, !parameter.isEmpty, !words.contains(parameter) else { return words }
        return "\(parameter): \(words)"
    }

    /// What the server said, to follow words of ours; nothing where it said nothing.
    public var tail: String { clause.map { ": \($0)" } ?? "" }

    /// What the server said, to be put inside a sentence of ours; nil where it said nothing.
    package var clause: String? {
        guard !message.isEmpty || code != nil else { return nil }
        // More words may follow, so that a full stop of the server's would be in the middle.
        let words = sentence
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}

extension InvalidRequest {
    /// Whether it was known before anything left.
    package var isKnownBefore: Bool {
        switch self {
        case .unreadableFile, .fileTooLarge, .fileType, .tooManyFiles, .length, .missing: true
        case .changedFile, .unwritableFile: false
        }
    }

    /// What is wrong, in words for a person.
    public var sentence: String {
        switch self {
        case .unreadableFile(let path, let detail): "\(path) cannot be read: \(detail)"
        case .changedFile(let path): "\(path) became shorter while it was being read"
        case .fileTooLarge(let name, let bytes, let limit):
            "\(name) has \(bytes) bytes; the service takes at most \(Self.size(limit))"
        case .fileType(let name, let accepted):
            "\(name) is of a type that the service does not take; it takes \(accepted.joined(separator: ", "))"
        case .tooManyFiles(let count, let limit): "\(count) files; one question takes at most \(limit)"
        case .length(let field, let count, let shortest, let longest):
            count < shortest
                ? "\(field) must have at least \(shortest) character\(shortest == 1 ? "" : "s")"
                : "\(field) has \(count) characters; the service takes at most \(longest)"
        case .missing(let field): "\(field) is missing"
        case .unwritableFile(let path, let detail): "\(path) cannot be written: \(detail)"
        }
    }

    private static func size(_ bytes: Int64) -> String {
        bytes % (1 << 20) == 0 ? "\(bytes >> 20) MB" : "\(bytes) bytes"
    }
}
