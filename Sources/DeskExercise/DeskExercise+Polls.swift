import PulseModel
import PulseStore

extension DeskExercise {
    /// The support service's lists are read, after something happened there.
    mutating func pollSupport() async throws {
        let index = random.below(visitors.count)
        switch random.below(5) {
        case 0: visitors[index].status = [.open, .snoozed, .resolved].randomElement(using: &random)
        case 1, 2: visitors[index].lastMessage = newText()
        case 3: visitors[index].visitorName = "Visitor \(random.below(9))"
        default: break
        }
        visitors[index].updatedAt = Timestamp(seconds: second)
        let account = Self.support.id
        if random.oneIn(6) {
            try await store.markInterruption(
                of: account,
                from: Timestamp(seconds: second - 10),
                until: Timestamp(seconds: second),
                shown: screen.conversation
            )
        }
        for status in [ConversationStatus.open, .snoozed] where random.oneIn(2) {
            let listed = try await store.observe(
                SupportListing(
                    account: account,
                    status: status,
                    rows: visitors.filter { $0.status == status },
                    seenAt: Timestamp(seconds: second),
                    isFirstSync: second < 1_005,
                    isCatchUp: random.oneIn(4)
                )
            )
            if random.oneIn(3) { try await store.setPresence(.gone, of: listed.left) }
        }
        if random.oneIn(8) {
            try await store.save(widgets: [Widget(id: "wid_0", name: "Shop \(random.below(2))")], of: account)
        }
    }

    /// The assistant's list or a page of a history is read, after something happened there.
    mutating func pollAssistant() async throws {
        switch random.below(6) {
        case 0:
            let remote = server.histories.count < 4 ? server.begin() : server.histories.keys.sorted()[0]
            for _ in 0..<random.below(12) {
                second += Int64(random.below(2))
                server.add(newText(), to: remote, at: second, answer: "answer")
            }
        case 1: try await readList()
        case 2: try await store.save(appName: "Helper \(random.below(2))", of: Self.assistant.id)
        default: try await readPage()
        }
    }

    private mutating func readList() async throws {
        let list = try await store.merge(
            list: server.list(limit: 20),
            of: Self.assistant.id,
            isFirstSync: second < 1_005,
            isCatchUp: random.oneIn(4),
            seenAt: Timestamp(seconds: second)
        )
        guard let row = list.maybeOurs.first, let remote = try await store.rows(of: [row]).first?.remoteID else {
            return
        }
        _ = try await store.merge(page: server.page(.newest(Self.page), of: remote, as: row))
    }

    private mutating func readPage() async throws {
        let rows = try await store.rows().rows.filter { $0.service == .assistant && $0.remoteID != nil }
        guard let row = rows.randomElement(using: &random), let remote = row.remoteID else { return }
        guard server.histories[remote] != nil else { return try await store.deletedOnServer(row.id) }
        let edge = try await store.historyEdge(of: row.id)
        var request = HistoryPage.Request.newest(Self.page)
        if random.oneIn(2), !edge.isBeginning {
            if let cursor = edge.cursorID {
                request = .older(cursor, Self.page)
            } else if let oldest = edge.oldestID {
                // All that is held is of one second: a larger page, or past it with a mark.
                request = random.oneIn(2) ? .wider(3 * Self.page) : .older(oldest, Self.page)
                if case .older = request { try await store.addGap(of: row.id) }
            }
        }
        _ = try await store.merge(page: server.page(request, of: remote, as: row.id), isCatchUp: random.oneIn(4))
    }
}
