/// Measured values of one kind, in milliseconds unless the name says otherwise.
struct Samples {
    private var values: [Double] = []

    mutating func add(_ value: Double) {
        values.append(value)
    }

    var isEmpty: Bool { values.isEmpty }
    var count: Int { values.count }

    /// The value that this share of all lies at or below.
    func percentile(_ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.down)))]
    }

    var median: Double { percentile(0.5) }
}
