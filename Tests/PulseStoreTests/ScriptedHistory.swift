import PulseModel
import PulseStore

/// A history on a server that compares whole seconds, strictly, and orders the messages of one second as it likes.
struct ScriptedHistory {
    private(set) var records: [ExchangeRecord] = []
    private var second: Int64 = 1000
    private let prefix: String

    init(prefix: String = "m") {
        self.prefix = prefix
    }

    /// The server's clock.
    var now: Timestamp { Timestamp(seconds: second) }

    /// Lets time pass.
    mutating func wait(_ seconds: Int64) {
        second += seconds
    }

    /// A message of somebody, now.
    @discardableResult
    mutating func add(_ query: String? = nil, answer: String = "A") -> ExchangeRecord {
        let number = records.count
        let record = ExchangeRecord(
            id: "\(prefix)\(number)",
            query: query ?? "q\(number)",
            answer: answer,
            status: "normal",
            createdAt: now
        )
        records.append(record)
        return record
    }

    /// What the server answers: the newest of what is strictly older than the cursor's second, oldest first.
    func page(
        _ request: HistoryPage.Request,
        of conversation: ConversationID,
        using random: inout SeededRandom
    ) -> HistoryPage {
        let limit: Int
        var candidates = records
        switch request {
        case .newest(let count), .wider(let count):
            limit = count
        case .older(let cursor, let count):
            limit = count
            let bound = records.first { $0.id == cursor }?.createdAt ?? Timestamp(seconds: 0)
            candidates = records.filter { record in record.createdAt.map { $0 < bound } ?? false }
        }
        let shuffled = candidates.shuffled(using: &random).sorted { older($1, $0) }
        let page = Array(shuffled.prefix(limit)).shuffled(using: &random).sorted(by: older)
        return HistoryPage(conversation: conversation, records: page, request: request, isFull: page.count == limit)
    }

    private func older(_ left: ExchangeRecord, _ right: ExchangeRecord) -> Bool {
        (left.createdAt?.seconds ?? 0) < (right.createdAt?.seconds ?? 0)
    }
}

/// Numbers that are the same in each run.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
