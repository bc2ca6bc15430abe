import PulseModel

/// When, by the server's clock, it can have stored a message of ours that left.
struct SendWindow: Hashable {
    /// Milliseconds that two clocks or two roundings of one moment may differ.
    static let slack: Int64 = 2_000

    var firstLeft: Timestamp
    var lastLeft: Timestamp
    /// Milliseconds for which it may have been on its way.
    var limit: Int64

    func contains(_ moment: Timestamp) -> Bool {
        moment >= firstLeft.adding(milliseconds: -Self.slack)
            && moment <= lastLeft.adding(milliseconds: limit + Self.slack)
    }

    /// The same as a condition of a statement; each parameter is a column or an expression, in milliseconds.
    static func sql(_ moment: String, firstLeft: String, lastLeft: String, limit: String) -> String {
        "\(moment) >= \(firstLeft) - \(slack) AND \(moment) <= \(lastLeft) + \(slack) + \(limit)"
    }
}

extension SendWindow {
    /// Nil for a message that never left.
    init?(firstLeft: Timestamp?, lastLeft: Timestamp?, limit: Int64) {
        guard let lastLeft else { return nil }
        self.init(firstLeft: firstLeft ?? lastLeft, lastLeft: max(firstLeft ?? lastLeft, lastLeft), limit: limit)
    }
}
