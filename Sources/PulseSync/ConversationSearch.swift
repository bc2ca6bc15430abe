import PulseClient
import PulseModel
import PulseStore

/// The search for a conversation that the server may have begun with a question of which no answer came.
///
/// The person said that the question was sent. Before another one leaves, which would begin one more conversation, the
/// newest conversations of the list are looked through.
struct ConversationSearch: Sendable {
    /// The most rows of the list that are looked through.
    private static let reach = 100

    let entry: OutboxEntry
    let client: AssistantClient
    let context: SyncContext
    let clock: ServerClock

    /// Looks whether the server has the conversation; where it has, the store knows its id from then on.
    /// - Returns: the server's id; nil where there is nothing to search, or nothing was found.
    /// - Throws: what the service said, so that nothing is known.
    func run() async throws(ServiceFailure) -> String? {
        let (store, conversation) = (context.store, entry.conversation)
        guard entry.remoteConversation == nil else { return entry.remoteConversation }
        let isNeeded = await context.kept { () async throws(StoreFailure) in
            try await store.isKnownByWordAlone(conversation)
        }
        guard isNeeded == true else { return nil }
        for candidate in try await candidates() {
            guard let remote = await remoteID(of: candidate), try await isOurs(candidate, remote) else { continue }
            return remote
        }
        return nil
    }

    private func candidates() async throws(ServiceFailure) -> [ConversationID] {
        let (store, entry, client) = (context.store, entry, client)
        let reply = try await limited { () async throws(ServiceFailure) in
            try await client.conversations(limit: Self.reach)
        }
        let seenAt = reply.serverDate ?? context.serverNow(clock)
        let found = await context.kept { () async throws(StoreFailure) in
            let rows = try await store.rows(of: reply.value.rows, maybe: entry.conversation)
            let merge = try await store.merge(list: rows, of: entry.account, isBase: false, seenAt: seenAt)
            return (merge, try await store.conversations(rows.map(\.id), of: entry.account))
        }
        guard let (merge, ids) = found else { return [] }
        if !merge.rows.isEmpty { context.report(.rows(merge.rows)) }
        return ids
    }

    private func isOurs(_ candidate: ConversationID, _ remote: String) async throws(ServiceFailure) -> Bool {
        let (store, client, limit) = (context.store, client, context.settings.historyPage)
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
        let merge = await context.kept { () async throws(StoreFailure) in try await store.merge(page: page) }
        guard let merge else { return false }
        context.publish(merge)
        return merge.conversation == entry.conversation
    }

    private func remoteID(of candidate: ConversationID) async -> String? {
        let store = context.store
        let rows = await context.kept { () async throws(StoreFailure) in try await store.rows(of: [candidate]) }
        return rows?.first?.remoteID
    }

    private func limited<Value: Sendable>(
        _ body: @escaping @Sendable () async throws(ServiceFailure) -> Value
    ) async throws(ServiceFailure) -> Value {
        try await Deadline.within(.milliseconds(context.settings.askLimit), body).get()
    }
}
