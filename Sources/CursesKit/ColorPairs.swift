/// The pairs of colours that were made known to the terminal library, which numbers them.
///
/// A terminal has room for a limited number; when it is used up, the pair most like the wanted one is taken.
struct ColorPairs {
    struct Pair: Hashable {
        /// Numbers of the terminal's colours; -1 is its own standard colour.
        var foreground: Int32
        var background: Int32
    }

    /// How many numbers there are, with 0, which is always the standard pair.
    let capacity: Int32
    private var numbers: [Pair: Int32] = [:]
    private var nextNumber: Int32 = 1

    init(capacity: Int32) {
        self.capacity = capacity
    }

    /// The number of a pair.
    ///
    /// `register` is called when the number is used for the first time.
    mutating func number(of pair: Pair, register: (Int32, Pair) -> Void) -> Int32 {
        if pair == Pair(foreground: -1, background: -1) { return 0 }
        if let known = numbers[pair] { return known }
        guard nextNumber < capacity else {
            let substitute = nearest(to: pair)
            numbers[pair] = substitute
            return substitute
        }
        let number = nextNumber
        nextNumber += 1
        numbers[pair] = number
        register(number, pair)
        return number
    }

    private func nearest(to pair: Pair) -> Int32 {
        var best: Int32 = 0
        var bestDistance = distance(pair, Pair(foreground: -1, background: -1))
        for (other, number) in numbers {
            let distance = distance(pair, other)
            // The number decides between equals, so that the choice does not depend on the dictionary's order.
            if (distance, number) < (bestDistance, best) {
                best = number
                bestDistance = distance
            }
        }
        return best
    }

    private func distance(_ first: Pair, _ second: Pair) -> Int {
        // Text on another background stands out more than text in another colour.
        distance(first.foreground, second.foreground) + 2 * distance(first.background, second.background)
    }

    private func distance(_ first: Int32, _ second: Int32) -> Int {
        if first == second { return 0 }
        let farthest = 1_000_000
        guard let first = UInt8(exactly: first), let second = UInt8(exactly: second) else { return farthest }
        return Palette.components(first).distance(to: Palette.components(second))
    }
}
