/// The offsets of a time zone as plain numbers, so that local time is arithmetic and needs no library.
public struct ZoneOffsets: Hashable, Sendable {
    /// From this moment on the offset holds.
    public struct Transition: Hashable, Sendable {
        /// Seconds since 1970, UTC.
        public var from: Int64
        /// Seconds east of UTC.
        public var offset: Int64

        /// A change of the offset.
        public init(from: Int64, offset: Int64) {
            self.from = from
            self.offset = offset
        }
    }

    /// The offset before the first transition, in seconds east of UTC.
    public var base: Int64
    /// Ascending by time.
    public var transitions: [Transition]

    /// A zone; UTC by default.
    public init(base: Int64 = 0, transitions: [Transition] = []) {
        self.base = base
        self.transitions = transitions
    }

    /// Seconds east of UTC at a moment.
    public func offset(at moment: Timestamp) -> Int64 {
        let seconds = moment.seconds
        return transitions.last { $0.from <= seconds }?.offset ?? base
    }
}
