import PulseModel
import PulseStore

extension DeskExercise {
    /// The person writes, decides, renames, deletes.
    mutating func useKeys() async throws {
        let rows = try await store.rows().rows
        guard let row = rows.randomElement(using: &random) else { return }
        let now = Timestamp(seconds: second)
        let unsettled = try await store.unsettled(account: row.account)
        switch random.below(12) {
        case 0, 1, 2, 3: try await store.enqueue(text: newText(), in: row.id, enteredAt: now)
        case 4: try await store.saveDraft(random.oneIn(3) ? nil : Draft(text: newText(), caret: 2), of: row.id)
        case 5: try await store.append(Draft(text: newText(), caret: 1), toDraftOf: row.id)
        case 6: if let entry = unsettled.randomElement(using: &random) { _ = try await store.retry(entry.id, at: now) }
        case 7: if let entry = unsettled.randomElement(using: &random) { try await store.markSent(entry.id) }
        case 8: if let entry = unsettled.randomElement(using: &random) { _ = try await store.backToDraft(entry.id) }
        case 9: _ = try await store.newConversation(of: Self.assistant.id, at: now)
        case 10: try await store.rename(row.id, to: newText(), at: now)
        default: if row.service == .assistant, random.oneIn(4) { try await store.remove(row.id) }
        }
    }

    /// A message leaves, and something becomes of it.
    mutating func deliver() async throws {
        let now = Timestamp(seconds: second)
        if random.oneIn(8) { _ = try await store.holdLate(now: now, limit: 120_000) }
        let account = random.oneIn(2) ? Self.support.id : Self.assistant.id
        guard let entry = try await store.deliverable(account: account).randomElement(using: &random) else { return }
        try await store.setSending(entry.id, leavesAt: now)
        if account == Self.assistant.id { return try await ask(entry) }
        switch random.below(5) {
        case 0: try await store.settle(entry.id, as: .unknown(.programEnded))
        case 1: try await store.settle(entry.id, as: .refused(.words("no")), wasReached: true)
        case 2: try await store.settle(entry.id, as: .queued, wasReached: random.oneIn(2))
        default: try await store.settle(entry.id, as: .sent, wasReached: true, remoteID: newText(), serverTime: now)
        }
        if random.oneIn(2), let index = visitors.firstIndex(where: { $0.id == entry.remoteConversation }) {
            (visitors[index].lastMessage, visitors[index].updatedAt) = (entry.text, now)
        }
    }

    private mutating func ask(_ entry: OutboxEntry) async throws {
        let arrives = !random.oneIn(4)
        let remote = arrives ? entry.remoteConversation ?? server.begin() : entry.remoteConversation
        var exchange = Exchange(query: entry.text, state: .streaming)
        if arrives, let remote {
            let record = server.add(entry.text, to: remote, at: second, answer: "")
            exchange.remoteID = record.id
            if random.oneIn(3) {
                // The list or a page is quicker than the first frame.
                try await pollAssistant()
            }
        }
        guard let message = exchange.remoteID, !random.oneIn(5) else {
            return try await store.settle(entry.id, as: .unknown(.programEnded))
        }
        let isNamedLate = entry.remoteConversation == nil && random.oneIn(3)
        _ = try await store.answerStarted(
            entry.id,
            conversationRemoteID: isNamedLate ? nil : remote,
            messageID: message,
            createdAt: Timestamp(seconds: second)
        )
        exchange.answer = "half"
        try await store.saveAnswer(entry.id, exchange: exchange)
        if random.oneIn(3) { try await pollAssistant() }
        if isNamedLate, let remote, random.oneIn(2) {
            try await store.answerNamed(entry.id, conversationRemoteID: remote)
        }
        (exchange.answer, exchange.state) = (
            "whole", [.complete, .stopped, .interrupted].randomElement(using: &random) ?? .empty
        )
        try await store.finishAnswer(entry.id, exchange: exchange, endedAt: Timestamp(seconds: second))
    }
}
