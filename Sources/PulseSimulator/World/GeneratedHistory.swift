/// A long history that is made when it is asked for, so that it costs no memory.
struct GeneratedHistory: Sendable {
    let seed: UInt64
    /// The second of each exchange, oldest first.
    let seconds: [Int64]

    var count: Int { seconds.count }

    /// A history with many exchanges in one second, that ends at the given one.
    ///
    /// The very oldest second holds 30 exchanges, so that pages of 20 split it. From number 5,000 on, 250 share one
    /// second: more than any page holds. About a third of all others share their second with a neighbour.
    init(seed: UInt64, count: Int, end: Int64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed)
        var second: Int64 = 0
        var seconds: [Int64] = []
        seconds.reserveCapacity(count)
        for index in 0..<count {
            let tied = (1..<30).contains(index) || (5001..<5250).contains(index) || generator.next() % 3 == 0
            if !tied || index == 30 || index == 5250 { second += 1 + Int64(generator.next() % 900) }
            seconds.append(second)
        }
        self.seconds = seconds.map { $0 - second + end }
    }

    /// The identifier of an exchange: it holds the place, mixed with the seed.
    func id(at index: Int) -> String {
        let number = UInt64(index)
        return SeededGenerator.uuid(
            SeededGenerator.mixed(seed &+ number),
            (number ^ mask) | (SeededGenerator.mixed(seed ^ number) << 48)
        )
    }

    private var mask: UInt64 { SeededGenerator.mixed(seed) & 0xFFFF_FFFF_FFFF }

    /// The place of an identifier that this history made, else nil.
    func index(of id: String) -> Int? {
        guard let low = UInt64(id.suffix(12), radix: 16) else { return nil }
        let number = low ^ mask
        guard number < UInt64(count), self.id(at: Int(number)) == id else { return nil }
        return Int(number)
    }

    /// The exchange at a place.
    func exchange(at index: Int) -> ExchangeRecord {
        var generator = SeededGenerator(seed: seed &+ UInt64(index) &* 7919)
        let topic = generator.pick(CannedAnswers.topics)
        var answer = "Answer \(index + 1). \(topic.answer)"
        if generator.next() % 7 == 0 { answer += "\n\n" + CannedAnswers.code }
        if generator.next() % 11 == 0 { answer += "\n\n" + CannedAnswers.manyScripts }
        return ExchangeRecord(
            id: id(at: index),
            query: "Question \(index + 1): \(topic.question)",
            answer: answer,
            createdAt: seconds[index]
        )
    }
}
