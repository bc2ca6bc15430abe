import PulseModel
import PulseSimulator
import TestPacing
import Testing

@testable import PulseClient

/// Each fault of the simulator, and each two of them together: every call ends, and ends as what it is.
@Suite("Faults in pairs", .serialized, .timeLimit(.minutes(20)), .paced)
struct FaultPairTests {
    /// All faults, the one that a client waits for first: only its pairs need short limits.
    static let order = [Fault.silent] + Fault.allCases.filter { $0 != .silent }

    /// A fault alone and in pairs with those that come after it.
    private static func combinations(of fault: Fault) -> [Set<Fault>] {
        order.drop { $0 != fault }.map { [fault, $0] }
    }

    /// Whether a failure is the refusal that one of the faults stands for.
    private func isRefusal(_ failure: ServiceFailure?, of faults: Set<Fault>) -> Bool {
        switch failure {
        case .unauthorized: faults.contains(.unauthorized) && !faults.contains(.html)
        // A page says nothing of the key.
        case .rejected(401, _): faults.isSuperset(of: [.unauthorized, .html])
        case .busy(429, 2000, _): faults.contains(.tooManyRequests)
        case .server(500, _): faults.contains(.serverError)
        default: false
        }
    }

    private func refuses(_ faults: Set<Fault>) -> Bool {
        !faults.isDisjoint(with: [.unauthorized, .tooManyRequests, .serverError])
    }

    /// Does work against a simulator once for each combination of a fault.
    ///
    /// Limits are short only where silence leaves the work's calls without an answer.
    private func eachCombination(
        of fault: Fault,
        waitsForAnswers: Bool = true,
        _ work: (SimulatedDesk, Set<Fault>) async throws -> Void
    ) async throws {
        let limits =
            fault == .silent && waitsForAnswers
            ? TimeLimits(model: .milliseconds(400), other: .milliseconds(400)) : TimeLimits()
        let options = SimulatorOptions(scenario: .empty, pace: 0.02, visitorsWrite: false)
        try await SimulatedDesk.run(options, limits: limits) { desk in
            await desk.simulator.startConversation(text: "Hello?")
            for faults in Self.combinations(of: fault) {
                await desk.simulator.setFaults(faults)
                try await work(desk, faults)
            }
        }
    }

    @Test("there are 66 of them")
    func count() {
        #expect(Set(Self.order.flatMap(Self.combinations)).count == 66)
    }

    @Test("a list is read, refused or malformed", arguments: order)
    func lists(_ fault: Fault) async throws {
        try await eachCombination(of: fault, waitsForAnswers: false) { desk, faults in
            // A list with a row, so that a damaged string is a value and not a key.
            await desk.simulator.setFaults([])
            _ = try await desk.assistant.ask(query: "[n=1]")
            await desk.simulator.setFaults(faults)
            for _ in 0..<2 {
                let support = await failure { () throws(ServiceFailure) in
                    let listing = try await desk.support.conversations().value
                    #expect(listing.sentRows > 0)
                }
                let assistant = await failure { () throws(ServiceFailure) in
                    try await desk.assistant.conversations()
                }
                for failure in [support, assistant] {
                    if refuses(faults) {
                        #expect(isRefusal(failure, of: faults), "\(String(describing: failure))")
                    } else if faults.contains(.html) || faults.contains(.wrongJSON) {
                        guard case .malformed = failure else {
                            Issue.record("\(String(describing: failure))")
                            continue
                        }
                    } else {
                        #expect(failure == nil)
                    }
                }
            }
        }
    }

    @Test("a message is sent, refused or unknown, and told so truly", arguments: order)
    func sends(_ fault: Fault) async throws {
        try await eachCombination(of: fault) { desk, faults in
            await desk.simulator.setFaults([])  // for this one look
            let row = try #require(try await desk.support.conversations().value.rows.first)
            await desk.simulator.setFaults(faults)
            for number in 0..<2 {
                let text = "message \(number) \(faults.map(\.rawValue).sorted())"
                let failure = await failure { () throws(ServiceFailure) in
                    try await desk.support.sendMessage(conversationID: row.id, content: text)
                }
                let stored = await desk.simulator.received.filter { $0.text == text }.map(\.count)
                switch failure?.deliveryVerdict {
                case nil: #expect(stored == [1])
                case .refused, .retry: #expect(stored.isEmpty)
                case .unknown: #expect(stored.isEmpty || stored == [1])
                }
                if refuses(faults) {
                    #expect(isRefusal(failure, of: faults), "\(String(describing: failure))")
                } else if !faults.isDisjoint(with: [.lostReply, .silent]) {
                    switch failure {
                    case .broken: #expect(faults.contains(.lostReply))
                    case .timedOut: #expect(faults.contains(.silent))
                    default: Issue.record("\(String(describing: failure))")
                    }
                } else if faults.contains(.html) || faults.contains(.wrongJSON) {
                    guard case .malformed = failure else {
                        Issue.record("\(String(describing: failure))")
                        continue
                    }
                } else {
                    #expect(failure == nil)
                }
            }
        }
    }

    @Test("a question ends in exactly one way", arguments: order)
    func streams(_ fault: Fault) async throws {
        try await eachCombination(of: fault) { desk, faults in
            let stream: AnswerStream
            do throws(ServiceFailure) {
                stream = try await desk.assistant.stream(query: "[n=12]")
            } catch {
                let failure = error
                if refuses(faults) {
                    #expect(isRefusal(failure, of: faults), "\(failure)")
                } else {
                    #expect(!faults.isDisjoint(with: [.lostReply, .silent, .html]), "\(failure)")
                    #expect(failure.deliveryVerdict == .unknown)
                }
                return
            }
            #expect(!refuses(faults))
            let (answer, _) = await collect(stream)
            #expect(answer.end != nil)
            #expect(answer.start != nil || answer.questionFailure != nil)
            if faults.isDisjoint(with: [.cutStream, .wrongJSON, .lostReply, .silent, .html]) {
                #expect(answer.end == .finished)
                #expect(answer.malformedFrames == 0)
                #expect(answer.text.contains("w11"))
            }
            if faults.contains(.cutStream), faults.isDisjoint(with: [.lostReply, .silent, .html]) {
                guard case .interrupted = answer.end else {
                    Issue.record("\(String(describing: answer.end))")
                    return
                }
            }
            if faults.contains(.wrongJSON), faults.isDisjoint(with: [.lostReply, .silent, .html, .cutStream]) {
                #expect(answer.malformedFrames > 0)
            }
        }
    }

    @Test("a blocking question ends too", arguments: order)
    func blocking(_ fault: Fault) async throws {
        try await eachCombination(of: fault) { desk, faults in
            let failure = await failure { () throws(ServiceFailure) in
                try await desk.assistant.ask(query: "[n=3]")
            }
            if refuses(faults) {
                #expect(isRefusal(failure, of: faults), "\(String(describing: failure))")
            } else if faults.isDisjoint(with: [.lostReply, .silent, .html, .wrongJSON]) {
                #expect(failure == nil)
            } else {
                #expect(failure?.deliveryVerdict == .unknown)
            }
        }
    }
}
