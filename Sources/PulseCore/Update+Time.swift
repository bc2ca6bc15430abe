import PulseModel

extension State {
    mutating func passTime(now: Timestamp, at time: Int64, _ effects: inout [Effect]) {
        self.now = now
        clock = max(clock, time)
        list.fixSelection(at: clock)
        if let notice, clock - notice.since >= Notice.duration { self.notice = nil }
        if let since = changedSince, clock - since >= ComposerState.saveDelay { saveDraftNow(&effects) }
        readAgain(&effects)
        if let time = drafts.retryAt, clock >= time { saveAgain(&effects) }
        if let decisions = composer?.burst.timePassed(at: clock), !decisions.isEmpty { take(decisions, &effects) }
        if clock - keyRun.lastAt >= BurstGuard.pause, keyRun.lastAt > 0 { endKeyRun(&effects) }
        if let time = readDeadline, clock >= time, let thread, let mark = thread.endSeen?.mark {
            self.thread?.endSeen?.isAsked = true
            effects.append(.store(.markRead(thread.conversation, through: mark)))
        }
    }

    /// Since when the composer's text is not on its way to the disk; nil where it is.
    private var changedSince: Int64? {
        guard let composer, case .dirty(let since)? = drafts[composer.conversation]?.life else { return nil }
        return since
    }

    /// Milliseconds that a thread's end must be on screen until it counts as read.
    package static let readDwell: Int64 = 1_000

    /// When the end on screen counts as read; nil where it does not, does already, or the store was asked.
    private var readDeadline: Int64? {
        guard let seen = thread?.endSeen, !seen.isAsked, openRow?.isUnread == true else { return nil }
        return seen.since + State.readDwell
    }

    /// When time itself changes something next, in milliseconds of the continuous clock; nil when nothing waits for it.
    package var nextDeadline: Int64? {
        var deadlines: [Int64] = [clock + 60_000 - now.milliseconds % 60_000]
        if let notice { deadlines.append(notice.since + Notice.duration) }
        if let since = changedSince { deadlines.append(since + ComposerState.saveDelay) }
        if let time = drafts.retryAt { deadlines.append(time) }
        if let deadline = composer?.burst.deadline { deadlines.append(deadline) }
        if let deadline = keyRun.deadline { deadlines.append(deadline) }
        if let readDeadline { deadlines.append(readDeadline) }
        deadlines += failedReads.compactMap(\.due)
        if windowFocus.reported == nil, windowFocus.isFocused(at: clock) {
            deadlines.append(windowFocus.lastKey + WindowFocus.grace)
        }
        if let step = ages.nextStep { deadlines.append(clock + step) }
        return deadlines.min()
    }
}
