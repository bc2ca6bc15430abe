import PulseModel

extension State {
    mutating func runInThread(_ command: Command, _ effects: inout [Effect]) {
        let rows = threadRows
        switch command {
        case .down: scroll(by: 1)
        case .up: scroll(by: -1)
        case .pageDown: scroll(by: max(1, rows - 1))
        case .pageUp: scroll(by: -max(1, rows - 1))
        case .halfPageDown: scroll(by: max(1, rows / 2))
        case .halfPageUp: scroll(by: -max(1, rows / 2))
        case .first: seekBeginning()
        case .last: follow(&effects)
        case .nextItem: mark(step: 1)
        case .previousItem: mark(step: -1)
        case .reply: focus = .composer
        case .newConversation: startConversation(&effects)
        case .nextConversation: openNeighbour(step: 1, &effects)
        case .previousConversation: openNeighbour(step: -1, &effects)
        case .zoom: toggleZoom()
        case .details: layers.append(.details(Details(of: .open)))
        case .retry, .markSent, .backToDraft: decide(command, &effects)
        case .toList:
            if isZoomed { toggleZoom() }
            focus = .list
        default: break
        }
    }

    private mutating func scroll(by lines: Int) {
        thread?.goOnLoading()
        let frame = threadFrame
        thread?.scroll(by: lines, in: frame)
    }

    /// Goes to the oldest message and on loading older ones until the beginning, or any key.
    private mutating func seekBeginning() {
        guard let first = thread?.window.items.first else { return }
        thread?.goOnLoading()
        thread?.anchor = .above(first.id, lines: 2)
        let isBeginning = !isAssistantOpen || thread?.window.reachesBeginning == true
        let hasOlder = thread?.window.hasOlder == true
        thread?.seeksBeginning = !isBeginning || hasOlder
    }

    /// Goes to the newest message and follows what arrives.
    private mutating func follow(_ effects: inout [Effect]) {
        thread?.anchor = .end
        thread?.newBelow = []
        thread?.marked = nil
    }

    private mutating func mark(step: Int) {
        guard let thread, !thread.window.items.isEmpty else { return }
        let items = thread.window.items
        let index: Int
        if let marked = thread.marked, let current = items.firstIndex(where: { $0.id == marked }) {
            index = min(max(current + step, 0), items.count - 1)
        } else {
            let inView = thread.visible.map(\.item)
            let start = step > 0 ? inView.first : inView.last
            index = start.flatMap { id in items.firstIndex { $0.id == id } } ?? items.count - 1
        }
        self.thread?.marked = items[index].id
        let frame = threadFrame
        self.thread?.reveal(items[index].id, in: frame)
    }

    private mutating func openNeighbour(step: Int, _ effects: inout [Effect]) {
        let ids = list.shown
        guard !ids.isEmpty else { return }
        let current = thread.flatMap { ids.firstIndex(of: $0.conversation) }
        let index = current.map { $0 + step } ?? 0
        guard ids.indices.contains(index) else { return }
        selectAndOpen(ids[index], &effects)
    }

    private mutating func toggleZoom() {
        isZoomed.toggle()
        refitThread()
    }

    /// What the person decides on the marked, else the oldest unsent message.
    ///
    /// One that is out of view is shown first: nothing is decided on what nobody sees.
    private mutating func decide(_ command: Command, _ effects: inout [Effect]) {
        guard let thread, let item = thread.unsentTarget, let delivery = item.delivery else {
            return notify(.nothingUnsent)
        }
        guard thread.marked == item.id || thread.visible.contains(where: { $0.item == item.id }) else {
            self.thread?.marked = item.id
            let frame = threadFrame
            self.thread?.reveal(item.id, in: frame)
            return notify(.shownFirst)
        }
        switch command {
        case .retry:
            if case .unknown = delivery {
                layers.append(.question(Question(.resend(item.id, thread.conversation))))
            } else {
                effects.append(.store(.decide(item.id, thread.conversation, .retry)))
            }
        case .markSent: effects.append(.store(.decide(item.id, thread.conversation, .markSent)))
        default:
            if case .unknown = delivery {
                // Sent from the draft it would arrive twice, and nothing here would say so any more.
                let purpose = Question.Purpose.takeBack(item.id, thread.conversation, text: item.ownText)
                layers.append(.question(Question(purpose)))
            } else {
                takeBack(item.id, item.ownText, of: thread.conversation, &effects)
            }
        }
    }

    /// Takes an unsent message out of the outbox, into the draft.
    mutating func takeBack(_ item: ItemID, _ text: String, of id: ConversationID, _ effects: inout [Effect]) {
        saveDraftNow(&effects)
        askFromHere()
        effects.append(.store(.decide(item, id, .backToDraft(text: text))))
    }
}

extension ThreadState {
    /// Lets older messages be loaded again, after the person stopped it or the last try failed.
    fileprivate mutating func goOnLoading() {
        isLoadingStopped = false
        if history.canBeTriedAgain { history = .more }
    }
}
