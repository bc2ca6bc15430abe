import PulseClient
import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Limits that two parts have to agree on", .paced)
struct TimeLimitTests {
    @Test("a text that the server stores late, but while it may be waited for, is never taken for the visitor's")
    func storedLate() async throws {
        var settings = SyncSettings.quick
        settings.limits = TimeLimits(other: .seconds(120))
        // The look before the send is not what is slow here.
        settings.lookLimit = 10
        let text = "This takes a while."
        try await withDesk(settings: settings, only: .support, pace: 0.3) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let row = try #require(try await desk.row(named: "Jane Doe"))
            await desk.simulator.setFaults([.slow, .lostReply], scope: .sends)
            let item = try await desk.send(text, in: row.id)
            try await eventually("that it left") { await desk.simulator.requests["POST /api/v1/messages"] == 1 }
            // By the servers' clock the message is stored a minute and a half after it left.
            await desk.simulator.setClock(offset: 90_000)
            try await eventually("that it is known to have arrived") {
                guard case .own(let message)? = try await desk.store.item(item)?.content else { return false }
                return message.delivery == .sent && message.confirmedByLook
            }
            let others = try await desk.items(row.id).filter {
                if case .observed(let observed) = $0.content { observed.text == text } else { false }
            }
            #expect(others.isEmpty)
            #expect(await desk.received(text) == 1)
        }
    }

    @Test("a send is given up within what the store takes for its longest way", arguments: [1, 30, 120, 600])
    func longestWay(seconds: Int) {
        let limits = TimeLimits(other: .seconds(seconds))
        #expect(limits.longestSend == limits.other + limits.body)
    }
}
