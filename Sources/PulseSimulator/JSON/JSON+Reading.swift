import Foundation

extension JSON: Decodable {
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Name.self) {  // no object: the next shape is tried
            self = .object(
                try members.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
                    Member(key: $0.stringValue, value: try members.decode(JSON.self, forKey: $0))
                }
            )
            return
        }
        if var list = try? decoder.unkeyedContainer() {  // no array: it is a single value
            var elements: [JSON] = []
            while !list.isAtEnd { elements.append(try list.decode(JSON.self)) }
            self = .array(elements)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {  // each failure means: another type
            self = .bool(flag)
        } else if let whole = try? value.decode(Int64.self) {  // a fraction is tried next
            self = .int(whole)
        } else if let number = try? value.decode(Double.self) {  // what is left can only be text
            self = .double(number)
        } else {
            self = .string(try value.decode(String.self))
        }
    }

    /// Reads a body; nil when it is no JSON.
    static func read(_ body: Data) -> JSON? {
        try? JSONDecoder().decode(JSON.self, from: body)  // nil is the answer here: not JSON
    }
}
