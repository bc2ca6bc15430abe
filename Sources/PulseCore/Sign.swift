package import ScreenKit

/// What a sign on the screen means; the help screen and the README print this table.
package enum Sign: CaseIterable, Hashable, Sendable {
    // In the first column of the list, one a row: the first that is true.
    /// `unsent.unknown` of the row counts one or more.
    case rowUnknown
    /// `unsent.refused` counts one or more.
    case rowRefused
    /// `unsent.held` counts one or more.
    case rowHeld
    /// The row's `isUnread`.
    case rowUnread
    /// The row's `isAnswering`.
    case rowAnswering
    /// `unsent.underWay` counts one or more.
    case rowUnderWay
    /// The row's `isWaiting`.
    case rowWaiting
    /// The row's `hasDraft`.
    case rowDraft

    // In a thread.
    /// Before the name of who wrote a text that was seen by polling.
    case inferred
    /// Behind the time of a message of ours, like the five below.
    case sent
    /// `Delivery.queued`.
    case queued
    /// `Delivery.sending`.
    case sending
    /// `Delivery.held`, for either reason.
    case held
    /// `Delivery.refused`.
    case refused
    /// `Delivery.unknown`.
    case unknown
    /// Behind the name of an assistant, like the three below.
    case answering
    /// `AnswerState.stopped`.
    case stopped
    /// `AnswerState.interrupted`.
    case interrupted
    /// `AnswerState.failed`.
    case failed
    /// In the line of a mark between two messages.
    case missing
    /// Below the lines of a text that are shown.
    case folded
    /// In the last row of a thread, with the number of texts that arrived below it.
    case newBelow

    // In the lines around the panes.
    /// In the line at the list's right, beside its first or last row.
    case listGoesOn
    /// Behind a name in a title, where no address tells namesakes apart.
    case idTail
    /// In the composer's title: `Presence.gone`.
    case gone
    /// In the composer's title: `Presence.deleted`.
    case deleted
    /// In the composer's title: `BeforeSend.notLooked`.
    case noLook
    /// Behind the number of rows in the list's title.
    case listCut
    /// In the bottom line, while no conversation is open.
    case moreAccounts
    /// Where any line is cut.
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

    /// Under which heading the help and the README explain it.
    package var position: Position {
        switch self {
        case .rowUnknown, .rowRefused, .rowHeld, .rowUnread, .rowAnswering, .rowUnderWay, .rowDraft, .rowWaiting: .row
        case .inferred, .sent, .queued, .sending, .held, .refused, .unknown, .answering, .stopped, .interrupted,
            .failed, .missing, .folded, .newBelow:
            .thread
        case .listGoesOn, .idTail, .gone, .deleted, .noLook, .listCut, .moreAccounts, .textCut: .frame
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
        case .listGoesOn: glyphs.upArrow + " " + glyphs.downArrow
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
        case .interrupted: "the answer ended early; why stands below it"
        case .failed: "the service gave no answer, or not all of it; the reason stands below"
        case .missing: "between two messages: others may be missing here"
        case .folded: "a long text goes on; the details have it whole"
        case .newBelow: "messages below what is shown"
        case .listGoesOn: "the list goes on there"
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
