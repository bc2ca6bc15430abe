import PulseModel
import ScreenKit

/// What an action does to the state, and the work for the outside that follows.
///
/// Pure and total.
package func update(_ state: inout State, _ action: Action) -> [Effect] {
    var effects: [Effect] = []
    let attention = state.attention
    let place = ListStanding(state)
    let listRows = state.listRows
    // Time may release a key that was held back, and that key may do anything.
    let hasHeldKey = state.composer?.burst.deadline != nil || state.keyRun.deadline != nil
    state.apply(action, &effects)
    state.endNotice(before: place)
    state.noteUnderWay()
    state.settleQuitQuestion()
    // A list that was hidden may not have the selection in view any more.
    if listRows == 0, state.listRows > 0 { state.list.bringIntoView(height: state.listRows) }
    if state.attention != attention { effects.append(.sync(.attend(state.attention))) }
    if state.list.open != state.thread?.conversation { state.list.open = state.thread?.conversation }
    state.settleDetails()
    state.composer?.settle(columns: Layout.composerColumns(size: state.size, isZoomed: state.isZoomed))
    let composerRows = state.layout.composer.rows
    state.composer?.keepCaretInView(rows: composerRows)
    if action.leavesThreadAlone, !hasHeldKey {
        state.noticeEndSeen()
    } else {
        // For a key this was done after the last paint.
        if !action.isKey { state.wrapAhead() }
        state.settleThread(&effects)
    }
    return effects
}

extension Action {
    /// Whether nothing that the view of the thread depends on can change: these come with every key.
    fileprivate var leavesThreadAlone: Bool {
        switch self {
        case .timePassed, .painted: true
        default: false
        }
    }

    fileprivate var isKey: Bool {
        if case .key = self { true } else { false }
    }
}

extension State {
    /// What the person looks at.
    var attention: Attention {
        Attention(conversation: thread?.conversation, isFocused: windowFocus.isFocused(at: clock))
    }

    mutating func apply(_ action: Action, _ effects: inout [Effect]) {
        switch action {
        case .key(let key, let at):
            if options.hasBracketedPaste {
                press(key, at: at, &effects)
            } else {
                pressBurst([key], at: at, &effects)
            }
        case .burst(let keys, let at): pressBurst(keys, at: at, &effects)
        case .pasted(let text): paste(text, &effects)
        case .resized(let size): resize(to: size)
        case .focusChanged(let isFocused): windowFocus.reported = isFocused
        case .timePassed(let now, let at): passTime(now: now, at: at, &effects)
        case .painted:
            isLent = false
            ignoresKeys = false
            list.selectionWasPainted(at: clock)
            armQuestion()
            wrapAhead()
        case .terminated(let signal):
            endedBySignal = signal
            finish(&effects)
        case .resumed: effects.append(.sync(.wokeUp))
        case .rowsLoaded(let rows):
            wasRead(.loadRows)
            setList(rows)
        case .threadLoaded(let window, let draft):
            wasRead(.loadThread(window.conversation))
            loadThread(window, draft, &effects)
        case .windowLoaded(let window, let around):
            wasRead(.loadWindow(window.conversation, around: around))
            loadWindow(window, around: around, &effects)
        case .sentTextsLoaded(let account, let texts):
            wasRead(.loadSentTexts(account))
            setSentTexts(texts, of: account)
        case .retryMustWait(let id):
            if thread?.conversation == id { notify(.anotherComesFirst) }
        case .takenBack(let id, let text, let stored): takeBackDraft(text, stored: stored, of: id, &effects)
        case .conversationMade(let row): openMade(row, &effects)
        case .edited(let id, let text): takeEdited(text, of: id, &effects)
        case .changed(let change): apply(change, &effects)
        case .sync(let report): apply(report, &effects)
        case .draftSaved(let id, let draft): draftSaved(id, draft)
        case .storeFailed(let request, let failure): requestFailed(request, failure, &effects)
        }
    }

    mutating func resize(to size: Size) {
        guard size != self.size else { return }
        self.size = size
        list.bringIntoView(height: listRows)
        refitThread()
    }

    /// Wraps the thread to the room that it has now, which a key or the window has changed.
    mutating func refitThread() {
        let frame = threadFrame
        thread?.setColumns(in: frame)
        thread?.fillAfterResize(in: frame)
    }

    /// Rows of the thread pane that hold lines of the transcript.
    package var threadRows: Int {
        max(0, layout.thread.rows - (isAssistantOpen ? 0 : 1))
    }

    /// Columns that messages are wrapped to: the pane without the margins.
    package var threadColumns: Int {
        let columns = layout.thread.columns
        return max(1, (columns > 0 ? columns : size.columns) - State.textIndent - 1)
    }

    /// What the view of the thread depends on now.
    var threadFrame: ThreadFrame {
        ThreadFrame(rows: threadRows, columns: threadColumns, zone: zone, isAssistant: isAssistantOpen)
    }

    /// Columns that a message's text stands in from the pane's left.
    package static let textIndent = 3

    /// Whether an assistant's conversation is open.
    package var isAssistantOpen: Bool {
        openRow?.service == .assistant
    }

    /// Lays the view of the thread out anew, and asks for more before the person reaches an edge.
    mutating func settleThread(_ effects: inout [Effect]) {
        let frame = threadFrame
        let remoteID = openRow?.remoteID
        guard var thread else { return }
        // Moved out to avoid a copy-on-write.
        self.thread = nil
        thread.setColumns(in: frame)
        if thread.isLoaded && !thread.isReading { requestMore(&thread, frame, isOnServer: remoteID != nil, &effects) }
        thread.refresh(in: frame)
        self.thread = thread
        noticeEndSeen()
    }

    /// Wraps two screens above the view, while nobody waits for it.
    fileprivate mutating func wrapAhead() {
        let frame = threadFrame
        guard var thread else { return }
        // Moved out to avoid a copy-on-write.
        self.thread = nil
        thread.setColumns(in: frame)
        thread.wrapAhead(by: frame.rows * 2, in: frame)
        self.thread = thread
    }

    private func requestMore(
        _ thread: inout ThreadState,
        _ frame: ThreadFrame,
        isOnServer: Bool,
        _ effects: inout [Effect]
    ) {
        let ahead = frame.rows * 2
        if thread.seeksBeginning || thread.isNearTop(within: ahead, in: frame) {
            if thread.window.hasOlder {
                thread.isReading = true
                effects.append(.store(.loadWindow(thread.conversation, around: thread.wantedWindow)))
                return
            }
            if !thread.isLoadingStopped, frame.isAssistant, !thread.window.reachesBeginning, thread.history == .more,
                isOnServer
            {
                thread.history = .loading
                effects.append(.sync(.loadOlder(thread.conversation, toBeginning: thread.seeksBeginning)))
            }
        }
        let isAwayFromEnd = thread.anchor == .end && !thread.window.reachesEnd
        if isAwayFromEnd || thread.window.hasNewer && thread.isNearBottom(within: ahead, in: frame) {
            thread.isReading = true
            effects.append(.store(.loadWindow(thread.conversation, around: thread.wantedWindow)))
        }
    }

    /// Whether the open assistant's newest text stands on screen, so that it is about to count as read.
    package var isWatchingAnswer: Bool { isAssistantOpen && thread?.endSeen != nil }

    /// Notes since when the end has been seen: this end, and nothing in front of it.
    mutating func noticeEndSeen() {
        guard let thread else { return }
        guard thread.isLoaded, thread.showsEnd, let last = thread.window.items.last, layers.isEmpty, !isLent,
            windowFocus.isFocused(at: clock)
        else {
            self.thread?.endSeen = nil
            return
        }
        let newest = thread.window.items.lazy.map(\.id.rawValue).reduce(last.id.rawValue, max)
        let mark = ReadMark(newest: ItemID(rawValue: newest), last: last.id, revision: last.revision)
        guard thread.endSeen?.mark != mark else { return }
        self.thread?.endSeen = EndSeen(mark, since: clock)
    }
}
