/// The links to files inside a text, which the service signs anew at each read.
///
/// Source: langgenius/dify, `api/core/tools/signature.py`: the query of such a link is `timestamp`, `nonce` and `sign`.
enum SignedLinks {
    private static let names = ["timestamp=", "nonce=", "sign="].map { Array($0.utf8) }
    /// What stands before a name: as in a link, in a link inside HTML, and in one inside JSON.
    private static let joints = ["?", "&", "&amp;", "\\u0026"].map { Array($0.utf8) }
    /// What ends a value: the next name, or what cannot stand in a link.
    private static let ends = Set("&\\ \t\r\n\"'`<>()[]{}|".utf8)

    /// The text with the values of those names left out; the same text where it has none.
    static func removed(from text: String) -> String {
        var bytes: [UInt8] = []
        var isChanged = false
        var rest = text.utf8[...]
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let next = rest.index(after: equals)
            bytes += rest[..<next]
            rest = rest[next...]
            guard endsWithName(bytes) else { continue }
            rest = rest.drop { !ends.contains($0) }
            isChanged = true
        }
        guard isChanged else { return text }
        return String(decoding: bytes + rest, as: UTF8.self)
    }

    private static func endsWithName(_ bytes: [UInt8]) -> Bool {
        guard let name = names.first(where: { bytes.suffix($0.count).elementsEqual($0) }) else { return false }
        let before = bytes.dropLast(name.count)
        return joints.contains { before.suffix($0.count).elementsEqual($0) }
    }
}
