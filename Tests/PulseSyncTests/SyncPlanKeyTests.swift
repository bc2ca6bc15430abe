import PulseModel
import TestPacing
import Testing

@testable import PulseSync

/// The key counts as refused when the service itself says so, twice in a row, on the list of all conversations.
@Suite("A refused key", .paced)
struct SyncPlanKeyTests {
    private static let refusal = ServiceFailure.unauthorized(ServerWords(message: "revoked"))
    private static let page = ServiceFailure.rejected(status: 401, ServerWords(message: "Sign in"))

    private func list(_ service: Service) -> SyncAsk {
        service == .support ? openList : .conversationList
    }

    /// A bench on which all is well.
    private func bench(_ service: Service, settings: SyncSettings = .steady) -> PlanBench {
        var bench = PlanBench(service, settings: settings)
        bench.begin()
        bench.pass(25_000)
        bench.asked = []
        return bench
    }

    /// A bench whose key was just refused.
    private func stopped(_ service: Service, settings: SyncSettings = .steady) -> PlanBench {
        var bench = bench(service, settings: settings)
        bench.answer = { _ in .failure(Self.refusal) }
        bench.pass(25_000)
        #expect(bench.isKeyRefused)
        bench.asked = []
        return bench
    }

    /// Lets the list of all conversations be answered so, one after the other.
    private func answer(_ service: Service, _ results: [Result<Void, ServiceFailure>], _ bench: inout PlanBench) {
        let list = list(service)
        for result in results {
            bench.answer = { $0 == list ? result : .success(()) }
            let before = bench.times(list).count
            while bench.times(list).count == before { bench.pass(100) }
            bench.pass(50)
        }
    }

    @Test("one 401 stops nothing: the list is asked again after the usual wait", arguments: Service.allCases)
    func once(service: Service) {
        var bench = bench(service)
        answer(service, [.failure(Self.refusal)], &bench)
        #expect(bench.plan.isRunning)
        #expect(bench.plan.health != .fine)
        answer(service, [.success(())], &bench)
        #expect(bench.plan.health == .fine)
        let times = bench.times(list(service)).suffix(2)
        #expect(times.last.map { $0 - (times.first ?? 0) <= 2_200 } == true)
    }

    @Test(
        "only two in a row count: whatever comes between them begins anew",
        arguments: Service.allCases,
        [
            Result<Void, ServiceFailure>.success(()), .failure(page), .failure(.timedOut(after: 10)),
            .failure(.forbidden(ServerWords())), .failure(.server(status: 500, ServerWords())),
        ]
    )
    func inARow(service: Service, between: Result<Void, ServiceFailure>) {
        var bench = bench(service)
        answer(service, [.failure(Self.refusal), between, .failure(Self.refusal), between], &bench)
        #expect(bench.plan.isRunning && bench.keyReads == 1)
        answer(service, [.failure(Self.refusal), .failure(Self.refusal)], &bench)
        #expect(bench.isKeyRefused)
    }

    @Test("a refused key stops all but the list, which is asked every minute", arguments: Service.allCases)
    func stops(service: Service) {
        var bench = stopped(service)
        #expect(!bench.plan.isRunning)
        bench.pass(600_000)
        #expect(bench.asked.allSatisfy { $0.ask == list(service) }, "\(bench.asked)")
        let times = bench.asked.map(\.at)
        #expect((9...10).contains(times.count))
        #expect(zip(times.dropFirst(), times).allSatisfy { abs($0 - $1 - 60_000) <= 20 }, "\(times)")
        #expect(bench.keyReads == 1 && bench.isKeyRefused)
    }

    @Test("what a person opens, or what a send or a stream ends with, does not hasten the list of a refused key")
    func unhurried() {
        for service in Service.allCases {
            var bench = stopped(service)
            let conversation = ConversationID(rawValue: 1)
            for _ in 0..<50 {
                bench.plan.conversationWasOpened(conversation, at: bench.now)
                bench.plan.sendEnded(status: .open, at: bench.now)
                bench.plan.answerEnded(in: conversation, wantsTitle: true, at: bench.now)
                bench.pass(1_000)
            }
            #expect(bench.asked.count <= 1, "\(bench.asked)")
        }
    }

    @Test("these minutes are jittered by a tenth")
    func jitter() {
        var bench = stopped(.support, settings: SyncSettings())
        bench.pass(3_600_000)
        let times = bench.times(openList)
        let waits = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(waits.allSatisfy { $0 >= 54_000 && $0 <= 66_100 })
        #expect(Set(waits).count > 20)
    }

    @Test("no other call stops the account, whatever it is answered and how often", arguments: Service.allCases)
    func others(service: Service) {
        let list = list(service)
        var bench = bench(service)
        bench.answer = { $0 == list ? .success(()) : .failure(Self.refusal) }
        bench.pass(600_000)
        #expect(bench.plan.isRunning && bench.keyReads == 1)
        #expect(bench.plan.health == .fine)
        #expect(bench.times(list).count >= (service == .support ? 140 : 29))
    }

    @Test("a page with a 401 says nothing of the key, however often it comes", arguments: Service.allCases)
    func pages(service: Service) {
        var bench = bench(service)
        bench.answer = { _ in .failure(Self.page) }
        bench.pass(1_200_000)
        #expect(bench.plan.isRunning && bench.keyReads == 1)
        bench.answer = { _ in .success(()) }
        bench.pass(61_000)
        #expect(bench.plan.health == .fine)
    }

    @Test("a success of the list ends the stop, and all else is asked at once", arguments: Service.allCases)
    func taken(service: Service) {
        var bench = stopped(service)
        bench.answer = { _ in .success(()) }
        while bench.asked.isEmpty { bench.pass(100) }
        let wanted = Set(bench.plan.entries.keys)
        bench.pass(2_500)
        #expect(bench.plan.isRunning && bench.keyReads == 1)
        #expect(bench.plan.health == .fine)
        #expect(Set(bench.asked.map(\.ask)) == wanted)
    }

    @Test("while the key is refused other failures of the list do not set the rest going", arguments: Service.allCases)
    func stillRefused(service: Service) {
        var bench = stopped(service)
        bench.answer = { _ in .failure(.notReached(.refused, detail: "")) }
        bench.pass(300_000)
        #expect(bench.isKeyRefused)
        #expect(bench.asked.allSatisfy { $0.ask == list(service) })
        bench.answer = { _ in .success(()) }
        bench.pass(70_000)
        #expect(bench.plan.health == .fine)
    }

    @Test("Ctrl-R reads the key again; the list is asked with it first, then all else", arguments: Service.allCases)
    func keyReadAgain(service: Service) throws {
        var bench = stopped(service)
        bench.answer = { _ in .success(()) }
        bench.plan.pollWasWanted(at: bench.now)
        bench.act()
        #expect(bench.keyReads == 2)
        #expect(!bench.plan.isRunning)
        #expect(bench.asked.map(\.ask) == [list(service)])
        let wanted = Set(bench.plan.entries.keys)
        bench.pass(2_500)
        #expect(bench.plan.isRunning)
        #expect(bench.plan.health == .fine)
        #expect(Set(bench.asked.map(\.ask)) == wanted)
    }

    @Test("a key that is read again and refused again is used for nothing but the list", arguments: Service.allCases)
    func refusedAgain(service: Service) {
        var bench = stopped(service)
        bench.plan.pollWasWanted(at: bench.now)
        bench.act()
        for _ in 0..<40 {
            bench.pass(100)
            #expect(!bench.plan.isRunning)
        }
        #expect(bench.isKeyRefused && bench.keyReads == 2)
        // The second try comes after the usual wait.
        #expect(bench.times(list(service)).count == 2)
        bench.pass(300_000)
        #expect(bench.asked.allSatisfy { $0.ask == list(service) })
        #expect((6...7).contains(bench.asked.count))
    }

    @Test("a new key with which the list has another trouble lets the rest go on", arguments: Service.allCases)
    func otherTrouble(service: Service) {
        let list = list(service)
        var bench = stopped(service)
        bench.plan.pollWasWanted(at: bench.now)
        bench.answer = { $0 == list ? .failure(.forbidden(ServerWords())) : .success(()) }
        bench.act()
        bench.pass(2_500)
        #expect(bench.plan.isRunning)
        #expect(Set(bench.asked.map(\.ask)) == Set(bench.plan.entries.keys))
    }

    @Test("Ctrl-R after the first 401 reads the key as well, as the words there say", arguments: Service.allCases)
    func keyReadAfterOne(service: Service) {
        var bench = bench(service)
        answer(service, [.failure(Self.refusal)], &bench)
        bench.answer = { _ in .success(()) }
        bench.plan.pollWasWanted(at: bench.now)
        bench.act()
        #expect(bench.keyReads == 2)
        bench.pass(2_500)
        #expect(bench.plan.health == .fine)
    }

    @Test("Ctrl-R while all is well, or another call is refused, leaves the key that works in use")
    func keyLeft() {
        var bench = bench(.support)
        bench.answer = { $0 == .widgets ? .failure(Self.refusal) : .success(()) }
        bench.pass(300_000)
        bench.plan.pollWasWanted(at: bench.now)
        bench.act()
        #expect(bench.keyReads == 1 && bench.plan.isRunning)
    }

    @Test("a refusal that comes late, of a call with the key before, says nothing of the key")
    func lateRefusal() throws {
        var bench = bench(.support)
        answer(.support, [.failure(Self.refusal)], &bench)
        bench.answer = { _ in nil }
        bench.pass(2_100)
        let flight = try #require(bench.plan.entries[openList]?.flight)
        bench.answer = { _ in .success(()) }
        bench.plan.keyWasWanted(at: bench.now)
        bench.act()
        bench.plan.failed(SyncTicket(number: flight.ticket, ask: openList), Self.refusal, at: bench.now)
        bench.pass(2_500)
        #expect(bench.plan.health == .fine)
        #expect(bench.plan.isRunning)
    }

    @Test("a wish to ask now that comes while the refused key is still in use reads the key again, once")
    func wishBeforeRefusal() {
        var plan = SyncPlan(service: .assistant, settings: .steady, seed: 1)
        var now = PlanBench(.assistant).now
        plan.started(at: now)
        expect(plan.actions(at: now), is: [.readKey])
        plan.keyCame(at: now)
        let former = Self.tickets(&plan, now)
        #expect(former.contains { $0.ask == .conversationList })
        now.pass(3_000)
        plan.pollWasWanted(at: now)
        for ticket in former { plan.failed(ticket, Self.refusal, at: now) }
        #expect(plan.health == .starting)
        expect(plan.actions(at: now), is: [.readKey])
        plan.keyCame(at: now)
        now.pass(1_000)
        for _ in 1...2 {
            let latter = Self.tickets(&plan, now)
            #expect(latter.map(\.ask) == [.conversationList])
            for ticket in latter { plan.failed(ticket, Self.refusal, at: now) }
            now.pass(2_000)
        }
        expect(plan.actions(at: now), is: [])
        #expect(!plan.isRunning)
    }

    @Test("a wish to ask now that was followed by an answer is fulfilled")
    func wishFulfilled() {
        var bench = bench(.assistant)
        bench.plan.pollWasWanted(at: bench.now)
        bench.act()
        bench.pass(5_000)
        bench.answer = { _ in .failure(Self.refusal) }
        bench.pass(25_000)
        #expect(bench.isKeyRefused && bench.keyReads == 1)
    }

    private static func tickets(_ plan: inout SyncPlan, _ now: DeskMoment) -> [SyncTicket] {
        plan.actions(at: now).compactMap { if case .ask(let ticket) = $0 { ticket } else { nil } }
    }

    @Test("a refused key that cannot be read again is missing; the next one is tried with the list alone")
    func missingAfterRefusal() {
        var bench = stopped(.support)
        bench.plan.pollWasWanted(at: bench.now)
        expect(bench.plan.actions(at: bench.now), is: [.readKey])
        bench.plan.keyWasMissing("locked", at: bench.now)
        #expect(bench.plan.health == .noKey("locked"))
        bench.pass(301_000)
        #expect(bench.keyReads == 2 && !bench.plan.isRunning)
        #expect(Set(bench.asked.map(\.ask)) == [openList])
    }
}

extension DeskMoment {
    fileprivate mutating func pass(_ milliseconds: Int64) {
        awake += milliseconds
        continuous += milliseconds
        wall = wall.adding(milliseconds: milliseconds)
    }
}
