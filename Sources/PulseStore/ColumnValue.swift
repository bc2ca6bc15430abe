import Foundation
import GRDB

/// What a column is read as, whatever stands in it.
///
/// A file that something else wrote, or that a failing disk changed, may hold any value in any column, and SQLite's
/// own check finds nothing wrong with that. GRDB's subscript would end the program; `Row.subscript(at:)` and
/// `Row.subscript(column:)` give the empty value for one of a wrong kind, and bound numbers.
protocol ColumnValue {
    /// The value that comes nearest.
    init(column: DatabaseValue)
}

extension Row {
    /// The value of a column of this row; never a trap for a column that the statement names.
    subscript<Value: ColumnValue>(at index: Int) -> Value {
        let value: DatabaseValue = self[index]
        return Value(column: value)
    }

    /// The value of a column by its name, which costs a search among the columns.
    subscript<Value: ColumnValue>(column name: String) -> Value {
        let value: DatabaseValue? = self[name]
        return Value(column: value ?? .null)
    }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    /// Nothing for NULL and for what is of a wrong kind.
    init(column: DatabaseValue) {
        self = column.isOf(Wrapped.self) ? Wrapped(column: column) : nil
    }
}

extension String: ColumnValue {
    /// Bytes that are no UTF-8 become U+FFFD; a number is no text.
    init(column: DatabaseValue) {
        switch column.storage {
        case .string(let text): self = text
        case .blob(let bytes): self = String(decoding: bytes, as: UTF8.self).storable
        case .null, .int64, .double: self = ""
        }
    }
}

extension Int64: ColumnValue {
    /// Bounded; a text is no number.
    init(column: DatabaseValue) {
        switch column.storage {
        case .int64(let number): self = number.inColumnBounds
        case .double(let number): self = Int64(exactly: number.rounded(.towardZero))?.inColumnBounds ?? 0
        case .null, .string, .blob: self = 0
        }
    }

    /// The number, or the nearest one of which no sum or difference of two overflows.
    ///
    /// The upper bound is the place of messages that have not been taken.
    var inColumnBounds: Int64 { Swift.min(Swift.max(self, -(1 << 61)), 1 << 62) }
}

extension Int: ColumnValue {
    /// A count, a revision or a caret: bounded so that a million of them can be added.
    init(column: DatabaseValue) {
        self = Int(Swift.min(Swift.max(Int64(column: column), -(1 << 40)), 1 << 40))
    }
}

extension Bool: ColumnValue {
    /// True for every number but zero.
    init(column: DatabaseValue) {
        self = Bool.fromDatabaseValue(column) ?? false
    }
}

extension DatabaseValue {
    /// Whether a value of this kind can stand for it.
    fileprivate func isOf(_ type: (some ColumnValue).Type) -> Bool {
        switch storage {
        case .null: false
        case .string, .blob: type == String.self
        case .int64, .double: type != String.self
        }
    }
}
