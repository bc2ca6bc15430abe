/// A moment in milliseconds since 1 January 1970, UTC.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1 January 1970, UTC; negative before it.
    public var milliseconds: Int64

    /// A moment from milliseconds since 1970.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A moment from whole seconds since 1970.
    public init(seconds: Int64) {
        milliseconds = seconds.multipliedReportingOverflow(by: 1000).partialValue
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : -((-milliseconds + 999) / 1000)
    }

    /// Whether `lhs` is earlier.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }

    /// The moment this many milliseconds later.
    public func adding(milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: self.milliseconds.addingReportingOverflow(milliseconds).partialValue)
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        milliseconds.subtractingReportingOverflow(earlier.milliseconds).partialValue
    }
}
