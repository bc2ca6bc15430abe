/// What a key can be bound to.
///
/// The raw value is the name in the keymap file; `help` is the line that the help screen and `pulse-tui keys` print.
/// This list is the only place that knows them; the hints in the bottom line have shorter words of their own.
package enum Command: String, CaseIterable, Sendable, Hashable {
    // Everywhere
    /// Opens the keys of the place it is pressed in, or closes them.
    case help
    /// From the list to the thread, the composer and round again; nothing while no conversation is open.
    case nextPane = "next-pane"
    /// The other way round.
    case previousPane = "previous-pane"
    /// All conversations; like every numbered view it ends the filters of status and widget.
    case view1 = "view-1"
    /// Open conversations of support.
    case view2 = "view-2"
    /// Unread ones of both services.
    case view3 = "view-3"
    /// Snoozed conversations of support.
    case view4 = "view-4"
    /// Resolved conversations of support.
    case view5 = "view-5"
    /// The first view behind the five; like those below nothing where there are fewer.
    case view6 = "view-6"
    /// The second one behind the five.
    case view7 = "view-7"
    /// The third one behind the five.
    case view8 = "view-8"
    /// The fourth one behind the five; what follows has no number and is reached by `nextView`.
    case view9 = "view-9"
    /// The view with the next number, the first behind the last.
    case nextView = "next-view"
    /// The view with the number before, the last before the first.
    case previousView = "previous-view"
    /// Opens what waits or is unread below the open conversation, then from the top; shows all where the view hides it.
    case nextWaiting = "next-waiting"
    /// The same upwards.
    case previousWaiting = "previous-waiting"
    /// Also tries again what could not be loaded, and reads the keys of stopped accounts again.
    case pollNow = "poll-now"
    /// Draws every cell, whatever the terminal is thought to show.
    case repaint
    /// Saves the draft and gives the terminal back to the shell until `fg`.
    case suspend
    /// Closes what is in front, else stops an answer or a loading, else asks to quit unless the draft is being written.
    case cancel
    /// Ends without a question; growing answers are left to the server.
    case leave

    // Moving, in the list, the thread and overlays
    /// A row in the list, a choice in a picker, a line elsewhere.
    case down
    /// A row in the list, a choice in a picker, a line elsewhere.
    case up
    /// A page but for a line, so that the last one stays in view; from the composer it scrolls the thread.
    case pageDown = "page-down"
    /// A page but for a line, so that the first one stays in view; from the composer it scrolls the thread.
    case pageUp = "page-up"
    /// Half of what is in view, one line at least.
    case halfPageDown = "half-page-down"
    /// Half of what is in view, one line at least.
    case halfPageUp = "half-page-up"
    /// In a thread it goes on loading older messages until the beginning, or any key.
    case first
    /// In a thread it takes the mark away and follows what arrives.
    case last

    // List
    /// The selected conversation, with the focus in its thread; in a picker the same as `accept`.
    case open
    /// To the composer; from the list it opens the selected conversation first.
    case reply
    /// Asks which assistant where there are several.
    case newConversation = "new-conversation"
    /// Asks for the title; only what the server has can be renamed.
    case rename
    /// Also takes away what is only on this desk.
    case delete
    /// Goes through open, snoozed, resolved and none, on top of the view.
    case filterStatus = "filter-status"
    /// Goes through the widgets of all accounts and none, on top of the view.
    case filterWidget = "filter-widget"
    /// Asks what to look for in names, addresses and last texts of the rows that the view shows.
    case find
    /// Below the selection, then from the top.
    case findNext = "find-next"
    /// Above the selection, then from the end.
    case findPrevious = "find-previous"
    /// Asks only where something is under way; closes overlays like `dismiss`.
    case quit

    // Thread
    /// The item below the marked one, at first the first in view.
    case nextItem = "next-item"
    /// The item above the marked one, at first the last in view.
    case previousItem = "previous-item"
    /// Opens the one below in the list; stops at its end.
    case nextConversation = "next-conversation"
    /// Opens the one above in the list; stops at its top.
    case previousConversation = "previous-conversation"
    /// Until it is pressed again, or the person goes to the list.
    case zoom
    /// Of the open conversation, in the list of the selected one.
    case details
    /// Asks first where the message may have arrived.
    case retry
    /// On the person's word alone: nothing is sent and nothing asked.
    case markSent = "mark-sent"
    /// Its text goes before the draft; asks first where the message may have arrived.
    case backToDraft = "back-to-draft"
    /// Ends the zoom, too.
    case toList = "to-list"

    // Composer
    /// Into the outbox; nothing where the text is blank.
    case send
    /// Never sends, whatever key it has.
    case newLine = "new-line"
    /// Keeps the old text where the editor fails or leaves none.
    case editor
    /// Writes the draft to the disk at once.
    case toThread = "to-thread"

    // Text fields
    /// Behind the line end before the caret, wherever the line is wrapped.
    case startOfLine = "start-of-line"
    /// Before the next line end, wherever the line is wrapped.
    case endOfLine = "end-of-line"
    /// Before the first character.
    case startOfText = "start-of-text"
    /// Behind the last character.
    case endOfText = "end-of-text"
    /// One character, over line ends too.
    case left
    /// One character, over line ends too.
    case right
    /// To the start of a word of letters, digits and `_`.
    case wordLeft = "word-left"
    /// To the end of a word of letters, digits and `_`.
    case wordRight = "word-right"
    /// By wrapped lines, in the column that the first of such moves began in.
    case lineUp = "line-up"
    /// By wrapped lines, in the column that the first of such moves began in.
    case lineDown = "line-down"
    /// What it takes is not kept for `yank`.
    case deleteBackward = "delete-backward"
    /// What it takes is not kept for `yank`.
    case deleteForward = "delete-forward"
    /// Up to white space, as shells do.
    case deleteWordBackward = "delete-word-backward"
    /// To the end of a word of letters, digits and `_`.
    case deleteWordForward = "delete-word-forward"
    /// At the start of a line it takes the line end before it.
    case killToStart = "kill-to-start"
    /// At the end of a line it takes the line end.
    case killToEnd = "kill-to-end"
    /// What was cut last in any text field.
    case yank
    /// A run of typing is taken back as one step.
    case undo

    // Prompts, questions, overlays
    /// What a prompt has in its line, or a picker's selected choice.
    case accept
    /// Leaves all as it was; a question takes it for a no.
    case dismiss
    /// Works once the question has been painted.
    case yes
    /// Closes the question and does nothing.
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
