import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Polling a support account", .paced)
struct SupportSyncTests {
    @Test("the first sync is the base: rows are there, all read, and no bell rings")
    func base() async throws {
        try await withDesk(only: .support) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let rows = try await desk.store.rows().rows
            #expect(rows.count > 3)
            #expect(rows.allSatisfy { !$0.isUnread })
            #expect(desk.log.changes.allSatisfy { $0.arrived.isEmpty })
            #expect(desk.log.health(SyncDesk.support) == .fine)
            try await eventually("widgets") { desk.log.changes.contains { !$0.widgets.isEmpty } }
        }
    }

    @Test("what a visitor writes is reported as a row, an item and an arrival")
    func visitorWrites() async throws {
        try await withDesk(only: .support) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let row = try #require(try await desk.row(named: "Jane Doe"))
            desk.log.clear()
            await desk.simulator.visitorWrites("Are you still there?", in: try #require(row.remoteID))
            try await eventually("the text") {
                desk.log.items(row.id).values.contains {
                    $0.content == .observed(ObservedText(text: "Are you still there?", name: "Jane Doe"))
                }
            }
            try await eventually("the arrival") { desk.log.hasArrived(in: row.id) }
            #expect(try await desk.row(row.id)?.isUnread == true)
        }
    }

    @Test("texts that came while nobody looked are counted only, and the pause is marked")
    func catchUp() async throws {
        var settings = SyncSettings.quick
        settings.openList = 60_000
        try await withDesk(settings: settings, only: .support) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let row = try #require(try await desk.row(named: "Jane Doe"))
            desk.sync.request(.attend(Attention(conversation: row.id)))
            // The server's clock has whole seconds: the pause must be longer than one.
            await desk.simulator.setClock(offset: 5_000)
            await desk.simulator.visitorWrites("While you slept", in: try #require(row.remoteID))
            desk.sync.request(.wokeUp)
            try await eventually("the arrival") { desk.log.hasArrived(in: row.id, isCatchUp: true) }
            try await eventually("the mark") {
                desk.log.items(row.id).values.contains {
                    if case .mark(.interruption) = $0.content { true } else { false }
                }
            }
        }
    }

    @Test("a start right after an end marks no pause, and one after a while does", arguments: [0, 20_000])
    func startAgain(pause: Int64) async throws {
        let store = try DeskStore.inMemory(sendLimit: SyncSettings.quick.sendLimit)
        var port: UInt16 = 0
        try await withDesk(only: .support, store: store) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            port = try #require(desk.simulator.port)
        }
        let ended = try #require(try await store.lookedAt(SyncDesk.support))
        try await withDesk(only: .support, port: port, store: store, starts: false) { desk in
            await desk.simulator.setClock(offset: pause)
            desk.sync.start()
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let row = try #require(try await desk.row(named: "Jane Doe"))
            let marks = try await desk.items(row.id).map(\.content).filter {
                if case .mark(.interruption) = $0 { true } else { false }
            }
            #expect(marks == (pause > 0 ? [.mark(.interruption(since: ended))] : []))
        }
    }

    @Test("a row that a colleague resolves keeps its place under its new status; one that vanishes is called gone")
    func leavers() async throws {
        try await withDesk(only: .support) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let open = try await desk.store.rows().rows.filter { $0.status == .open }
            let (first, second) = (try #require(open.first), try #require(open.last))
            await desk.simulator.setStatus("resolved", of: try #require(first.remoteID))
            try await eventually("the new status") {
                let row = try await desk.row(first.id)
                return row?.status == .resolved && row?.presence == .listed
            }
            await desk.simulator.setStatus("archived", of: try #require(second.remoteID))
            try await eventually("that it is gone") { try await desk.row(second.id)?.presence == .gone }
        }
    }

    @Test("lists over a hundred rows are asked for by widget too, and what is left out is told")
    func busy() async throws {
        try await withDesk(.busy, only: .support) { desk in
            try await eventually("more than the newest 100") {
                try await desk.store.rows().rows.filter { $0.status == .open }.count >= 350
            }
            try await eventually("that more exists") { desk.log.state(SyncDesk.support)?.listIsCut == true }
            #expect(desk.log.state(SyncDesk.support).map { $0.listInterval >= 60 } == true)
        }
    }

    @Test("a key revoked in the middle stops the account, and Ctrl-R goes on once it is good again")
    func revoked() async throws {
        try await withDesk { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            await desk.simulator.revoke(desk.simulator.addresses.support.key)
            try await eventually("that it stopped") {
                if case .keyRefused = desk.log.health(SyncDesk.support) { true } else { false }
            }
            #expect(desk.log.health(SyncDesk.assistant) == .fine)
            await desk.simulator.restore(desk.simulator.addresses.support.key)
            desk.sync.request(.pollNow)
            try await eventually("that it goes on") { desk.log.health(SyncDesk.support) == .fine }
        }
    }

    @Test("a server that comes back on the same port is found again without a restart")
    func restart() async throws {
        try await withDesk(only: .support) { desk in
            try await eventually("a whole round") { desk.log.state(SyncDesk.support)?.listsSeenAt != nil }
            let port = try #require(desk.simulator.port)
            await desk.simulator.stop()
            try await eventually("that it fails") {
                if case .failing = desk.log.health(SyncDesk.support) { true } else { false }
            }
            let again = try await Simulator.start(
                SimulatorOptions(seed: 7, port: port, pace: 0.02, visitorsWrite: false)
            )
            try await eventually("that it answers") { desk.log.health(SyncDesk.support) == .fine }
            await desk.sync.shutdown(limit: .milliseconds(100))
            await again.stop()
        }
    }

    @Test("the account's state says when the loop is due next")
    func nextDue() async throws {
        try await withDesk(only: .support) { desk in
            try await eventually("a due time") { desk.log.state(SyncDesk.support)?.nextDue != nil }
        }
    }
}

extension Simulator {
    /// The port that it listens on.
    var port: UInt16? {
        addresses.support.baseURL.split(separator: ":").last?.split(separator: "/").first.flatMap { UInt16($0) }
    }
}
