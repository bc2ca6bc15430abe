import Foundation
import TestPacing
import Testing

@testable import PulseSimulator

/// Every fault does what its comment says.
@Suite(.paced) struct FaultTests {
    private func body(_ id: String, _ text: String = "Hi") -> String {
        #"{"conversationId": "\#(id)", "content": "\#(text)", "senderType": "agent"}"#
    }

    @Test(arguments: [(Fault.unauthorized, 401), (.tooManyRequests, 429), (.serverError, 500)])
    func `a refusal stores nothing`(_ fault: Fault, _ status: Int) async throws {
        try await withSimulator { simulator in
            let id = await simulator.startConversation(name: "A", text: "hello")
            await simulator.setFaults([fault])
            let reply = await simulator.postSupport(body(id))
            #expect(reply.status == status)
            #expect(reply.headers["retry-after"] == (status == 429 ? "2" : nil))
            let asked = await simulator.ask("hello")
            #expect(asked.status == status)
            #expect(asked.json?["code"] != nil)
            #expect(await simulator.received.isEmpty)
            await simulator.setFaults([])
            #expect(await simulator.postSupport(body(id)).status == 200)
        }
    }

    @Test func `a lost reply is stored once and not a byte comes`() async throws {
        try await withSimulator(faults: [.lostReply]) { simulator in
            let id = await simulator.startConversation(name: "A", text: "hello")
            let reply = await simulator.postSupport(body(id))
            #expect(reply.bytes == 0)
            #expect(!reply.timedOut)
            #expect(await simulator.received.map(\.count) == [1])
            #expect(await simulator.supportRows().first?["lastMessage"]?.text == "Hi")
            let asked = await simulator.ask("[n=3]")
            #expect(asked.bytes == 0)
            #expect(await eventually { await simulator.newestMessages().first?["answer"]?.text == "w0 w1 w2" })
        }
    }

    @Test func `a silent server keeps the connection and stored the message`() async throws {
        try await withSimulator(faults: [.silent]) { simulator in
            let id = await simulator.startConversation(name: "A", text: "hello")
            let reply = await simulator.postSupport(body(id), seconds: 0.5)
            #expect(reply.bytes == 0)
            #expect(reply.timedOut)
            #expect(await simulator.received.map(\.count) == [1])
        }
    }

    @Test func `reads can be lost too when asked for`() async throws {
        try await withSimulator(faults: [.lostReply]) { simulator in
            #expect(await simulator.get("/info").status == 200)
            await simulator.setFaults([.lostReply], scope: .all)
            #expect(await simulator.get("/info").bytes == 0)
            await simulator.setFaults([.serverError], scope: .sends)
            #expect(await simulator.get("/info").status == 200)
            #expect(await simulator.ask("hello").status == 500)
            await simulator.setFaults([.serverError], scope: .reads)
            #expect(await simulator.get("/info").status == 500)
            #expect(await simulator.ask("hello").status == 200)
        }
    }

    @Test func `a cut stream ends in the middle of a frame and its answer is never stored`() async throws {
        try await withSimulator(faults: [.cutStream]) { simulator in
            let reply = await simulator.ask("[n=50]")
            #expect(reply.status == 200)
            #expect(!reply.isComplete)
            #expect(!reply.text.hasSuffix("\n\n"))
            #expect((2...7).contains(reply.events.count))
            #expect(await simulator.newestMessages().first?["answer"]?.text == "")
            #expect(await simulator.get("/info").isComplete)
        }
    }

    @Test func `wrong JSON is JSON of another shape, and broken frames in a stream`() async throws {
        try await withSimulator(faults: [.wrongJSON]) { simulator in
            #expect(await simulator.get("/info").json?["ok"]?.text == "yes")
            let reply = await simulator.ask("[n=10]")
            #expect(reply.events.count < reply.chunks.count)
            #expect(reply.isComplete)
        }
    }

    @Test func `HTML is a page where JSON or a stream was expected`() async throws {
        try await withSimulator(faults: [.html]) { simulator in
            for reply in [await simulator.get("/info"), await simulator.ask("hello")] {
                #expect(reply.headers["content-type"]?.hasPrefix("text/html") == true)
                #expect(reply.text.contains("502 Bad Gateway"))
                #expect(reply.status == 200)
            }
            #expect(await simulator.received.count == 1)
        }
    }

    @Test func `half UTF-8 is invalid, in replies and in frames`() async throws {
        try await withSimulator(faults: [.halfUTF8]) { simulator in
            await simulator.startConversation(name: "A", text: "hello")
            for reply in [
                await simulator.get("/info"), await simulator.ask("[n=3]"),
                await RawClient.get(simulator.support.baseURL + "/conversations", key: simulator.support.key),
            ] {
                #expect(String(validating: reply.body, as: UTF8.self) == nil)
                #expect(reply.isComplete)
            }
        }
    }

    @Test func `slow delays every reply`() async throws {
        try await withSimulator(faults: [.slow], pace: 0.1) { simulator in
            let start = ContinuousClock.now
            #expect(await simulator.get("/info").status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(200))
        }
    }

    @Test func `refusals take turns, and a page takes the status of a refusal`() async throws {
        try await withSimulator(faults: [.tooManyRequests, .serverError]) { simulator in
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(await simulator.get("/info").status) }
            #expect(statuses == [429, 500, 429, 500])
            await simulator.setFaults([.html, .serverError])
            let page = await simulator.get("/info")
            #expect(page.status == 500)
            #expect(page.text.contains("<html>"))
        }
    }

    @Test func `a rate leaves the other requests alone`() async throws {
        try await withSimulator { simulator in
            await simulator.setFaults([.serverError], rate: 3)
            var statuses: [Int] = []
            for _ in 0..<9 { statuses.append(await simulator.get("/info").status) }
            #expect(statuses.filter { $0 == 500 }.count == 3)
            #expect(statuses.filter { $0 == 200 }.count == 6)
        }
    }

    @Test func `a seed decides who suffers`() {
        func run(_ seed: UInt64) -> [FaultOutcome] {
            var plan = FaultPlan(seed: seed)
            plan.faults = [.slow, .lostReply, .serverError]
            plan.rate = 5
            return (0..<50).map { plan.outcome(stores: $0 % 2 == 0) }
        }
        #expect(run(1) == run(1))
        #expect(Set((1...20).map { seed in run(UInt64(seed)).firstIndex { $0.slow } }).count > 1)
    }
}
