package import PulseModel
package import ScreenKit

/// Times and ages as the screen shows them.
package enum Ages {
    /// How long ago something was, in at most four columns: `now`, `2m`, `5h`, `3d`, `12w`, `2y`.
    package static func short(of moment: Timestamp, in account: AccountID, _ state: State) -> DisplayText {
        short(minutes: minutes(since: moment, in: account, state))
    }

    /// Whole minutes since something was, on the account's clock; the ages of all rows change together, on the minute.
    package static func minutes(since moment: Timestamp, in account: AccountID, _ state: State) -> Int64 {
        let offset = state.accountStates[account]?.clockOffset ?? 0
        let now = Timestamp(milliseconds: state.now.milliseconds / 60_000 * 60_000).adding(milliseconds: offset)
        let moment = Timestamp(milliseconds: moment.milliseconds / 60_000 * 60_000)
        return max(0, now.milliseconds(since: moment) / 60_000)
    }

    /// The words of `short(of:in:_:)` for an age.
    package static func short(minutes: Int64) -> DisplayText {
        guard minutes > 0 else { return "now" }
        let text =
            switch minutes {
            case ..<60: "\(minutes)m"
            case ..<(60 * 24): "\(minutes / 60)h"
            case ..<(60 * 24 * 14): "\(minutes / (60 * 24))d"
            case ..<(60 * 24 * 365): "\(minutes / (60 * 24 * 7))w"
            // A server may claim any time.
            default: "\(min(minutes / (60 * 24 * 365), 999))y"
            }
        return DisplayText(sanitizing: text)
    }

    /// An age in steps: `20 s`, `1 min`, `2 h`.
    package static func stepped(_ milliseconds: Int64) -> String {
        if milliseconds < 60_000 { return "\(milliseconds / 1000) s" }
        if milliseconds < 3_600_000 { return "\(milliseconds / 60_000) min" }
        return "\(milliseconds / 3_600_000) h"
    }

    /// The hour and minute on the person's clock.
    package static func clock(_ moment: Timestamp, _ state: State) -> String {
        let time = LocalTime(moment, zone: state.zone)
        return "\(twoDigits(time.hour)):\(twoDigits(time.minute))"
    }

    /// A day as its line in the thread names it.
    package static func day(_ moment: Timestamp, _ state: State) -> String {
        let day = LocalTime(moment, zone: state.zone)
        let today = LocalTime(state.now, zone: state.zone)
        switch today.dayNumber - day.dayNumber {
        case 0: return "today"
        case 1: return "yesterday"
        case 2...6: return weekdays[day.weekday]
        default:
            let date = "\(weekdays[day.weekday].prefix(3)) \(day.day) \(months[day.month - 1])"
            return day.year == today.year ? date : "\(date) \(day.year)"
        }
    }

    /// The moment data was last fresh, before the first answer of a start: `Mon 14:02`.
    package static func lastSeen(_ moment: Timestamp, _ state: State) -> String {
        let day = LocalTime(moment, zone: state.zone)
        let today = LocalTime(state.now, zone: state.zone)
        let clock = clock(moment, state)
        switch today.dayNumber - day.dayNumber {
        case 0: return clock
        case 1...6: return "\(weekdays[day.weekday].prefix(3)) \(clock)"
        default:
            // A weekday alone would be taken for one of this week.
            let date = "\(day.day) \(months[day.month - 1].prefix(3))"
            return day.year == today.year ? "\(date) \(clock)" : "\(date) \(day.year)"
        }
    }

    /// A moment in full: `Sat 21 Nov 2026 11:24`.
    package static func moment(_ moment: Timestamp, _ state: State) -> String {
        let day = LocalTime(moment, zone: state.zone)
        let date = "\(day.day) \(months[day.month - 1].prefix(3)) \(day.year)"
        return "\(weekdays[day.weekday].prefix(3)) \(date) \(clock(moment, state))"
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
