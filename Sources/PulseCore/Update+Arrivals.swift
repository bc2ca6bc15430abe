package import PulseModel
import ScreenKit

// What answers to a key that was pressed earlier, or ends what is on screen. The person may have gone on: nothing here
// replaces what is being typed, and the focus moves only where it is as it was at the key.

/// Where the person was when a key asked for something that takes a moment.
package struct AskedFrom: Hashable, Sendable {
    /// What was open then; nil for nothing.
    package var conversation: ConversationID?
    /// Where the key was pressed.
    package var place: Place
}

extension State {
    /// Notes where the person is, for an answer that moves the focus.
    mutating func askFromHere() {
        askedFrom = AskedFrom(conversation: thread?.conversation, place: place)
    }

    /// Whether the person is where the key was pressed that is answered now.
    private mutating func consumePendingFocus() -> Bool {
        defer { askedFrom = nil }
        return askedFrom == AskedFrom(conversation: thread?.conversation, place: place)
    }

    /// The store has put the text before the stored draft; here it goes before what was typed meanwhile.
    mutating func takeBackDraft(_ text: String, stored: Draft, of id: ConversationID, _ effects: inout [Effect]) {
        putBack(text, of: id, stored: stored, &effects)
        if consumePendingFocus() && composer?.conversation == id { focus = .composer }
        notify(.backInDraft)
    }

    /// Opens the conversation that was just made, unless the person went elsewhere meanwhile.
    mutating func openMade(_ row: ConversationRow, _ effects: inout [Effect]) {
        guard consumePendingFocus() else { return notify(.conversationMade) }
        if !list.shown.contains(row.id) {
            // What was just made must be seen, whatever the list was narrowed to.
            list.view = .all
            list.status = nil
            list.widget = nil
            list.rearrange(height: listRows)
        }
        selectAndOpen(row.id, &effects)
        focus = .composer
    }

    /// Takes conversations off the desk that are gone for good.
    mutating func remove(_ ids: [ConversationID], _ number: Int64) {
        if let open = thread?.conversation, ids.contains(open) {
            if let text = composer?.draft?.text {
                // Its conversation is gone; where text is yanked, what was being written comes back.
                cutText.endRun()
                cutText.add(text, .after)
                cutText.endRun()
            }
            thread = nil
            composer = nil
            isZoomed = false
            if focus != .list {
                focus = .list
                // What is being typed was meant for the composer and must not run commands.
                ignoresKeys = true
            }
        }
        for id in ids { drafts.forget(id) }
        list.remove(ids, number, height: listRows)
    }

    /// One conversation was two; the store has moved the transcript and the stored draft of the twin.
    mutating func merge(
        _ twin: ConversationID,
        into survivor: ConversationID,
        _ number: Int64,
        _ effects: inout [Effect]
    ) {
        for id in [survivor, twin] where composer?.conversation == id {
            if let kept = composer?.kept { drafts.keep(kept, of: id) }
        }
        let rest = drafts.join(twin, into: survivor)
        if let open = thread?.conversation, open == twin || open == survivor {
            if open == twin {
                thread = ThreadState(conversation: survivor, columns: 1)
                let columns = threadColumns
                thread?.layout.setColumns(columns)
            }
            let history = composer?.history ?? SentHistory()
            composer = ComposerState(conversation: survivor, draft: rest)
            composer?.history = history
            _ = drafts.open(survivor)
            effects.append(.store(.loadThread(survivor)))
        } else if let rest {
            _ = drafts.open(survivor)
            drafts.keep(rest, of: survivor)
            effects.append(.store(.loadThread(survivor)))
        }
        if list.selection == twin { list.select(survivor, height: listRows) }
        list.remove([twin], number, height: listRows)
    }
}
