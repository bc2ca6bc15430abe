/// How a text becomes chunks.
struct ProcessRule: Sendable, Equatable {
    var id: String
    /// Where chunks are cut; nil leaves it to paragraphs, which are put together up to the limit.
    var separator: String?
    /// The longest chunk, where four characters are one token; the service asks its model.
    var maxTokens = 500
    var removesExtraSpaces = true
    var removesAddresses = false

    init(id: String) {
        self.id = id
    }

    /// Reads the member `process_rule`, with the words of the service for what is wrong in it.
    init(_ json: JSON, id: String) throws(AssistantError) {
        self.id = id
        guard let mode = json["mode"], mode != .null else { throw .wrong("Process rule mode is required") }
        guard let mode = mode.text, ["automatic", "custom", "hierarchical"].contains(mode) else {
            throw .wrong("Process rule mode is invalid")
        }
        guard mode != "automatic" else { return }
        guard let rules = json["rules"], rules != .null else { throw .wrong("Process rule rules is required") }
        guard let steps = rules["pre_processing_rules"]?.elements else {
            throw .wrong("Process rule pre_processing_rules is required")
        }
        removesExtraSpaces = false
        for step in steps {
            guard let name = step["id"]?.text else {
                throw .wrong("Process rule pre_processing_rules id is required")
            }
            guard let isOn = step["enabled"]?.flag else {
                throw .wrong("Process rule pre_processing_rules enabled is invalid")
            }
            switch name {
            case "remove_extra_spaces": removesExtraSpaces = isOn
            case "remove_urls_emails": removesAddresses = isOn
            case "remove_stopwords": continue
            default: throw .wrong("Process rule pre_processing_rules id is invalid")
            }
        }
        guard let cut = rules["segmentation"], cut != .null else {
            throw .wrong("Process rule segmentation is required")
        }
        guard let max = cut["max_tokens"]?.integer, max > 0 else {
            throw .wrong("Process rule segmentation max_tokens is \(cut["max_tokens"] == nil ? "required" : "invalid")")
        }
        maxTokens = Int(min(max, 1_000_000))
        separator = cut["separator"]?.text ?? "\n"
    }

    /// The chunks of a text.
    func chunks(of text: String) -> [String] {
        let limit = maxTokens * 4
        let clean = cleaned(text)
        guard let separator, !separator.isEmpty else {
            return ProcessRule.joined(clean.split(separator: "\n\n").flatMap { ProcessRule.cut($0, limit) }, limit)
        }
        return clean.split(separator: separator).flatMap { ProcessRule.cut($0, limit) }
    }

    private func cleaned(_ text: String) -> String {
        var text = text.replacing("\r\n", with: "\n").filter { $0 != "\0" }
        if removesAddresses {
            text = text.split(separator: " ", omittingEmptySubsequences: false)
                .filter { !$0.contains("@") && !$0.hasPrefix("http://") && !$0.hasPrefix("https://") }
                .joined(separator: " ")
        }
        if removesExtraSpaces {
            text.replace(#/\n{3,}/#, with: "\n\n")
            text.replace(#/[ \t\f]{2,}/#, with: " ")
        }
        return text
    }

    /// Puts pieces together while they are not too long.
    private static func joined(_ pieces: [String], _ limit: Int) -> [String] {
        pieces.reduce(into: []) { chunks, piece in
            if let last = chunks.last, last.count + piece.count + 2 <= limit {
                chunks[chunks.count - 1] = last + "\n\n" + piece
            } else {
                chunks.append(piece)
            }
        }
    }

    /// Cuts a piece that is too long between words, where there are any; gives nothing for white space.
    private static func cut(_ piece: Substring, _ limit: Int) -> [String] {
        var rest = String(piece).trimmingWhiteSpace[...]
        var parts: [String] = []
        while !rest.isEmpty {
            guard let end = rest.index(rest.startIndex, offsetBy: limit, limitedBy: rest.endIndex), end < rest.endIndex
            else {
                parts.append(String(rest))
                break
            }
            let place = rest[..<end].lastIndex(where: \.isWhitespace).map { $0 > rest.startIndex ? $0 : end } ?? end
            parts.append(String(rest[..<place]).trimmingWhiteSpace)
            rest = rest[place...].drop(while: \.isWhitespace)
        }
        return parts
    }
}
