import PulseModel

/// Reads moments as the services write them, without a formatter: one of those costs more than the rest of a row.
///
/// Source: Pulse Developer API, samples (ISO-8601); langgenius/dify, `web/app/components/develop/template/template_chat.en.mdx`
/// (seconds since 1970, in samples also with a fraction); RFC 9110, section 5.6.7 (HTTP dates).
enum ServerTime {
    /// A moment from a record: seconds as a number or in a string, ISO-8601, or nil for null, `""` and what is neither.
    static func moment(_ value: JSONValue) -> Timestamp? {
        switch value {
        case .integer(let seconds): whole(seconds)
        case .number(let seconds): fractional(seconds)
        case .string(let text): Int64(text).flatMap(whole) ?? iso8601(text) ?? Double(text).flatMap(fractional)
        default: nil
        }
    }

    private static func whole(_ seconds: Int64) -> Timestamp? {
        // Beyond this it is no second count of any calendar, and later arithmetic could overflow.
        abs(seconds.clamped) < 1_000_000_000_000 ? Timestamp(seconds: seconds) : nil
    }

    private static func fractional(_ seconds: Double) -> Timestamp? {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return nil }
        return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
    }

    /// A moment from `2026-06-14T11:26:00Z`, with or without a fraction and an offset; no offset means UTC.
    static func iso8601(_ text: String) -> Timestamp? {
        var digits = Digits(text)
        guard
            let year = digits.take(4), digits.skip("-"), let month = digits.take(2), digits.skip("-"),
            let day = digits.take(2), digits.skip("T") || digits.skip("t") || digits.skip(" "),
            let hour = digits.take(2), digits.skip(":"), let minute = digits.take(2)
        else { return nil }
        let second = digits.skip(":") ? digits.take(2) : 0
        guard let second else { return nil }
        let milliseconds = digits.skip(".") || digits.skip(",") ? digits.takeFraction() : 0
        guard let milliseconds, let offset = digits.takeOffset(), digits.isAtEnd,
            let seconds = Self.seconds(
                year: year,
                month: month,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { return nil }
        return Timestamp(milliseconds: (seconds - offset) * 1000 + milliseconds)
    }

    /// A moment from an HTTP date, `Sat, 21 Nov 2026 02:32:35 GMT`; the two obsolete forms are not read.
    static func httpDate(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT" || parts[5] == "UTC" else { return nil }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var clock = Digits(String(parts[4]))
        guard
            let day = Int64(parts[1]), let month = months.firstIndex(of: String(parts[2])), let year = Int64(parts[3]),
            let hour = clock.take(2), clock.skip(":"), let minute = clock.take(2), clock.skip(":"),
            let second = clock.take(2), clock.isAtEnd,
            let seconds = Self.seconds(
                year: year,
                month: Int64(month) + 1,
                day: day,
                hour: hour,
                minute: minute,
                second: second
            )
        else { return nil }
        return Timestamp(seconds: seconds)
    }

    /// Seconds since 1970 of a moment in UTC by the Gregorian calendar; nil for one that no clock shows.
    private static func seconds(
        year: Int64,
        month: Int64,
        day: Int64,
        hour: Int64,
        minute: Int64,
        second: Int64
    ) -> Int64? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour <= 24, minute < 60,
            second <= 60  // a leap second
        else { return nil }
        // Days by eras of 400 years that begin in March, so that the leap day is a year's last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86400 + hour * 3600 + minute * 60 + second
    }
}

/// Takes a text of digits and marks apart from its front.
private struct Digits {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = Array(text.utf8)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func take(_ count: Int) -> Int64? {
        guard rest.count >= count else { return nil }
        var number: Int64 = 0
        for byte in rest.prefix(count) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        rest.removeFirst(count)
        return number
    }

    /// Milliseconds of a fraction of a second with any number of digits.
    mutating func takeFraction() -> Int64? {
        guard let first = take(1) else { return nil }
        var milliseconds = first * 100
        var weight: Int64 = 10
        while let digit = take(1) {
            milliseconds += digit * weight
            weight /= 10
        }
        return milliseconds
    }

    /// Seconds east of UTC.
    mutating func takeOffset() -> Int64? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hours = take(2) else { return nil }
        _ = skip(":")
        guard let minutes = isAtEnd ? 0 : take(2), hours <= 24, minutes < 60 else { return nil }
        return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
}

extension Int64 {
    /// Itself, or the nearest number whose magnitude can be taken.
    fileprivate var clamped: Int64 { Swift.max(self, -Int64.max) }
}
