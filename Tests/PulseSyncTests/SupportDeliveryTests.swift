import PulseClient
import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Sending to a visitor", .paced)
struct SupportDeliveryTests {
    private func ready(_ desk: SyncDesk) async throws -> ConversationRow {
        try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
        return try #require(try await desk.row(named: "Jane Doe"))
    }

    @Test("a message leaves once, is shown as sent, and is not taken for the visitor's")
    func plain() async throws {
        try await withDesk(only: .support) { desk in
            let row = try await ready(desk)
            let item = try await desk.send("Our team is looking into this.", in: row.id)
            try await eventually("that it is sent") { try await desk.delivery(item) == .sent }
            try await eventually("the row") {
                try await desk.row(row.id)?.snippetIsOurs == true
            }
            #expect(await desk.received("Our team is looking into this.") == 1)
            let others = try await desk.items(row.id).filter {
                if case .observed(let text) = $0.content { text.text.contains("Our team") } else { false }
            }
            #expect(others.isEmpty)
        }
    }

    @Test("messages of one conversation arrive in the order in which they were entered")
    func order() async throws {
        try await withDesk(only: .support) { desk in
            let row = try await ready(desk)
            var items: [ItemID] = []
            for number in 1...5 { items.append(try await desk.send("part \(number)", in: row.id)) }
            try await eventually("that all are sent") {
                for item in items where try await desk.delivery(item) != .sent { return false }
                return true
            }
            let texts = await desk.simulator.received.map(\.text)
            #expect(texts == (1...5).map { "part \($0)" })
        }
    }

    @Test(
        "a reply that is lost is never asked for again; a later look shows that it arrived",
        arguments: [Fault.lostReply, .silent]
    )
    func lostReply(fault: Fault) async throws {
        try await withDesk(only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([fault], scope: .sends)
            let item = try await desk.send("Did this arrive?", in: row.id)
            try await eventually("that it is known to have arrived") {
                guard case .own(let message)? = try await desk.store.item(item)?.content else { return false }
                return message.delivery == .sent && message.confirmedByLook
            }
            #expect(await desk.received("Did this arrive?") == 1)
        }
    }

    @Test("after a 500 nobody knows: the message is unknown, stays so, and what was queued behind it is held")
    func serverError() async throws {
        try await withDesk(only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([.serverError], scope: .sends)
            let item = try await desk.send("first", in: row.id)
            let behind = try await desk.send("second", in: row.id)
            try await eventually("unknown") {
                if case .unknown(.service(.server)) = try await desk.delivery(item) { true } else { false }
            }
            try await eventually("held") { try await desk.delivery(behind) == .held(.behindAnother) }
            await desk.simulator.setFaults([])
            let later = try await desk.send("entered after that", in: row.id)
            try await eventually("the later one") { try await desk.delivery(later) == .sent }
            #expect(await desk.received("first") == 0)
            #expect(await desk.received("second") == 0)
        }
    }

    @Test("a 429 is waited for, and the message is sent once")
    func tooMany() async throws {
        try await withDesk(only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([.tooManyRequests], scope: .sends)
            let item = try await desk.send("patience", in: row.id)
            try await eventually("a try") { await desk.simulator.requests["POST /api/v1/messages"] ?? 0 > 0 }
            await desk.simulator.setFaults([])
            try await eventually("sent") { try await desk.delivery(item) == .sent }
            #expect(await desk.received("patience") == 1)
        }
    }

    /// Waits until the desk's message was turned away, and is to leave again only after a look.
    private func wasTurnedAway(_ desk: SyncDesk) async throws {
        try await eventually("that it was turned away") {
            try await desk.store.unsettled(account: SyncDesk.support).contains {
                $0.needsLook && $0.delivery == .queued
            }
        }
    }

    @Test("a 429 for a message that the server has taken all the same: a look shows it, and it never leaves again")
    func takenAndTurnedAway() async throws {
        var settings = SyncSettings.quick
        // Polls do not show it: the look before it would leave again does.
        settings.openList = 60_000
        settings.otherLists = 60_000
        try await withDesk(settings: settings, only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([.tooManyRequests], scope: .sends)
            let item = try await desk.send("patience", in: row.id)
            try await wasTurnedAway(desk)
            // What the row shows from now on is what it would show if the server had taken it.
            await desk.simulator.visitorWrites("patience", in: try #require(row.remoteID))
            await desk.simulator.setFaults([])
            try await eventually("sent") { try await desk.delivery(item) == .sent }
            #expect(await desk.received("patience") == 0)
            let others = try await desk.items(row.id).filter {
                if case .observed(let text) = $0.content { text.text == "patience" } else { false }
            }
            #expect(others.isEmpty)
        }
    }

    @Test("what was turned away does not leave again while no look can be had")
    func turnedAwayAndBlind() async throws {
        var settings = SyncSettings.quick
        settings.lateLimit = 3_000
        try await withDesk(settings: settings, only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([.tooManyRequests], scope: .all)
            let item = try await desk.send("blind", in: row.id)
            try await wasTurnedAway(desk)
            await desk.simulator.setFaults([.serverError], scope: .reads)
            try await eventually("held") { try await desk.delivery(item) == .held(.late) }
            #expect(await desk.received("blind") == 0)
            _ = try await desk.store.retry(item, at: DeskMoment.now().wall)
            try await eventually("that a key lets it leave") { try await desk.delivery(item) == .sent }
            #expect(await desk.received("blind") == 1)
        }
    }

    @Test("while nobody listens a message stays queued; it is sent once when the server is back")
    func refusedPort() async throws {
        try await withDesk(only: .support) { desk in
            let row = try await ready(desk)
            let port = try #require(desk.simulator.port)
            await desk.simulator.stop()
            let item = try await desk.send("hello again", in: row.id)
            try await eventually("that it fails") {
                if case .failing = desk.log.health(SyncDesk.support) { true } else { false }
            }
            #expect(try await desk.delivery(item) != .sent)
            let again = try await Simulator.start(
                SimulatorOptions(seed: 7, port: port, pace: 0.02, visitorsWrite: false)
            )
            try await eventually("sent") { try await desk.delivery(item) == .sent }
            #expect(await again.received.map(\.count) == [1])
            await desk.sync.shutdown(limit: .milliseconds(100))
            await again.stop()
        }
    }

    @Test("a message that was queued for too long waits for a key, whoever comes back")
    func late() async throws {
        var settings = SyncSettings.quick
        settings.lateLimit = 300
        try await withDesk(settings: settings, only: .support) { desk in
            let row = try await ready(desk)
            let port = try #require(desk.simulator.port)
            await desk.simulator.stop()
            let item = try await desk.send("one moment please", in: row.id)
            try await eventually("held") { try await desk.delivery(item) == .held(.late) }
            let again = try await Simulator.start(
                SimulatorOptions(seed: 7, port: port, pace: 0.02, visitorsWrite: false)
            )
            try await eventually("that it answers") { desk.log.health(SyncDesk.support) == .fine }
            #expect(await again.received.isEmpty)
            #expect(try await desk.delivery(item) == .held(.late))
            await desk.sync.shutdown(limit: .milliseconds(100))
            await again.stop()
        }
    }

    @Test("what a stopped account cannot send stays queued, then waits for a key")
    func stoppedAccount() async throws {
        var settings = SyncSettings.quick
        settings.lateLimit = 2_000
        try await withDesk(settings: settings, only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.revoke(desk.simulator.addresses.support.key)
            try await eventually("that it stopped") {
                if case .keyRefused = desk.log.health(SyncDesk.support) { true } else { false }
            }
            let item = try await desk.send("are you there?", in: row.id)
            #expect(try await desk.delivery(item) == .queued)
            try await eventually("held") { try await desk.delivery(item) == .held(.late) }
            #expect(await desk.received("are you there?") == 0)
        }
    }

    @Test("what came in just before a send stands before it, and the composer is told")
    func lookBefore() async throws {
        var settings = SyncSettings.quick
        settings.openList = 60_000
        try await withDesk(settings: settings, only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.visitorWrites("Never mind!", in: try #require(row.remoteID))
            let item = try await desk.send("I found it.", in: row.id)
            try await eventually("sent") { try await desk.delivery(item) == .sent }
            #expect(desk.log.all.contains(.beforeSend(row.id, .newText)))
            let items = try await desk.items(row.id)
            let theirs = try #require(
                items.firstIndex {
                    if case .observed(let text) = $0.content { text.text == "Never mind!" } else { false }
                }
            )
            let ours = try #require(items.firstIndex { $0.id == item })
            #expect(theirs < ours)
        }
    }

    @Test("a message that was leaving when the desk ended is unknown, and never sent again by itself")
    func shutdownWhileSending() async throws {
        let store = try DeskStore.inMemory(sendLimit: SyncSettings.quick.sendLimit)
        var settings = SyncSettings.quick
        settings.limits.other = .seconds(30)
        settings.openList = 60_000
        try await withDesk(settings: settings, only: .support, store: store) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([.silent], scope: .sends)
            let item = try await desk.send("anyone?", in: row.id)
            try await eventually("that it left") { await desk.received("anyone?") == 1 }
            await desk.sync.shutdown(limit: .milliseconds(50))
            guard case .unknown? = try await desk.delivery(item) else {
                Issue.record("not unknown")
                return
            }
        }
    }

    @Test("a desk that ends during the look before a send leaves the message queued: it never left")
    func shutdownWhileLooking() async throws {
        var settings = SyncSettings.quick
        settings.openList = 60_000
        settings.otherLists = 60_000
        settings.lookLimit = 30_000
        settings.limits.poll = .seconds(30)
        try await withDesk(settings: settings, only: .support) { desk in
            let row = try await ready(desk)
            await desk.simulator.setFaults([.silent], scope: .reads)
            let before = await desk.simulator.requests.values.reduce(0, +)
            let item = try await desk.send("not yet", in: row.id)
            try await eventually("the look") { await desk.simulator.requests.values.reduce(0, +) > before }
            await desk.sync.shutdown(limit: .milliseconds(50))
            #expect(try await desk.delivery(item) == .queued)
            #expect(await desk.received("not yet") == 0)
        }
    }
}
