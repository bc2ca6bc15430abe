import PulseModel

// Ctrl-C: what runs on screen is stopped first; quitting is asked for.

extension State {
    mutating func cancel(_ effects: inout [Effect]) {
        if !layers.isEmpty {
            layers.removeLast()
            return
        }
        if stopQuestion(&effects) { return }
        if let thread, thread.history == .loading {
            self.thread?.history = .more
            self.thread?.isLoadingStopped = true
            let stop = Effect.sync(.stopLoading(thread.conversation))
            if !effects.contains(stop) { effects.append(stop) }
        } else if focus == .composer, composer?.editor.isBlank == false {
            notify(.nothingUnderWay)
        } else if let last = thread?.underWayAt, clock - last < Self.stopGrace {
            // The key was meant for what ended meanwhile.
            notify(.nothingUnderWay)
        } else {
            layers.append(.question(Question(.quit(underWay))))
        }
    }

    /// Milliseconds in which a key to stop may still mean a question that is not under way any more.
    package static let stopGrace: Int64 = 2_000

    /// Stops the question that is under way in the open assistant conversation; whether there was one.
    private mutating func stopQuestion(_ effects: inout [Effect]) -> Bool {
        guard isAssistantOpen, let thread else { return false }
        if isAnswerUnderWay {
            notify(.stopping)
            effects.append(.sync(.stopAnswer(thread.conversation)))
            return true
        }
        if let queued = thread.untaken.last(where: { $0.delivery == .queued }) {
            takeBack(queued.id, queued.ownText, of: thread.conversation, &effects)
            // It may be about to leave: then it cannot be taken back, and its answer is stopped.
            effects.append(.sync(.stopAnswer(thread.conversation)))
            return true
        }
        if thread.isEnqueuing {
            // It is stopped as soon as the outbox has it.
            self.thread?.stopsWhenEnqueued = true
            notify(.stopping)
            return true
        }
        return false
    }

    /// Whether a question of the open conversation is leaving, or its answer streams.
    private var isAnswerUnderWay: Bool {
        openRow?.isAnswering == true || thread?.untaken.contains { $0.delivery == .sending } == true
    }

    /// Whether the open conversation has a question that is not answered and will be without a further key.
    package var isQuestionUnderWay: Bool {
        guard isAssistantOpen, let thread else { return false }
        return thread.isEnqueuing || isAnswerUnderWay || thread.untaken.contains { $0.delivery == .queued }
    }

    /// Notes until when a question was under way on screen.
    mutating func noteUnderWay() {
        if isQuestionUnderWay { thread?.underWayAt = clock }
    }

    /// The outbox has the question; where a key to stop it came earlier, it is carried out now.
    mutating func wasEnqueued(_ items: [TranscriptItem], _ effects: inout [Effect]) {
        guard thread?.isEnqueuing == true, items.contains(where: { !$0.ownText.isEmpty }) else { return }
        thread?.isEnqueuing = false
        guard thread?.stopsWhenEnqueued == true else { return }
        thread?.stopsWhenEnqueued = false
        _ = stopQuestion(&effects)
    }

    /// Keeps what an open question to quit says true, also when what it asked about has ended meanwhile.
    mutating func settleQuitQuestion() {
        guard case .question(var question) = layers.last, case .quit(let asked) = question.purpose else { return }
        let underWay = underWay
        guard underWay != asked else { return }
        question.purpose = .quit(underWay)
        layers[layers.count - 1] = .question(question)
    }
}

extension ThreadState {
    /// Messages of ours that the server has not taken; they stand behind all others.
    fileprivate var untaken: ArraySlice<TranscriptItem> {
        let items = window.items
        let first = items.lastIndex(where: \.isTaken).map { $0 + 1 } ?? items.startIndex
        return items[first...]
    }
}
