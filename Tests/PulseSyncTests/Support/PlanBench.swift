import PulseModel

@testable import PulseSync

/// A plan with a clock that only the test moves.
struct PlanBench {
    var plan: SyncPlan
    var now: DeskMoment
    /// What was asked, and when, in milliseconds since the start.
    var asked: [(at: Int64, ask: SyncAsk)] = []
    var keyReads = 0
    var wakes: [Timestamp] = []
    /// How the service answers; nil never answers.
    var answer: (SyncAsk) -> Result<Void, ServiceFailure>? = { _ in .success(()) }
    /// Milliseconds that an answer takes.
    var trip: Int64 = 10
    private var flights: [(at: Int64, SyncTicket, Result<Void, ServiceFailure>)] = []

    static let start: Int64 = 1_000_000

    init(_ service: Service, settings: SyncSettings = .steady, seed: UInt64 = 1) {
        plan = SyncPlan(service: service, settings: settings, seed: seed)
        now = DeskMoment(
            awake: Self.start,
            continuous: Self.start,
            wall: Timestamp(milliseconds: 1_700_000_000_000)
        )
    }

    /// Milliseconds since the start.
    var time: Int64 { now.awake - Self.start }

    /// Whether the plan counts the key as refused.
    var isKeyRefused: Bool {
        if case .keyRefused = plan.health { true } else { false }
    }

    mutating func begin() {
        plan.started(at: now)
        act()
    }

    /// Lets so many milliseconds pass, in the steps that the plan asks for.
    mutating func pass(_ milliseconds: Int64) {
        let end = now.awake + milliseconds
        while true {
            let landing = flights.map(\.at).min() ?? .max
            let next = min(plan.promisedWake, landing)
            guard next <= end else { break }
            advance(to: max(next, now.awake))
            land()
            act()
        }
        advance(to: end)
        act()
    }

    /// The machine sleeps: only the continuous clock and the wall go on.
    mutating func sleep(_ milliseconds: Int64) {
        now.continuous += milliseconds
        now.wall = now.wall.adding(milliseconds: milliseconds)
        act()
    }

    /// The program stands still.
    mutating func standStill(_ milliseconds: Int64) {
        advance(to: now.awake + milliseconds)
        act()
    }

    mutating func act() {
        for action in plan.actions(at: now) {
            switch action {
            case .readKey:
                keyReads += 1
                plan.keyCame(at: now)
                act()
            case .ask(let ticket):
                asked.append((time, ticket.ask))
                if let result = answer(ticket.ask) { flights.append((now.awake + trip, ticket, result)) }
            case .woke(let since): wakes.append(since)
            }
        }
    }

    /// When this was asked.
    func times(_ ask: SyncAsk) -> [Int64] {
        asked.filter { $0.ask == ask }.map(\.at)
    }

    private mutating func advance(to awake: Int64) {
        let step = awake - now.awake
        now.awake += step
        now.continuous += step
        now.wall = now.wall.adding(milliseconds: step)
    }

    private mutating func land() {
        let landed = flights.filter { $0.at <= now.awake }
        flights.removeAll { $0.at <= now.awake }
        for (_, ticket, result) in landed {
            switch result {
            case .success: plan.succeeded(ticket, at: now)
            case .failure(let failure): plan.failed(ticket, failure, at: now)
            }
        }
    }
}

extension SyncSettings {
    /// The usual values without chance.
    static var steady: SyncSettings {
        var settings = SyncSettings()
        settings.jitter = 0
        return settings
    }
}

let openList = SyncAsk.supportList(.open, widget: nil)
let snoozedList = SyncAsk.supportList(.snoozed, widget: nil)
let resolvedList = SyncAsk.supportList(.resolved, widget: nil)
