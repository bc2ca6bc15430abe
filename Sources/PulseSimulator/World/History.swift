/// The exchanges of one conversation, oldest first: those made from a seed, then those stored.
struct History: Sendable {
    var generated: GeneratedHistory?
    private(set) var stored: [ExchangeRecord] = []

    init(_ stored: [ExchangeRecord] = [], generated: GeneratedHistory? = nil) {
        self.stored = stored
        self.generated = generated
    }

    var count: Int { (generated?.count ?? 0) + stored.count }

    /// The exchange at a place, oldest first.
    subscript(index: Int) -> ExchangeRecord {
        if let generated, index < generated.count { return generated.exchange(at: index) }
        return stored[index - (generated?.count ?? 0)]
    }

    /// The second of the exchange at a place, without making the exchange.
    func second(at index: Int) -> Int64 {
        if let generated, index < generated.count { return generated.seconds[index] }
        return stored[index - (generated?.count ?? 0)].createdAt
    }

    /// The identifier of the exchange at a place.
    func id(at index: Int) -> String {
        if let generated, index < generated.count { return generated.id(at: index) }
        return stored[index - (generated?.count ?? 0)].id
    }

    /// The place of an exchange.
    func index(of id: String) -> Int? {
        if let index = generated?.index(of: id) { return index }
        return stored.lastIndex { $0.id == id }.map { $0 + (generated?.count ?? 0) }
    }

    /// Adds an exchange at its time.
    mutating func add(_ exchange: ExchangeRecord) {
        let place = stored.lastIndex { $0.createdAt <= exchange.createdAt }.map { $0 + 1 } ?? 0
        stored.insert(exchange, at: place)
    }

    /// Changes a stored exchange; does nothing when it is not there.
    mutating func change(_ id: String, _ edit: (inout ExchangeRecord) -> Void) {
        guard let index = stored.lastIndex(where: { $0.id == id }) else { return }
        edit(&stored[index])
    }

    /// The first place whose second is not older than the given.
    func firstIndex(notBefore second: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self.second(at: middle) < second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension History {
    /// One page as the service cuts it.
    struct Page: Sendable {
        /// Oldest second first; the order inside a second is the server's whim.
        var indices: [Int]
        var hasMore: Bool
    }

    /// The newest exchanges strictly older than the second of the cursor.
    ///
    /// The service compares whole seconds, strictly: exchanges that share the cursor's second are skipped for good.
    /// Inside a second the order is mostly reversed, differs with the limit, and which exchanges of the oldest second
    /// make it into a full page follows that order.
    func page(before cursor: Int?, limit: Int) -> Page {
        let end = cursor.map { firstIndex(notBefore: second(at: $0)) } ?? count
        var newestFirst: [Int] = []
        var upper = end
        while upper > 0, newestFirst.count < limit {
            let second = second(at: upper - 1)
            let lower = firstIndex(notBefore: second)
            newestFirst += tied(lower..<upper, limit: limit).prefix(limit - newestFirst.count)
            upper = lower
        }
        var hasMore = false
        if newestFirst.count == limit, let oldest = newestFirst.last {
            hasMore = firstIndex(notBefore: second(at: oldest)) > 0
        }
        return Page(indices: newestFirst.reversed(), hasMore: hasMore)
    }

    /// The exchanges of one second in the order in which the database gives them, newest seconds first.
    private func tied(_ range: Range<Int>, limit: Int) -> [Int] {
        guard range.count > 1 else { return Array(range) }
        return range.map { index -> (key: Int, index: Int) in
            let whim = SeededGenerator.mixed(UInt64(index) &* 31 &+ UInt64(limit))
            return (index * 2 + (whim % 4 == 0 ? 5 : 0), index)
        }
        .sorted { $0.key < $1.key }
        .map(\.index)
    }
}
