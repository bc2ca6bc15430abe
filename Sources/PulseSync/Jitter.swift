/// A small seeded generator, so that a test can repeat what it saw.
struct Jitter: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A wait that is up to so many percent shorter or longer.
    mutating func around(_ wait: Int64, percent: Int64) -> Int64 {
        let span = wait * percent / 100
        guard span > 0 else { return wait }
        return wait + Int64.random(in: -span...span, using: &self)
    }
}
