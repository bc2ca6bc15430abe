/// Numbers that are the same in each run with the same seed.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Numbers of a seed.
    package init(seed: UInt64) {
        // By another factor than the step's, or the numbers of one seed were those of the next one, shifted.
        state = seed &* 0xD134_2543_DE82_EF95 &+ 1
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededRandom {
    /// A number below a bound.
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// Whether one of so many cases is it.
    mutating func oneIn(_ cases: Int) -> Bool { below(cases) == 0 }
}
