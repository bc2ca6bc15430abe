import Foundation

/// Values that are kept as JSON because no query looks into them.
enum JSONColumn {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return decoder
    }()

    /// The value as text; nil only for what JSON has no word for.
    static func text(_ value: some Encodable) -> String? {
        // No value of the model has anything that JSON could refuse.
        guard let data = try? encoder.encode(value) else { return nil }
        return String(decoding: data, as: UTF8.self).storable
    }

    /// The value again; nil for text that another version wrote.
    static func value<Value: Decodable>(_ text: String) -> Value? {
        // A failure means that another version wrote it; the caller has its stand-in.
        try? decoder.decode(Value.self, from: Data(text.utf8))
    }
}
