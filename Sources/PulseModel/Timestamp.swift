/// A moment in milliseconds since 1 January 1970, UTC.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1 January 1970, UTC; negative before it.
    public var milliseconds: Int64

    /// A moment from milliseconds since 1970.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A moment from whole seconds since 1970; the furthest there is where they do not fit.
    public init(seconds: Int64) {
        let product = seconds.multipliedReportingOverflow(by: 1000)
        milliseconds = product.overflow ? (seconds < 0 ? .min : .max) : product.partialValue
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
    }

    /// Whether `lhs` is earlier.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }

    /// The moment this many milliseconds later; the furthest there is where that does not fit.
    public func adding(milliseconds: Int64) -> Timestamp {
        let sum = self.milliseconds.addingReportingOverflow(milliseconds)
        return Timestamp(milliseconds: sum.overflow ? (milliseconds < 0 ? .min : .max) : sum.partialValue)
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        let difference = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return difference.overflow ? (milliseconds < 0 ? .min : .max) : difference.partialValue
    }
}
