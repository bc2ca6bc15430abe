package import ScreenKit

/// What a sign on the screen means; the help screen and the README print this table.
package enum Sign: CaseIterable, Hashable, Sendable {
    // In the first column of the list: one a row, the first that is true.
    case rowUnknown
    case rowRefused
    case rowHeld
    case rowUnread
    case rowAnswering
    case rowUnderWay
    case rowWaiting
    case rowDraft

    // In a thread.
    case inferred
    case sent
    case queued
    case sending
    case held
    case refused
    case unknown
    case answering
    case stopped
    case interrupted
    case failed
    case missing
    case folded
    case newBelow

    // In titles and the status line.
    case idTail
    case gone
    case deleted
    case noLook
    case listCut
    case moreAccounts
    case textCut

    /// Where a sign stands.
    package enum Position: CaseIterable, Hashable, Sendable {
        /// The list's first column: one sign alone.
        case row
        /// A thread: headings and the lines between messages.
        case thread
        /// The lines around the panes.
        case frame
    }

    package var position: Position {
        switch self {
        case .rowUnknown, .rowRefused, .rowHeld, .rowUnread, .rowAnswering, .rowUnderWay, .rowDraft, .rowWaiting: .row
        case .inferred, .sent, .queued, .sending, .held, .refused, .unknown, .answering, .stopped, .interrupted,
            .failed, .missing, .folded, .newBelow:
            .thread
        case .idTail, .gone, .deleted, .noLook, .listCut, .moreAccounts, .textCut: .frame
        }
    }

    /// The sign with the word beside it, as it is drawn; where it has a name or a number in it, an example.
    package func text(_ glyphs: Glyphs) -> DisplayText {
        switch self {
        case .rowUnknown: glyphs.unknown
        case .rowRefused: glyphs.failure
        case .rowHeld: glyphs.pause
        case .rowUnread: glyphs.unread
        case .rowAnswering: glyphs.gap
        case .rowUnderWay: glyphs.clock
        case .rowDraft: "+"
        case .rowWaiting: "~"
        case .inferred: "~Jane"
        case .sent: glyphs.check
        case .queued: glyphs.clock + " queued"
        case .sending: glyphs.rightArrow + " sending"
        case .held: glyphs.pause + " held"
        case .refused: glyphs.failure + " refused"
        case .unknown: glyphs.unknown + " unknown"
        case .answering: glyphs.gap + " answering"
        case .stopped: glyphs.pause + " stopped"
        case .interrupted: glyphs.failure + " interrupted"
        case .failed: glyphs.failure + " failed"
        case .missing: glyphs.gap + " missing"
        case .folded: glyphs.ellipsis + " more bytes"
        case .newBelow: glyphs.downArrow + " 2 new"
        case .idTail: "#da6a0"
        case .gone: "(gone)"
        case .deleted: "(deleted)"
        case .noLook: glyphs.separator + " no look"
        case .listCut: "640+"
        case .moreAccounts: "+3"
        case .textCut: glyphs.ellipsis
        }
    }

    /// What it means, in a few words.
    package var meaning: DisplayText {
        switch self {
        case .rowUnknown: "a message of yours may not have arrived"
        case .rowRefused: "a message of yours was refused"
        case .rowHeld: "a message of yours waits for your key"
        case .rowUnread: "unread"
        case .rowAnswering: "an answer is coming"
        case .rowUnderWay: "a message of yours is queued or leaving"
        case .rowDraft: "an unsent draft"
        case .rowWaiting: "seems to wait for you"
        case .inferred: "by the visitor, or a colleague elsewhere: the service does not say which"
        case .sent: "it arrived"
        case .queued: "leaves as soon as the service can be reached"
        case .sending: "on its way"
        case .held: "queued too long, or behind one that failed: it waits for your key"
        case .refused: "not accepted; the reason stands below"
        case .unknown: "it left and no answer came: it may have arrived"
        case .answering: "the answer is coming in"
        case .stopped: "you stopped the answer"
        case .interrupted: "the connection ended before the answer did"
        case .failed: "the service gave no answer, or not all of it; the reason stands below"
        case .missing: "between two messages: others may be missing here"
        case .folded: "a long text goes on; the details have it whole"
        case .newBelow: "messages below what is shown"
        case .idTail: "the end of its id, where two are named alike"
        case .gone: "in none of the server's lists any more"
        case .deleted: "deleted on the server; this is what was kept"
        case .noLook: "sent without a look for new texts before"
        case .listCut: "the server lists no more than these"
        case .moreAccounts: "behind the account: so many more"
        case .textCut: "the rest has no room"
        }
    }
}
