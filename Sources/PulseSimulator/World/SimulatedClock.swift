import Foundation

/// The time that both services believe it is.
///
/// It follows the machine's clock, may be ahead or behind it, and can be pinned.
struct SimulatedClock: Sendable {
    /// Milliseconds added to the machine's clock.
    var offset: Int64 = 0
    /// When set, the time stands still here (milliseconds since 1970).
    var pinned: Int64?

    /// Milliseconds since 1970.
    var now: Int64 {
        pinned ?? Int64(Date().timeIntervalSince1970 * 1000) + offset
    }

    /// Whole seconds, rounded as the assistant service's database does: it may be ahead of the `Date` header.
    var roundedSecond: Int64 { (now + 500) / 1000 }
}

/// A moment split into the parts of the calendar (UTC).
struct CalendarMoment: Sendable {
    private let parts: DateComponents

    init(milliseconds: Int64) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let seconds = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let whole = seconds.remainder < 0 ? seconds.quotient - 1 : seconds.quotient
        parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second, .weekday],
            from: Date(timeIntervalSince1970: Double(whole))
        )
    }

    private func two(_ value: Int?) -> String {
        let digits = String(value ?? 0)
        return digits.count < 2 ? "0" + digits : digits
    }

    /// `2026-06-14T11:26:00Z`, whole seconds.
    var iso: String {
        "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))T\(clock)Z"
    }

    /// `Sun, 14 Jun 2026 11:26:00 GMT`, as the `Date` header has it.
    var http: String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = days[((parts.weekday ?? 1) - 1) % 7]
        let month = months[((parts.month ?? 1) - 1) % 12]
        return "\(day), \(two(parts.day)) \(month) \(parts.year ?? 0) \(clock) GMT"
    }

    private var clock: String { "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))" }
}
