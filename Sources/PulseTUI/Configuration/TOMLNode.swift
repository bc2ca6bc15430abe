/// A value of a TOML file with the line it stands in.
struct TOMLNode: Hashable, Sendable {
    /// What the value is.
    indirect enum Value: Hashable, Sendable {
        /// In the order of the file.
        case table([Entry])
        case array([TOMLNode])
        case string(String)
        case integer(Int)
        case number(Double)
        case bool(Bool)
        /// A date or a time, which no setting here takes.
        case moment
    }

    /// A key of a table with its value.
    struct Entry: Hashable, Sendable {
        var key: String
        var node: TOMLNode
    }

    var value: Value
    var path: TOMLPath
    /// Counted from one.
    var line: Int?

    /// The kind as problems name it.
    var kind: String {
        switch value {
        case .table: "a table"
        case .array: "an array"
        case .string: "text"
        case .integer: "a whole number"
        case .number: "a number"
        case .bool: "true or false"
        case .moment: "a date or time"
        }
    }
}
