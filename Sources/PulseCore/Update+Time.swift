import PulseModel

extension State {
    mutating func passTime(now: Timestamp, at time: Int64, _ effects: inout [Effect]) {
        self.now = now
        clock = max(clock, time)
        if let notice, clock - notice.since >= Notice.duration { self.notice = nil }
        if let since = composer?.unsavedSince, clock - since >= ComposerState.saveDelay { saveDraftNow(&effects) }
        if let time = retryDraftsAt, clock >= time { saveAgain(&effects) }
        if let decisions = composer?.burst.timePassed(at: clock), !decisions.isEmpty { take(decisions, &effects) }
        if let since = thread?.endSeenSince, clock - since >= State.readDwell, let row = openRow, row.isUnread {
            effects.append(.markRead(row.id))
        }
    }

    /// Milliseconds that a thread's end must be on screen until it counts as read.
    package static let readDwell: Int64 = 1_000

    /// When time itself changes something next, in milliseconds of the continuous clock; nil when nothing waits for it.
    package var nextDeadline: Int64? {
        var deadlines: [Int64] = [clock + 60_000 - now.milliseconds % 60_000]
        if let notice { deadlines.append(notice.since + Notice.duration) }
        if let since = composer?.unsavedSince, composer?.isLoaded == true {
            deadlines.append(since + ComposerState.saveDelay)
        }
        if let retryDraftsAt { deadlines.append(retryDraftsAt) }
        if let deadline = composer?.burst.deadline { deadlines.append(deadline) }
        if let since = thread?.endSeenSince, openRow?.isUnread == true { deadlines.append(since + State.readDwell) }
        if windowFocus.reported == nil, windowFocus.isFocused(at: clock) {
            deadlines.append(windowFocus.lastKey + WindowFocus.grace)
        }
        if let step = ages.nextStep { deadlines.append(clock + step) }
        return deadlines.min()
    }
}
