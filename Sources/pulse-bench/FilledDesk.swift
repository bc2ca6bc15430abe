import Foundation
import PulseModel
import PulseStore

/// A state folder as a desk has it after years: many conversations, many messages, one of them long.
struct FilledDesk {
    /// How much is in it.
    struct Amount {
        var supportConversations = 9_900
        var assistantConversations = 100
        var messages = 1_000_000
        /// Exchanges of the newest assistant's conversation.
        var longConversation = 20_000

        static let full = Amount()
        static let quick = Amount(
            supportConversations: 900,
            assistantConversations: 100,
            messages: 10_000,
            longConversation: 5_000
        )
    }

    let folder: URL
    static let support = AccountID(rawValue: "Acme desk")
    static let assistant = AccountID(rawValue: "Helper")

    /// Makes the folder and fills its database, over accounts at these addresses.
    static func make(_ amount: Amount, supportURL: String, assistantURL: String, in folder: URL) async throws
        -> FilledDesk
    {
        let store = try DeskStore.open(folder: folder.path, sendLimit: 0)
        defer { store.close() }
        try store.register([
            Account(id: support, service: .support, baseURL: supportURL),
            Account(id: assistant, service: .assistant, baseURL: assistantURL, user: "desk"),
        ])
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        try await fillSupport(amount, store, now)
        try await fillAssistants(amount, store, now)
        return FilledDesk(folder: folder)
    }

    private static func fillSupport(_ amount: Amount, _ store: DeskStore, _ now: Timestamp) async throws {
        let rows = (0..<amount.supportConversations).map { number in
            SupportConversation(
                id: "conv_\(number)",
                widgetID: "wid_\(number % 4)",
                status: .open,
                visitorName: number == 0 ? "First Visitor" : "Visitor \(number)",
                visitorEmail: "visitor\(number)@example.com",
                lastMessage: "Message \(number): I need help with my order, it has not arrived yet.",
                updatedAt: now.adding(milliseconds: -Int64(number) * 60_000)
            )
        }
        let listing = SupportListing(account: support, status: .open, rows: rows, seenAt: now, isFirstSync: true)
        _ = try await store.observe(listing)
    }

    private static func fillAssistants(_ amount: Amount, _ store: DeskStore, _ now: Timestamp) async throws {
        let list = (0..<amount.assistantConversations).map { number in
            AssistantConversation(
                id: "assistant-\(number)",
                name: number == 0 ? "The long one" : "Conversation \(number)",
                updatedAt: now.adding(milliseconds: -Int64(number) * 3_600_000)
            )
        }
        _ = try await store.merge(list: list, of: assistant, isFirstSync: true, seenAt: now)
        let rest = (amount.messages - amount.longConversation) / max(1, amount.assistantConversations - 1)
        for row in try await store.rows().rows where row.account == assistant {
            let count = row.name == "The long one" ? amount.longConversation : rest
            try await fill(row.id, name: row.name, count: count, store, now)
        }
    }

    private static func fill(
        _ id: ConversationID,
        name: String,
        count: Int,
        _ store: DeskStore,
        _ now: Timestamp
    ) async throws {
        let answer =
            "It is shipped within two days.\n```\norder  status\n48213  sent\n```\nThe parcel's number is in the e-mail."
        let size = 2_000
        // From the newest down, as a person's scrolling would have brought them.
        for (page, start) in stride(from: 0, to: count, by: size).enumerated() {
            let records = (start..<min(start + size, count)).reversed().map { number in
                ExchangeRecord(
                    id: "\(name)-\(number)",
                    query: "Question \(count - number): where is my order?",
                    answer: answer,
                    status: "normal",
                    createdAt: Timestamp(seconds: now.seconds - Int64(number) * 60)
                )
            }
            let isLast = start + size >= count
            let request: HistoryPage.Request = page == 0 ? .newest(size) : .older("\(name)-\(start - 1)", size)
            let page = HistoryPage(conversation: id, records: records, request: request, isFull: !isLast)
            _ = try await store.merge(page: page)
        }
    }
}
