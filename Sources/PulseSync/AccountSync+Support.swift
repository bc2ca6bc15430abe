import PulseClient
import PulseModel
import PulseStore

extension AccountSync {
    /// A pause that is marked has more milliseconds than this, since the server's clock has whole seconds.
    private static let shortestPause: Int64 = 5_000

    /// Takes a look at a list of support conversations.
    func looked(
        _ ticket: SyncTicket,
        _ status: ConversationStatus,
        _ widget: String?,
        _ listing: Listing<SupportConversation>,
        seenAt: Timestamp,
        asked: ContinuousClock.Instant,
        isCatchUp: Bool
    ) async {
        let now = DeskMoment.now()
        let namedUnreadable = listing.unreadable.compactMap(\.id)
        let named = listing.rows.map(\.id) + namedUnreadable
        // Rows without an id are counted by the service, and cannot be counted here.
        let nameless = listing.unreadableCount - namedUnreadable.count
        plan.listCame(
            status,
            widget: widget,
            rows: Set(named),
            total: listing.total.map { max(0, $0 - nameless) },
            hasMore: listing.hasMore,
            at: now
        )
        unreadable[ticket.ask] = listing.unreadableCount
        for ask in seenInSplit.keys where plan.entries[ask] == nil { seenInSplit[ask] = nil }
        if status == .open, widget == nil { await markInterruption(until: seenAt) }
        let look = SupportListing(
            account: id,
            status: status,
            widgetID: widget,
            rows: listing.rows,
            seenAt: seenAt,
            isFirstSync: isFirstSync,
            isCatchUp: isCatchUp,
            asked: asked
        )
        guard let result = await context.kept(try await store.observe(look)) else { return }
        if status == .open, widget == nil { lastLook = seenAt }
        await search(ticket, status, widget, result, isCut: listing.hasMore)
        if isFirstSync, plan.isRoundComplete { isFirstSync = false }
    }

    /// Finds out what became of rows that are in this list no more.
    private func search(
        _ ticket: SyncTicket,
        _ status: ConversationStatus,
        _ widget: String?,
        _ result: ListedRows,
        isCut: Bool
    ) async {
        var left = result.left
        if widget != nil {
            seenInSplit[ticket.ask] = Set(result.seen)
        } else if isCut {
            let elsewhere = seenInSplit.filter { $0.key.isList(of: status) }.values
            left.removeAll { row in elsewhere.contains { $0.contains(row) } }
        }
        if missing.rowsLeft(left, of: status, isCut: isCut, ticket: ticket.number) {
            plan.rowsLeft(status, at: .now())
        }
        guard widget == nil else { return missing.found(result.seen) }
        let lost = missing.looked(at: status, seen: result.seen, isCut: isCut, ticket: ticket.number)
        for (presence, rows) in [(Presence.gone, lost.gone), (.beyondList, lost.beyond)] where !rows.isEmpty {
            await context.kept(try await store.setPresence(presence, of: rows))
        }
    }

    /// Marks that nobody looked for a while: longer than three looks are apart, or since the machine fell asleep.
    private func markInterruption(until: Timestamp) async {
        defer { wasInterrupted = false }
        guard let from = lastLook, !isFirstSync else { return }
        let pause = until.milliseconds(since: from)
        guard wasInterrupted ? pause > 0 : pause > max(Self.shortestPause, 3 * plan.listInterval) else { return }
        await context.kept(try await store.markInterruption(of: id, from: from, until: until, shown: shown?.id))
    }

    /// Takes the widgets.
    func widgetsCame(_ widgets: [Widget]) async {
        plan.widgetsCame(widgets.map(\.id), at: .now())
        await context.kept(try await store.save(widgets: widgets, of: id))
    }
}
