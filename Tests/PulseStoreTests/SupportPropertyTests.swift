import PulseModel
import PulseStore
import TestPacing
import Testing

/// Random work in one support conversation: whatever happens in whatever order, these hold after each step.
@Suite(.paced) struct SupportPropertyTests {
    struct Worker {
        let desk: TestDesk
        let conversation: ConversationID
        var random: SeededRandom
        var second: Int64 = 1000
        var number = 0
        var shown: [ItemID] = []
        /// What left, and how often the server took it.
        var taken: [String: Int] = [:]

        mutating func step() async throws {
            second += Int64.random(in: 0...40, using: &random)
            let mine = try await desk.items(conversation).filter { $0.delivery != nil }
            let some = mine.randomElement(using: &random)?.id
            switch Int.random(in: 0..<12, using: &random) {
            case 0, 1:
                number += 1
                _ = try await desk.enter("text \(number)", in: conversation, at: second)
            case 2, 3, 4:
                try await deliver()
            case 5, 6:
                number += 1
                try await desk.look(TestDesk.row("visitor \(number)", at: second))
            case 7:
                if let last = taken.keys.max() { try await desk.look(TestDesk.row(last, at: second)) }
            case 8:
                if let some { _ = try await desk.store.retry(some, at: Timestamp(seconds: second)) }
            case 9:
                if let some { try await desk.store.markSent(some) }
            case 10:
                if let some { _ = try await desk.store.backToDraft(some) }
            default:
                _ = try await desk.store.holdLate(now: Timestamp(seconds: second), limit: 120_000)
            }
            try await check()
        }

        /// What the sync loop does with one message; its reply may be lost, and it may be shown at once.
        private mutating func deliver() async throws {
            let ready = try await desk.store.deliverable(account: TestDesk.support)
            #expect(ready.count <= 1)
            guard let entry = ready.first else { return }
            try await desk.store.setSending(entry.id, leavesAt: Timestamp(seconds: second))
            try await check()
            let arrives = Int.random(in: 0..<4, using: &random) > 0
            if arrives { taken[entry.text, default: 0] += 1 }
            if arrives, Bool.random(using: &random) {
                let look = try await desk.look(TestDesk.row(entry.text, at: second))
                #expect(look.arrived.isEmpty, "our own text was taken for the visitor's")
            }
            let moment = Timestamp(seconds: second)
            let end: Delivery =
                arrives && Bool.random(using: &random)
                ? .sent
                : arrives
                    ? .unknown(.programEnded)
                    : [.queued, .unknown(.programEnded), .refused(.words("no"))].randomElement(using: &random)
                        ?? .queued
            try await desk.store.settle(
                entry.id,
                as: end,
                remoteID: end == .sent ? "msg\(number)\(second)" : nil,
                serverTime: end == .sent ? moment : nil
            )
        }

        private mutating func check() async throws {
            let items = try await desk.items(conversation)
            let now = items.map(\.id)
            let both = Set(now).intersection(shown)
            #expect(now.filter(both.contains) == shown.filter(both.contains), "an order once shown changed")
            shown = now
            let deliveries = items.compactMap(\.delivery)
            #expect(deliveries.count { $0 == .sending } <= 1)
            var counts = UnsentCounts()
            for delivery in deliveries {
                switch delivery {
                case .queued, .sending: counts.underWay += 1
                case .held: counts.held += 1
                case .refused: counts.refused += 1
                case .unknown: counts.unknown += 1
                case .sent: break
                }
            }
            let row = try await desk.row(conversation)
            #expect(row.unsent == counts)
            #expect(try await desk.store.unsettled(account: TestDesk.support).count == deliveries.count { !$0.isSent })
            #expect(try await row.hasDraft == (desk.store.draft(of: conversation) != nil))
        }
    }

    @Test(arguments: 0..<8)
    func everyStepKeepsTheOrderTheCountsAndOneMessageUnderWay(_ seed: Int) async throws {
        let desk = try TestDesk()
        var worker = Worker(
            desk: desk,
            conversation: try await desk.conversation(),
            random: SeededRandom(seed: seed)
        )
        for _ in 0..<80 { try await worker.step() }
    }
}
