package import PulseModel

// Notices go when what they speak of is over, and at the latest by time.

/// Conversations with texts that came while nobody looked; several looks of one catch-up are counted together.
package struct CatchUp: Hashable, Sendable {
    /// Each counts once, however many texts it has.
    package var conversations: Set<ConversationID>
    /// When the first of them came, in milliseconds of the continuous clock.
    package var since: Int64

    /// Milliseconds in which all that is caught up with counts as one.
    package static let duration: Int64 = 60_000
}

/// What a notice about the list speaks of.
struct ListStanding: Hashable {
    private var view: View
    private var status: ConversationStatus?
    private var widget: ListState.WidgetFilter?
    private var selection: ConversationID?
    private var open: ConversationID?
    private var notice: Notice?

    init(_ state: State) {
        view = state.list.view
        status = state.list.status
        widget = state.list.widget
        selection = state.list.selection
        open = state.thread?.conversation
        notice = state.notice
    }

    /// Whether the notice was there before and the list is another now.
    func isOver(in state: State) -> Bool {
        let now = ListStanding(state)
        return now != self && now.notice == notice
    }
}

extension State {
    /// Shows a sentence for a while.
    mutating func notify(_ content: Notice.Content) {
        notice = Notice(content, since: clock)
        if content.isFailure { lastFailure = LastFailure(notice: content, at: now) }
    }

    /// Ends a notice whose cause is over.
    mutating func endNotice(before: ListStanding) {
        guard let notice else { return }
        let isOver =
            switch notice.content {
            case .noMatch, .nothingWaits, .viewIsNarrowed: before.isOver(in: self)
            case .polling: polled.isEmpty
            case .stopping: isAssistantOpen && !isQuestionUnderWay
            default: false
            }
        if isOver { self.notice = nil }
    }

    /// Asks all servers because a key wants it.
    mutating func pollNow(_ effects: inout [Effect]) {
        if thread?.history.canBeTriedAgain == true { thread?.history = .more }
        polled = Set(accounts.map(\.id))
        notify(.polling)
        effects.append(.sync(.pollNow))
    }

    /// Takes an account's state; one that shows an answer ends the waiting for it.
    mutating func take(_ state: AccountState) {
        let old = accountStates[state.id]
        if old?.listsSeenAt != state.listsSeenAt || old?.health != state.health { polled.remove(state.id) }
        accountStates[state.id] = state
    }

    /// Says how many conversations have new texts after a start or a wake, once: its looks come one by one.
    mutating func countCatchUp(_ ids: [ConversationID]) {
        guard var known = catchUp, clock - known.since < CatchUp.duration else {
            catchUp = CatchUp(conversations: Set(ids), since: clock)
            return notify(.arrivedWhileAway(Set(ids).count))
        }
        known.conversations.formUnion(ids)
        catchUp = known
        if case .arrivedWhileAway? = notice?.content {
            notice?.content = .arrivedWhileAway(known.conversations.count)
        }
    }
}
