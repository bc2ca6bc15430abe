/// What a key can be bound to.
///
/// The raw value is the name in the keymap file; `help` is the line that the help screen, the footer,
/// `pulse-tui keys` and the manual print. This list is the only place that knows them.
package enum Command: String, CaseIterable, Sendable, Hashable {
    // Everywhere
    case help
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case view1 = "view-1"
    case view2 = "view-2"
    case view3 = "view-3"
    case view4 = "view-4"
    case view5 = "view-5"
    case view6 = "view-6"
    case view7 = "view-7"
    case view8 = "view-8"
    case view9 = "view-9"
    case nextView = "next-view"
    case previousView = "previous-view"
    case nextWaiting = "next-waiting"
    case previousWaiting = "previous-waiting"
    case pollNow = "poll-now"
    case repaint
    case suspend
    case cancel
    case leave

    // Moving, in the list, the thread and overlays
    case down
    case up
    case pageDown = "page-down"
    case pageUp = "page-up"
    case halfPageDown = "half-page-down"
    case halfPageUp = "half-page-up"
    case first
    case last

    // List
    case open
    case reply
    case newConversation = "new-conversation"
    case rename
    case delete
    case filterStatus = "filter-status"
    case filterWidget = "filter-widget"
    case find
    case findNext = "find-next"
    case findPrevious = "find-previous"
    case quit

    // Thread
    case nextItem = "next-item"
    case previousItem = "previous-item"
    case nextConversation = "next-conversation"
    case previousConversation = "previous-conversation"
    case zoom
    case details
    case retry
    case markSent = "mark-sent"
    case backToDraft = "back-to-draft"
    case toList = "to-list"

    // Composer
    case send
    case newLine = "new-line"
    case editor
    case toThread = "to-thread"

    // Text fields
    case startOfLine = "start-of-line"
    case endOfLine = "end-of-line"
    case startOfText = "start-of-text"
    case endOfText = "end-of-text"
    case left
    case right
    case wordLeft = "word-left"
    case wordRight = "word-right"
    case lineUp = "line-up"
    case lineDown = "line-down"
    case deleteBackward = "delete-backward"
    case deleteForward = "delete-forward"
    case deleteWordBackward = "delete-word-backward"
    case deleteWordForward = "delete-word-forward"
    case killToStart = "kill-to-start"
    case killToEnd = "kill-to-end"
    case yank
    case undo

    // Prompts, questions, overlays
    case accept
    case dismiss
    case yes
    case no
}

extension Command {
    /// Whether its key from everywhere works while a question waits, too.
    package var isForQuestions: Bool {
        switch self {
        case .leave, .suspend, .repaint: true
        default: false
        }
    }

    /// One line that says what it does, without a full stop.
    package var help: String {
        switch self {
        case .help: "keys of this place, signs, all other keys"
        case .nextPane: "next pane"
        case .previousPane: "previous pane"
        case .view1: "view 1: all"
        case .view2: "view 2: open"
        case .view3: "view 3: unread"
        case .view4: "view 4: snoozed"
        case .view5: "view 5: resolved"
        case .view6, .view7, .view8, .view9: "view \(rawValue.suffix(1)): widgets, then accounts, follow the five"
        case .nextView: "next view"
        case .previousView: "previous view"
        case .nextWaiting: "open the next one that waits"
        case .previousWaiting: "open the previous one that waits"
        case .pollNow: "ask the servers now"
        case .repaint: "paint the screen again"
        case .suspend: "suspend to the shell"
        case .cancel: "stop the answer or the loading, else quit"
        case .leave: "leave at once, drafts are saved"
        case .down: "down"
        case .up: "up"
        case .pageDown: "a page down"
        case .pageUp: "a page up"
        case .halfPageDown: "half a page down"
        case .halfPageUp: "half a page up"
        case .first: "first row, or oldest message"
        case .last: "last row, or newest message, and follow"
        case .open: "open"
        case .reply: "reply"
        case .newConversation: "new conversation with an assistant"
        case .rename: "rename (assistants)"
        case .delete: "delete on the server (assistants), asks"
        case .filterStatus: "show another status; a view key ends it"
        case .filterWidget: "show another widget; a view key ends it"
        case .find: "find in the list"
        case .findNext: "next match"
        case .findPrevious: "previous match"
        case .quit: "quit"
        case .nextItem: "mark the next message"
        case .previousItem: "mark the previous message"
        case .nextConversation: "next conversation"
        case .previousConversation: "previous conversation"
        case .zoom: "thread alone on the screen, or all panes"
        case .details: "details of conversation, message and desk"
        case .retry: "send the unsent message again"
        case .markSent: "mark the unsent message as sent"
        case .backToDraft: "take the unsent message back into the draft"
        case .toList: "to the list, the thread stays"
        case .send: "send"
        case .newLine: "new line"
        case .editor: "write in $VISUAL or $EDITOR"
        case .toThread: "to the thread, the draft is kept"
        case .startOfLine: "start of the line"
        case .startOfText: "start of the text"
        case .endOfText: "end of the text"
        case .endOfLine: "end of the line"
        case .left: "left"
        case .right: "right"
        case .wordLeft: "a word left"
        case .wordRight: "a word right"
        case .lineUp: "a line up; at the top an earlier sent text"
        case .lineDown: "a line down; at the bottom a later sent text"
        case .deleteBackward: "delete the character before"
        case .deleteForward: "delete the character under the cursor"
        case .deleteWordBackward: "cut the word before"
        case .deleteWordForward: "cut the word behind"
        case .killToStart: "cut to the start of the line"
        case .killToEnd: "cut to the end of the line"
        case .yank: "put back what was cut"
        case .undo: "undo"
        case .accept: "accept"
        case .dismiss: "close"
        case .yes: "yes"
        case .no: "no"
        }
    }
}
