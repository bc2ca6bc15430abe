/// What one request has to suffer.
struct FaultOutcome: Sendable, Equatable {
    var slow = false
    /// 401, 429 or 500, before anything is stored.
    var refusal: Fault?
    /// Lost reply or silence, after what was sent is stored.
    var vanishing: Fault?
    var cutUpload = false
    var cutStream = false
    var html = false
    var wrongJSON = false
    var halfUTF8 = false
}

/// Decides which request suffers from which fault; the same seed decides the same.
struct FaultPlan: Sendable {
    var faults: Set<Fault> = []
    /// Every how many requests faults act: 1 is all, 3 every third.
    var rate = 1
    var scope: FaultScope = .natural
    private let phase: UInt64
    private var counter: UInt64 = 0

    init(seed: UInt64) {
        phase = SeededGenerator.mixed(seed)
    }

    /// Counts a request and says what happens to it.
    mutating func outcome(stores: Bool) -> FaultOutcome {
        var outcome = FaultOutcome()
        guard !faults.isEmpty, scope == .natural || scope == .all || (scope == .sends) == stores else { return outcome }
        let every = UInt64(max(1, rate))
        let turn = counter / every
        let acts = (counter &+ phase % every) % every == 0
        counter += 1
        guard acts else { return outcome }
        outcome.slow = faults.contains(.slow)
        outcome.refusal = turnOf([.unauthorized, .tooManyRequests, .serverError], turn)
        if stores || scope == .all || scope == .reads {
            outcome.vanishing = turnOf([.lostReply, .silent], turn)
        }
        outcome.cutUpload = faults.contains(.cutUpload)
        outcome.cutStream = faults.contains(.cutStream)
        outcome.html = faults.contains(.html)
        outcome.wrongJSON = faults.contains(.wrongJSON) && !outcome.html
        outcome.halfUTF8 = faults.contains(.halfUTF8)
        return outcome
    }

    private func turnOf(_ group: [Fault], _ turn: UInt64) -> Fault? {
        let set = group.filter(faults.contains)
        return set.isEmpty ? nil : set[Int(turn % UInt64(set.count))]
    }
}
