import GRDB
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseStore

/// No statement of daily work reads a whole table.
@Suite(.paced) struct StatementPlanTests {
    private final class Statements: Sendable {
        let texts = Mutex<Set<String>>([])
    }

    @Test func noStatementReadsAWholeTable() async throws {
        let desk = try TestDesk()
        let statements = Statements()
        try await desk.store.database.writeWithoutTransaction { db in
            db.trace { event in
                let text = event.description
                statements.texts.withLock { _ = $0.insert(text) }
            }
        }
        try await work(desk)
        try await desk.store.database.writeWithoutTransaction { db in db.trace(nil) }
        let texts = statements.texts.withLock { $0 }
        #expect(texts.count > 60)
        for text in texts where ["SELECT", "UPDATE", "DELETE", "INSERT"].contains(text.prefix(6)) {
            let steps = try await desk.store.database.read { db in
                let plan = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + text)
                plan.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(plan).map { row -> String in row["detail"] }
            }
            // What is walked whole must not grow with the messages: small tables, and indexes of what is not sent.
            for step in steps where step.hasPrefix("SCAN") {
                let small = [
                    "account", "widget", "CONSTANT", "interruption", "(subquery", "item_unsent", "item_answering",
                    "item_by_word",
                    // Walked along as far as the limit.
                    "item_entered", "conversation_list",
                ]
                #expect(small.contains { step.contains($0) }, "\(step) in \(text)")
            }
        }
    }

    private func work(_ desk: TestDesk) async throws {
        let store = desk.store
        try store.register(TestDesk.accounts)
        _ = try await store.unsettled(account: TestDesk.assistant)
        _ = try await store.lookedAt(TestDesk.support)
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("Hello", at: 10), TestDesk.row("other", "Hi", at: 11))
        _ = try await store.markInterruption(
            of: TestDesk.support,
            from: Timestamp(seconds: 20),
            until: Timestamp(seconds: 30),
            shown: id
        )
        let item = try await desk.send("Coming", in: id)
        _ = try await store.settle(item, as: .unknown(.programEnded))
        _ = try await store.retry(item, at: Timestamp(seconds: 120))
        try await desk.look(TestDesk.row("Coming", at: 101, status: .snoozed), list: .snoozed)
        let late = try await desk.enter("Late", in: id)
        _ = try await store.holdLate(now: Timestamp(seconds: 900), limit: 120_000)
        _ = try await store.backToDraft(late)
        let lost = try await desk.send("Lost", in: id)
        _ = try await store.settle(lost, as: .unknown(.programEnded))
        _ = try await store.backToDraft(lost)
        try await desk.look(TestDesk.row("Lost", at: 102))
        _ = try await store.markRead(id, through: desk.mark(id))
        _ = try await store.sentTexts(of: TestDesk.support, limit: 5)
        _ = try await store.deliverable(account: TestDesk.support)
        let dialogue = try await desk.dialogue()
        let question = try await desk.send("Q", in: dialogue)
        _ = try await desk.listedDialogue("c1")
        _ = try await store.answerStarted(
            question,
            conversationRemoteID: "c1",
            messageID: "m1",
            createdAt: Timestamp(seconds: 100)
        )
        let exchange = Exchange(query: "Q", answer: "A", state: .complete, remoteID: "m1")
        _ = try await store.finishAnswer(question, exchange: exchange, endedAt: Timestamp(seconds: 110))
        let record = ExchangeRecord(id: "m0", query: "old", answer: "A", createdAt: Timestamp(seconds: 50))
        _ = try await store.merge(
            page: HistoryPage(conversation: dialogue, records: [record], request: .older("m1", 20), isFull: true)
        )
        _ = try await store.historyEdge(of: dialogue)
        _ = try await store.addGap(of: dialogue)
        _ = try await store.window(of: dialogue, around: .item(question), before: 5, after: 5)
        _ = try await store.window(of: dialogue, around: .start, before: 0, after: 5)
        _ = try await store.window(of: dialogue, around: .end, before: 5, after: 0)
        let new = try await desk.dialogue()
        let first = try await desk.send("New", in: new)
        _ = try await store.settle(first, as: .unknown(.programEnded))
        _ = try await desk.enter("Behind", in: new)
        try await desk.list(("c2", "New", 100))
        let unnamed = try await desk.dialogue()
        let answered = try await desk.send("Unnamed", in: unnamed)
        _ = try await store.answerStarted(answered, conversationRemoteID: nil, messageID: "m9", createdAt: nil)
        _ = try await store.begun(unnamed)
        try await desk.list(("c3", "New", 100))
        try await desk.list(("c3", "New", 100))
        _ = try await store.answerNamed(answered, conversationRemoteID: "c3")
        for oldest in [nil, Timestamp(seconds: 1)] {
            _ = try await store.absent(from: ["c2"], reachingBackTo: oldest, of: TestDesk.assistant)
        }
        _ = try store.firstRows(limit: 10).rows
        try await store.remove(dialogue)
    }
}
