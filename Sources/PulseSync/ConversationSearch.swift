import PulseClient
import PulseModel
import PulseStore

/// The search for a conversation that the server began, or may have begun, under an id that this desk does not know.
///
/// The person said that its first question was sent, or an answer came that did not name it. Before another one leaves,
/// which would begin one more conversation, the newest conversations of the list are looked through.
struct ConversationSearch: Sendable {
    /// The most rows of the list that are looked through.
    private static let reach = 100

    let entry: OutboxEntry
    let client: AssistantClient
    let context: SyncContext
    let clock: ServerClock

    private var store: DeskStore { context.store }

    /// What a search came to.
    enum Result {
        /// The server has it under this id.
        case found(String)
        /// The server has it not: the next question begins it.
        case new
        /// The server has it, under an id that nothing shows yet.
        case hidden
    }

    /// Looks whether the server has the conversation; where it has, the store knows its id from then on.
    /// - Throws: what the service said, so that nothing is known.
    func run() async throws(ServiceFailure) -> Result {
        let conversation = entry.conversation
        if let known = entry.remoteConversation { return .found(known) }
        let begun = await context.kept(try await store.begun(conversation))
        guard let begun, begun != .no else { return .new }
        for candidate in try await candidates() {
            guard let remote = await remoteID(of: candidate), try await isOurs(candidate, remote) else { continue }
            return .found(remote)
        }
        // A look of the list may have been quicker.
        if let known = await remoteID(of: conversation) { return .found(known) }
        return begun == .answered ? .hidden : .new
    }

    private func candidates() async throws(ServiceFailure) -> [ConversationID] {
        let client = client
        let reply = try await limited { () async throws(ServiceFailure) in
            try await client.conversations(limit: Self.reach)
        }
        let seenAt = reply.serverDate ?? context.serverNow(clock)
        let rows = await context.kept(try await store.rows(of: reply.value.rows, maybe: entry.conversation))
        guard let rows,
            await context.kept(
                try await store.merge(list: rows, of: entry.account, isFirstSync: false, seenAt: seenAt)
            ) != nil
        else { return [] }
        return await context.kept(try await store.conversations(rows.map(\.id), of: entry.account)) ?? []
    }

    private func isOurs(_ candidate: ConversationID, _ remote: String) async throws(ServiceFailure) -> Bool {
        let (client, limit) = (client, context.settings.historyPage)
        let listing: Listing<ExchangeRecord>
        do throws(ServiceFailure) {
            listing = try await limited { () async throws(ServiceFailure) in
                try await client.messages(conversationID: remote, limit: limit).value
            }
        } catch {
            // Deleted meanwhile.
            if case .notFound = error { return false }
            throw error
        }
        let isFull = listing.sentRows >= limit
        let page = HistoryPage(
            conversation: candidate,
            records: listing.rows,
            request: .newest(limit),
            isFull: isFull
        )
        let merge = await context.kept(try await store.merge(page: page))
        return merge?.conversation == entry.conversation
    }

    private func remoteID(of candidate: ConversationID) async -> String? {
        let rows = await context.kept(try await store.rows(of: [candidate]))
        return rows?.first?.remoteID
    }

    private func limited<Value: Sendable>(
        _ body: @escaping @Sendable () async throws(ServiceFailure) -> Value
    ) async throws(ServiceFailure) -> Value {
        try await Deadline.within(.milliseconds(context.settings.askLimit), body).get()
    }
}
