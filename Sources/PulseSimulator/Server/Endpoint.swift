/// One call that a service offers: a row of the table of all.
struct Endpoint: Sendable {
    /// What answers it, and whose key it needs.
    enum Action: Sendable {
        /// The key of the support service.
        case support(@Sendable (isolated World, Call) async throws -> Reply)
        /// The key of an app, which is handed over.
        case app(@Sendable (isolated World, Call, AssistantRecord) async throws -> Reply)
        /// The key of the knowledge bases.
        case knowledge(@Sendable (isolated World, Call) async throws -> Reply)
        /// No key.
        case open(@Sendable (isolated World, Call) async throws -> Reply)
    }

    /// A piece of a path between slashes.
    private enum Segment: Sendable {
        /// One of some words, of which the first names it.
        case words([String])
        /// A UUID; another text is no path of the service.
        case id
        /// Any text.
        case text
    }

    var method: String
    /// Whether something is kept of what is sent: `lost-reply` and `silent` act on that alone, unless told otherwise.
    var stores: Bool
    var action: Action
    private var segments: [Segment]

    /// A row.
    ///
    /// - Parameters:
    ///   - method: The one that the path takes here; a path may have several rows.
    ///   - path: With `{id}` for a UUID, `{text}` for any text, and `a|b` for two spellings.
    ///   - stores: Whether something is kept of what is sent.
    ///   - action: What answers.
    init(_ method: String, _ path: String, stores: Bool = false, _ action: Action) {
        self.method = method
        self.stores = stores
        self.action = action
        segments = path.split(separator: "/").map { segment in
            switch segment {
            case "{id}": .id
            case "{text}": .text
            default: .words(segment.split(separator: "|").map(String.init))
            }
        }
    }

    /// The path as requests are counted: whatever varies is `{id}`.
    var countedPath: String {
        segments.map { segment in
            if case .words(let words) = segment { "/" + words[0] } else { "/{id}" }
        }
        .joined()
    }

    /// What stands in a path where this one varies, and whether all that must be a UUID is one; nil where it is another
    /// path.
    func match(_ parts: [String]) -> (ids: [String], isValid: Bool)? {
        guard parts.count == segments.count else { return nil }
        var ids: [String] = []
        var isValid = true
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .words(let words): guard words.contains(part) else { return nil }
            case .id:
                isValid = isValid && part.isUUID
                ids.append(part.lowercased())
            case .text: ids.append(part)
            }
        }
        return (ids, isValid)
    }
}
