import Foundation
import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

/// What services say that do not speak as they should, from the wire to the store.
@Suite("Services that talk nonsense", .paced)
struct SyncFaultTests {
    private func ready(_ desk: SyncDesk, _ service: Service) async throws {
        let account = service == .support ? SyncDesk.support : SyncDesk.assistant
        try await eventually("a whole round") { desk.log.state(account)?.listsSeenAt != nil }
        try await eventually("that it is well") { desk.log.health(account) == .fine }
    }

    @Test(
        "a page or other JSON instead of lists takes nothing away, and is told",
        arguments: [Service.support, .assistant],
        [Fault.html, .wrongJSON]
    )
    func nonsense(service: Service, fault: Fault) async throws {
        try await withDesk(only: service) { desk in
            try await ready(desk, service)
            let account = service == .support ? SyncDesk.support : SyncDesk.assistant
            let row = try #require(try await desk.store.rows().rows.first)
            desk.sync.request(.attend(Attention(conversation: row.id)))
            desk.sync.opened(row.id)
            let before = try await desk.store.rows().rows
            await desk.simulator.setFaults([fault], scope: .reads)
            try await eventually("that it fails") {
                if case .failing(.malformed, _) = desk.log.health(account) { true } else { false }
            }
            let polls = await desk.simulator.requests.values.reduce(0, +)
            desk.sync.request(.pollNow)
            try await eventually("more polls") { await desk.simulator.requests.values.reduce(0, +) > polls + 3 }
            let during = try await desk.store.rows().rows
            #expect(during.map(\.id) == before.map(\.id))
            #expect(during.map(\.presence) == before.map(\.presence))
            #expect(during.map(\.name) == before.map(\.name))
            await desk.simulator.setFaults([])
            desk.sync.request(.pollNow)
            try await eventually("that it is well again") { desk.log.health(account) == .fine }
        }
    }

    @Test("a proxy's page for a conversation, whatever its status, does not make it a deleted one")
    func foreignNotFound() async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk, .assistant)
            let row = try #require(try await desk.store.rows().rows.first)
            let app = try #require(desk.simulator.addresses.assistants.first)
            try await deleteElsewhere(try #require(row.remoteID), app)
            // Deleted it answers 404; the page in its place is not the service's word for it.
            await desk.simulator.setFaults([.html], scope: .reads)
            desk.sync.request(.attend(Attention(conversation: row.id)))
            try await eventually("a refusal") {
                if case .failing = desk.log.health(SyncDesk.assistant) { true } else { false }
            }
            let polls = await desk.simulator.requests.values.reduce(0, +)
            desk.sync.request(.pollNow)
            try await eventually("more polls") { await desk.simulator.requests.values.reduce(0, +) > polls + 3 }
            #expect(try await desk.row(row.id)?.presence == .listed)
            await desk.simulator.setFaults([])
            desk.sync.request(.pollNow)
            try await eventually("deleted") { try await desk.row(row.id)?.presence == .deleted }
        }
    }

    @Test("lists with halves of characters are read whole", arguments: [Service.support, .assistant])
    func halves(service: Service) async throws {
        try await withDesk(only: service, starts: false) { desk in
            await desk.simulator.setFaults([.halfUTF8], scope: .reads)
            desk.sync.start()
            try await ready(desk, service)
            #expect(try await desk.store.rows().rows.count > 2)
        }
    }

    @Test(
        "a message whose reply cannot be read is found by a later look, and sent once",
        arguments: [Fault.html, .wrongJSON, .halfUTF8]
    )
    func unreadableReply(fault: Fault) async throws {
        try await withDesk(only: .support) { desk in
            try await ready(desk, .support)
            let row = try #require(try await desk.row(named: "Jane Doe"))
            await desk.simulator.setFaults([fault], scope: .sends)
            let item = try await desk.send("Can you read this?", in: row.id)
            try await eventually("that it is known to have arrived") { try await desk.delivery(item) == .sent }
            #expect(await desk.received("Can you read this?") == 1)
        }
    }

    @Test("a question whose answer is a page is found in the history, and asked once")
    func unreadableAnswer() async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk, .assistant)
            let row = try #require(try await desk.store.rows().rows.first)
            desk.sync.request(.attend(Attention(conversation: row.id)))
            await desk.simulator.setFaults([.html], scope: .sends)
            let item = try await desk.send("Can you answer this? [n=5][fast]", in: row.id)
            try await eventually("found") { try await desk.delivery(item) == .sent }
            #expect(await desk.received("Can you answer this? [n=5][fast]") == 1)
        }
    }

    @Test("what was polled, sent and streamed is on the disk when the desk has ended")
    func onDisk() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sync-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the system empties its folder anyway
        let store = try DeskStore.open(folder: folder, sendLimit: SyncSettings.quick.sendLimit)
        var sent: (message: ItemID, question: ItemID)?
        var rows = 0
        try await withDesk(store: store) { desk in
            try await ready(desk, .support)
            try await ready(desk, .assistant)
            let row = try #require(try await desk.row(named: "Jane Doe"))
            let message = try await desk.send("On the disk?", in: row.id)
            let (_, question) = try await desk.ask("And this? [n=20][fast]")
            try await eventually("sent") { try await desk.delivery(message) == .sent }
            try await eventually("answered") { try await desk.exchange(question)?.state == .complete }
            sent = (message, question)
            rows = try await store.rows().rows.count
        }
        store.close()
        let again = try DeskStore.open(folder: folder, sendLimit: SyncSettings.quick.sendLimit)
        defer { again.close() }
        let (message, question) = try #require(sent)
        guard case .own(let own)? = try await again.item(message)?.content,
            case .exchange(let exchange)? = try await again.item(question)?.content
        else {
            Issue.record("not there")
            return
        }
        #expect(own.delivery == .sent)
        #expect(exchange.state == .complete && !exchange.answer.isEmpty)
        #expect(try await again.rows().rows.count == rows)
    }
}
