/// The text of a row, prepared to be held against ours: the service may show it shortened or escaped for a page.
struct ShownText {
    /// How many characters of ours a text that is cut off without a sign must have to be recognised.
    private static let prefixWithoutSign = 40
    /// The same for one that ends in three dots, which people type too.
    private static let prefixBeforeDots = 20

    private let forms: [Form]

    /// The text as it came.
    init(_ raw: String) {
        let text = raw.folded
        let plain = Self.unescaped(text).map(Form.init(text:))
        forms = [Form(text: text)] + (plain.map { [$0] } ?? [])
    }

    /// Whether it is this text of ours, whole or shortened.
    func isText(_ ours: String) -> Bool {
        let folded = ours.folded
        return forms.contains { form in
            folded == form.text || form.prefix.map { folded.hasPrefix($0) } ?? false
        }
    }

    /// One reading of it, white space folded.
    private struct Form {
        let text: String
        /// What it is the beginning of, where it may be shortened.
        let prefix: String?

        init(text: String) {
            self.text = text
            if text.hasSuffix("…") {
                let cut = String(text.dropLast()).folded
                prefix = cut.isEmpty ? nil : cut
            } else if text.hasSuffix("..."), text.count >= ShownText.prefixBeforeDots + 3 {
                prefix = String(text.dropLast(3)).folded
            } else {
                prefix = text.count >= ShownText.prefixWithoutSign ? text : nil
            }
        }
    }

    private static let signs: [(escape: Substring, sign: String)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
    ]

    /// The text with the signs that pages escape; nil where nothing of it is escaped.
    private static func unescaped(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return nil }
        var result = ""
        var rest = text[...]
        var isEscaped = false
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            if let found = signs.first(where: { rest.hasPrefix($0.escape) }) {
                result += found.sign
                rest = rest.dropFirst(found.escape.count)
                isEscaped = true
            } else {
                result.append("&")
                rest = rest.dropFirst()
            }
        }
        return isEscaped ? (result + rest).folded : nil
    }
}
