/// What happens to a document between its coming and its first retrieval.
struct Indexing: Sendable {
    enum Status: String, Sendable {
        case waiting, parsing, cleaning, splitting, indexing, completed
    }

    /// The seconds after which each stage ends, before the pace is applied.
    private static let ends: [(Status, Double)] = [
        (.waiting, 0.4), (.parsing, 0.8), (.cleaning, 1.2), (.splitting, 1.6),
    ]

    /// The chunks that it makes.
    let pieces: [String]
    /// How long making them takes, before the pace is applied.
    let seconds: Double
    private let start = ContinuousClock.now
    /// Whole seconds since 1970.
    private let startedAt: Int64
    private let pace: Double
    private(set) var status = Status.waiting
    private(set) var completedPieces = 0

    /// Begins.
    init(_ pieces: [String], seconds: Double? = nil, pace: Double, at now: Int64) {
        self.pieces = pieces
        self.seconds = seconds ?? min(4, Double(pieces.count) * 0.25)
        self.pace = pace
        startedAt = now
    }

    /// One that has ended long ago.
    init(done pieces: [String], at now: Int64) {
        self.init(pieces, pace: 0, at: now)
        (status, completedPieces) = (.completed, pieces.count)
    }

    /// Goes on to where it is by now; gives whether the chunks are to be made, once.
    mutating func advance() -> Bool {
        guard status != .completed else { return false }
        let passed = pace > 0 ? (ContinuousClock.now - start) / .seconds(1) / pace : .infinity
        return advance(to: passed)
    }

    /// Goes on to so many seconds after the start, before the pace is applied.
    mutating func advance(to passed: Double) -> Bool {
        guard status != .completed else { return false }
        if let stage = Indexing.ends.first(where: { passed < $0.1 }) {
            status = stage.0
            return false
        }
        let begin = Indexing.ends[3].1
        guard passed < begin + seconds else {
            (status, completedPieces) = (.completed, pieces.count)
            return true
        }
        status = .indexing
        completedPieces = Int((passed - begin) / seconds * Double(pieces.count))
        return false
    }

    /// The second in which a stage ended; nil before.
    private func end(of stage: Int) -> JSON {
        let order: [Status] = [.waiting, .parsing, .cleaning, .splitting, .indexing, .completed]
        guard let now = order.firstIndex(of: status), now > stage else { return .null }
        let passed = stage < 4 ? Indexing.ends[stage].1 : Indexing.ends[3].1 + seconds
        return .int(startedAt + Int64(passed * pace))
    }

    /// The state of a document as the service tells it.
    func json(of document: String, segments: Int) -> JSON {
        let isSplit = status == .indexing || status == .completed
        let total = status == .completed ? segments : isSplit ? pieces.count : 0
        return [
            "id": .string(document), "indexing_status": .string(status.rawValue), "processing_started_at": end(of: 0),
            "parsing_completed_at": end(of: 1), "cleaning_completed_at": end(of: 2),
            "splitting_completed_at": end(of: 3), "completed_at": end(of: 4), "paused_at": nil, "error": nil,
            "stopped_at": nil, "completed_segments": .int(Int64(min(completedPieces, total))),
            "total_segments": .int(Int64(total)),
        ]
    }
}
