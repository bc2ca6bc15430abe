import PulseModel
import PulseStore

/// An assistant's server as a script: conversations with messages that it lists by the second, in pages.
struct AssistantServer {
    private(set) var histories: [String: [ExchangeRecord]] = [:]
    private var lastID = 0

    /// Begins a conversation; its id.
    mutating func begin() -> String {
        lastID += 1
        histories["c\(lastID)"] = []
        return "c\(lastID)"
    }

    /// Stores a question; its record.
    @discardableResult
    mutating func add(_ query: String, to conversation: String, at second: Int64, answer: String) -> ExchangeRecord {
        lastID += 1
        let record = ExchangeRecord(
            id: "m\(lastID)",
            query: query,
            answer: answer,
            createdAt: Timestamp(seconds: second)
        )
        histories[conversation, default: []].append(record)
        return record
    }

    /// The conversations, the one with the newest message first.
    func list(limit: Int) -> [AssistantConversation] {
        let rows = histories.map { id, records in
            AssistantConversation(
                id: id,
                name: "Title of \(id)",
                createdAt: records.first?.createdAt,
                updatedAt: records.last?.createdAt
            )
        }
        return Array(
            rows.sorted {
                ($0.updatedAt?.seconds ?? 0, $0.id) > ($1.updatedAt?.seconds ?? 0, $1.id)
            }.prefix(limit)
        )
    }

    /// A page: the newest messages, or the newest of those that are older than the cursor's second.
    func page(_ request: HistoryPage.Request, of remote: String, as conversation: ConversationID) -> HistoryPage {
        var records = histories[remote, default: []]
        let limit: Int
        switch request {
        case .newest(let count), .wider(let count): limit = count
        case .older(let cursor, let count):
            limit = count
            let bound = records.first { $0.id == cursor }?.createdAt ?? Timestamp(seconds: 0)
            records = records.filter { record in record.createdAt.map { $0 < bound } ?? false }
        }
        return HistoryPage(
            conversation: conversation,
            records: Array(records.suffix(limit)),
            request: request,
            isFull: records.count >= limit
        )
    }
}
