import Glibc
package import PulseModel

extension Timestamp {
    /// This machine's wall clock.
    package static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension ZoneOffsets {
    /// This machine's time zone from twenty years ago to two years ahead, read once.
    package static var current: ZoneOffsets {
        tzset()
        let now = Timestamp.now.seconds
        let month: Int64 = 30 * 86_400
        var from = now - 240 * month
        var zone = ZoneOffsets(base: offset(at: from))
        var last = zone.base
        while from < now + 24 * month {
            let to = from + month
            let next = offset(at: to)
            if next != last {
                zone.transitions.append(Transition(from: change(between: from, and: to, before: last), offset: next))
                last = next
            }
            from = to
        }
        return zone
    }

    /// The second at which the offset stops being what it was before.
    private static func change(between from: Int64, and to: Int64, before: Int64) -> Int64 {
        var low = from
        var high = to
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == before { low = middle } else { high = middle }
        }
        return high
    }

    private static func offset(at seconds: Int64) -> Int64 {
        var moment = time_t(seconds)
        var local = tm()
        localtime_r(&moment, &local)
        return Int64(local.tm_gmtoff)
    }
}
