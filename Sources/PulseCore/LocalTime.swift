package import PulseModel

/// A moment on the wall clock of the person, by arithmetic on the Gregorian calendar.
package struct LocalTime: Hashable, Sendable {
    /// By the Gregorian calendar.
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int
    /// 0 is Monday.
    package var weekday: Int
    /// 0 to 23.
    package var hour: Int
    /// 0 to 59.
    package var minute: Int
    /// Days since 1 January 1970, local.
    package var dayNumber: Int

    /// The wall clock at a moment.
    package init(_ moment: Timestamp, zone: ZoneOffsets) {
        let local = moment.seconds.addingReportingOverflow(zone.offset(at: moment)).partialValue
        let days = Self.floorDivide(local, 86_400)
        let second = Int(local - days * 86_400)
        dayNumber = Int(days)
        hour = second / 3600
        minute = second % 3600 / 60
        weekday = Int(Self.floorModulo(days + 3, 7))

        // Days to a date in eras of 400 years that begin on 1 March, so that the leap day comes last.
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
        month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }

    private static func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
        value - floorDivide(value, divisor) * divisor
    }
}
