import PulseClient
import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

@Suite("Asking an assistant", .paced)
struct AssistantSyncTests {
    private func ready(_ desk: SyncDesk) async throws {
        try await eventually("a whole round") { desk.log.state(SyncDesk.assistant)?.listsSeenAt != nil }
    }

    @Test("a new conversation gets its id with the first frame, its answer as it comes, and its title after the end")
    func newConversation() async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("How do I reset the router? [n=40]")
            try await eventually("the whole answer") { try await desk.exchange(item)?.state == .complete }
            let exchange = try #require(try await desk.exchange(item))
            #expect(exchange.delivery == .sent)
            #expect(exchange.remoteID != nil)
            #expect(!exchange.answer.isEmpty)
            #expect(!desk.log.answers(conversation).isEmpty)
            try await eventually("the title") { try await desk.row(conversation)?.name.isEmpty == false }
            let row = try #require(try await desk.row(conversation))
            #expect(row.remoteID != nil && row.presence == .listed && !row.isAnswering)
            #expect(await desk.received("How do I reset the router? [n=40]") == 1)
            #expect(try await desk.store.rows().rows.filter { $0.remoteID == row.remoteID }.count == 1)
        }
    }

    @Test("reports of a growing answer carry rising revisions, and are far fewer than its pieces")
    func coalesced() async throws {
        try await withDesk(only: .assistant, pace: 0) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=3000][fast]")
            try await eventually("the end") { try await desk.exchange(item)?.state == .complete }
            let reports = desk.log.answers(conversation)
            #expect(reports.count < 1_000)
            let revisions = reports.map(\.revision)
            #expect(zip(revisions.dropFirst(), revisions).allSatisfy { $0 > $1 })
            let last = try #require(try await desk.store.item(item))
            #expect(revisions.allSatisfy { $0 < last.revision })
        }
    }

    @Test("stop ends the answer here and on the server; what came is kept")
    func stop() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=500][slow=0.05][first=0]")
            try await eventually("some text") {
                desk.log.answers(conversation).contains {
                    if case .exchange(let exchange) = $0.content { exchange.answer.count > 4 } else { false }
                }
            }
            desk.sync.request(.stopAnswer(conversation))
            try await eventually("stopped") { try await desk.exchange(item)?.state == .stopped }
            #expect(try await desk.exchange(item)?.answer.isEmpty == false)
            #expect(await desk.simulator.requests["POST /v1/chat-messages/{id}/stop"] == 1)
        }
    }

    @Test("a stop that failed can be asked for again, and then the answer is stopped")
    func stopAgain() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=500][slow=0.05][first=0]")
            try await eventually("streaming") { !desk.log.answers(conversation).isEmpty }
            await desk.simulator.setFaults([.serverError], scope: .all)
            desk.sync.request(.stopAnswer(conversation))
            try await eventually("a failed stop") {
                await desk.simulator.requests["POST /v1/chat-messages/{id}/stop"] == 1
            }
            await desk.simulator.setFaults([])
            try await eventually("stopped") {
                desk.sync.request(.stopAnswer(conversation))
                return try await desk.exchange(item)?.state == .stopped
            }
        }
    }

    @Test("a stop before the first frame is remembered until the task is known")
    func earlyStop() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=500][slow=0.05][delay=0.4]")
            try await eventually("leaving") { try await desk.delivery(item) == .sending }
            desk.sync.request(.stopAnswer(conversation))
            try await eventually("stopped") { try await desk.exchange(item)?.state == .stopped }
            #expect(await desk.simulator.requests["POST /v1/chat-messages/{id}/stop"] == 1)
        }
    }

    @Test(
        "a stream that is cut is interrupted, and one that says error has failed; the text is kept",
        arguments: ["[n=60][cut]", "[n=60][error]"]
    )
    func badEnds(query: String) async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk)
            let (_, item) = try await desk.ask(query)
            try await eventually("the end") {
                switch try await desk.exchange(item)?.state {
                case .interrupted: query.contains("cut")
                case .failed: query.contains("error")
                default: false
                }
            }
            let exchange = try #require(try await desk.exchange(item))
            #expect(!exchange.answer.isEmpty)
            #expect(exchange.delivery == .sent)
            #expect(await desk.received(query) == 1)
        }
    }

    @Test("a stream that says nothing more is said to wait, and ends as interrupted")
    func silence() async throws {
        var settings = SyncSettings.quick
        settings.stillWaiting = 100
        settings.stillWaitingStep = 50
        settings.limits.silence = .milliseconds(800)
        try await withDesk(settings: settings, only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=20][slow=5][first=0]")
            try await eventually("waiting") {
                desk.log.all.contains {
                    if case .stillWaiting(conversation, let silence) = $0 { silence >= 100 } else { false }
                }
            }
            try await eventually("interrupted") { try await desk.exchange(item)?.state == .interrupted }
        }
    }

    @Test("a question asked meanwhile stays queued until the answer before it has ended")
    func queued() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (conversation, first) = try await desk.ask("[n=20][slow=0.05][first=0]")
            try await eventually("streaming") { !desk.log.answers(conversation).isEmpty }
            let second = try await desk.send("and then? [n=5][fast]", in: conversation)
            #expect(try await desk.delivery(second) == .queued)
            try await eventually("both") {
                let (one, two) = (try await desk.exchange(first)?.state, try await desk.exchange(second)?.state)
                if one != .complete { #expect(two == AnswerState.none) }
                return one == .complete && two == .complete
            }
            let items = try await desk.items(conversation).map(\.id)
            #expect(items == [first, second])
        }
    }

    @Test("however many answers stream, a question in another conversation leaves at once")
    func manyStreams() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            for _ in 1...3 {
                let (conversation, _) = try await desk.ask("[n=500][slow=0.05][first=0]")
                try await eventually("streaming") { !desk.log.answers(conversation).isEmpty }
            }
            let (_, item) = try await desk.ask("[n=5][fast]")
            try await eventually("the fourth answer") { try await desk.exchange(item)?.state == .complete }
        }
    }

    @Test("an answer is complete at its end, though the stream goes on, and the next question leaves")
    func longTail() async throws {
        var settings = SyncSettings.quick
        settings.limits.silence = .seconds(120)
        // After the end's frame this stream is silent for minutes before it speaks.
        try await withDesk(settings: settings, only: .assistant, pace: 1_000) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=5][fast][first=0][tts]")
            try await eventually("its end") { try await desk.exchange(item)?.state == .complete }
            let next = try await desk.send("[n=5][fast][first=0][tts]", in: conversation)
            try await eventually("the next end") { try await desk.exchange(next)?.state == .complete }
        }
    }

    @Test("a question whose reply was lost is found in the history, and asked only once", arguments: [Fault.lostReply])
    func lostQuestion(fault: Fault) async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk)
            let row = try #require(try await desk.store.rows().rows.first)
            desk.sync.request(.attend(Attention(conversation: row.id)))
            await desk.simulator.setFaults([fault], scope: .sends)
            let item = try await desk.send("Where is the manual? [n=5][fast]", in: row.id)
            try await eventually("found") { try await desk.delivery(item) == .sent }
            try await eventually("its answer") { try await desk.exchange(item)?.answer.isEmpty == false }
            #expect(await desk.received("Where is the manual? [n=5][fast]") == 1)
        }
    }

    @Test("a first question whose reply was lost is found in the conversation that it began, and begins no other")
    func lostFirstQuestion() async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk)
            let before = try await desk.store.rows().rows.count
            await desk.simulator.setFaults([.lostReply], scope: .sends)
            let (conversation, item) = try await desk.ask("Where is the first page? [n=5][fast]")
            try await eventually("found") { try await desk.delivery(item) == .sent }
            await desk.simulator.setFaults([], scope: .sends)
            try await eventually("its answer") { try await desk.exchange(item)?.answer.isEmpty == false }
            #expect(try await desk.row(conversation)?.remoteID != nil)
            let next = try await desk.send("And the last? [n=5][fast]", in: conversation)
            try await eventually("the next answer") { try await desk.exchange(next)?.state == .complete }
            #expect(try await desk.store.rows().rows.count == before + 1)
            #expect(await desk.received("Where is the first page? [n=5][fast]") == 1)
        }
    }

    @Test("quitting stops the stream on the server, and what came is kept as stopped")
    func shutdown() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (conversation, item) = try await desk.ask("[n=500][slow=0.05][first=0]")
            try await eventually("streaming") { !desk.log.answers(conversation).isEmpty }
            await desk.sync.shutdown(limit: .seconds(5))
            #expect(try await desk.exchange(item)?.state == .stopped)
            #expect(await desk.simulator.requests["POST /v1/chat-messages/{id}/stop"] == 1)
        }
    }

    @Test("quitting does not wait longer than it may; the answer is interrupted")
    func hardShutdown() async throws {
        try await withDesk(only: .assistant, pace: 1) { desk in
            try await ready(desk)
            let (_, item) = try await desk.ask("[n=500][delay=20]")
            try await eventually("leaving") { try await desk.delivery(item) == .sending }
            await desk.sync.shutdown(limit: .milliseconds(50))
            let delivery = try #require(try await desk.delivery(item))
            #expect(delivery != .sending && delivery != .queued)
        }
    }

    @Test("a conversation is renamed and deleted on the server, then here")
    func edits() async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk)
            let row = try #require(try await desk.store.rows().rows.first)
            desk.sync.request(.edit(row.id, .rename("Printers")))
            try await eventually("renamed") { try await desk.row(row.id)?.name == "Printers" }
            try await eventually("told") { desk.log.all.contains(.edit(row.id, .rename("Printers"), nil)) }
            desk.sync.request(.edit(row.id, .delete))
            try await eventually("deleted") {
                desk.log.changes.contains { $0.removedRows == [DeskChange.RemovedRow(id: row.id)] }
            }
            #expect(try await desk.row(row.id) == nil)
        }
    }

    @Test("a conversation that was deleted elsewhere stays readable and is said to be deleted")
    func deletedElsewhere() async throws {
        try await withDesk(only: .assistant) { desk in
            try await ready(desk)
            let row = try #require(try await desk.store.rows().rows.first)
            desk.sync.opened(row.id)
            try await eventually("its page") { desk.log.history(row.id) != nil }
            let app = try #require(desk.simulator.addresses.assistants.first)
            try await deleteElsewhere(try #require(row.remoteID), app)
            desk.sync.opened(row.id)
            try await eventually("deleted") { desk.log.history(row.id) == .deleted }
            #expect(try await desk.row(row.id)?.presence == .deleted)
            #expect(try await !desk.items(row.id).isEmpty)
        }
    }

    @Test("a conversation that the list shows no more is asked about, and said to be deleted", arguments: [2, 20])
    func deletedUnseen(listPage: Int) async throws {
        var settings = SyncSettings.quick
        settings.listPage = listPage
        try await withDesk(settings: settings, only: .assistant) { desk in
            let app = try #require(desk.simulator.addresses.assistants.first)
            let count = try await listElsewhere(app).count
            #expect(count > 2)
            try await eventually("all of them") {
                let hasBaseline = try await desk.store.hasBaseline(SyncDesk.assistant)
                return try await desk.store.rows().rows.count == count && hasBaseline
            }
            let rows = try await desk.store.rows().rows
            let row = try #require(rows.first)
            let others = Set(rows.map(\.id)).subtracting([row.id])
            try await deleteElsewhere(try #require(row.remoteID), app)
            try await eventually("deleted") { try await desk.row(row.id)?.presence == .deleted }
            #expect(try await desk.store.rows(of: Array(others)).allSatisfy { $0.presence == .listed })
        }
    }

    @Test("all conversations are read at the first sync ever; a later start reads on only where everything changed")
    func walksOnce() async throws {
        var settings = SyncSettings.quick
        settings.listPage = 2
        settings.conversations = 60_000
        settings.descriptions = 60
        let store = try DeskStore.inMemory(sendLimit: SyncSettings.quick.sendLimit)
        try await withDesk(.busy, settings: settings, only: .assistant, store: store) { desk in
            try await ready(desk)
            let route = "GET /v1/conversations"
            try await eventually("several pages") { await desk.simulator.requests[route] ?? 0 > 2 }
            try await eventually("the walk's end") {
                // Longer without a page than any page takes.
                let (pages, infos) = await (
                    desk.simulator.requests[route], desk.simulator.requests["GET /v1/info"] ?? 0
                )
                try await eventually("more polls") { await desk.simulator.requests["GET /v1/info"] ?? 0 > infos + 5 }
                return await desk.simulator.requests[route] == pages
            }
            let held = try await store.rows().rows.count
            #expect(held > 2)
            await desk.sync.shutdown(limit: .milliseconds(100))
            let pages = await desk.simulator.requests[route] ?? 0
            let infos = await desk.simulator.requests["GET /v1/info"] ?? 0
            let again = try SyncDesk(desk.simulator, store: store, settings: settings, only: .assistant)
            again.sync.start()
            try await eventually("a round") { again.log.state(SyncDesk.assistant)?.listsSeenAt != nil }
            try await eventually("more polls") { await desk.simulator.requests["GET /v1/info"] ?? 0 > infos + 5 }
            await again.sync.shutdown(limit: .milliseconds(100))
            #expect(await desk.simulator.requests[route] == pages + 1)
            #expect(try await store.rows().rows.count == held)
        }
    }
}
