package import PulseModel

/// Something in front of the panes.
///
/// Keys go to the front one, drawing goes back to front.
package enum Layer: Hashable, Sendable {
    /// Keys and signs.
    case help(HelpState)
    /// A conversation, an item of it and the desk.
    case details(Details)
    /// Wants yes or no before anything else.
    case question(Question)
    /// Takes printable keys as text.
    case prompt(Prompt)
    /// Which assistant to ask.
    case picker(Picker)

    /// Where its keys are looked up.
    package var place: Place {
        switch self {
        case .help, .details, .picker: .overlay
        case .question: .question
        case .prompt: .prompt
        }
    }
}

/// How far an overlay is scrolled.
package struct ScrollState: Hashable, Sendable {
    /// Lines above the first one in view.
    package var top = 0

    /// At the top.
    package init() {}
}

/// The keys of a place, the signs, the keys of all other places.
package struct HelpState: Hashable, Sendable {
    /// The place that `?` was pressed in.
    package var place: Place
    /// Within the lines of `State.helpLines(of:)`.
    package var scroll = ScrollState()

    /// At the top.
    package init(place: Place) {
        self.place = place
    }
}

/// A question that wants yes or no.
///
/// It takes keys only after it was painted.
package struct Question: Hashable, Sendable {
    /// What is asked, with all that a yes needs.
    package enum Purpose: Hashable, Sendable {
        /// Quit although something is under way.
        case quit(UnderWay)
        /// Delete a conversation on the server.
        case delete(ConversationID)
        /// Send again what may have arrived.
        case resend(ItemID, ConversationID)
        /// Take back into the draft what may have arrived.
        case takeBack(ItemID, ConversationID, text: String)
    }

    /// The counts of `quit` follow what is under way while the question waits.
    package var purpose: Purpose
    /// Whether it has been on screen.
    package var isArmed = false

    /// It takes no key yet.
    package init(_ purpose: Purpose) {
        self.purpose = purpose
    }
}

/// What would be left behind by quitting.
package struct UnderWay: Hashable, Sendable {
    /// Answers that stream.
    package var answers: Int
    /// Messages of ours that are queued, held or leaving.
    package var unsent: Int
    /// Messages of ours that may have arrived.
    package var unknown: Int
    /// Drafts that the disk did not take.
    package var drafts: Int

    /// Counts, none by default.
    package init(answers: Int = 0, unsent: Int = 0, unknown: Int = 0, drafts: Int = 0) {
        self.answers = answers
        self.unsent = unsent
        self.unknown = unknown
        self.drafts = drafts
    }

    /// Whether quitting ends or leaves nothing: what is unknown stays so, and is shown at the next start.
    package var isNothing: Bool { answers + unsent + drafts == 0 }
}

/// A line to fill in.
package struct Prompt: Hashable, Sendable {
    /// What the line is for when it is accepted.
    package enum Purpose: Hashable, Sendable {
        /// A conversation's new title; blank asks the service for one.
        case rename(ConversationID)
        /// What to look for in the list; nothing is looked for where it is empty.
        case find
    }

    /// Decides what `accept` does with the line.
    package var purpose: Purpose
    /// The line itself; printable keys go into it.
    package var field: LineField

    /// A prompt with a text to begin with.
    package init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        // What was sought last is there to be found again, or to be typed over.
        field = LineField(text: text, isSelected: purpose == .find)
    }
}

/// A choice among a few.
package struct Picker: Hashable, Sendable {
    /// What a picker can offer.
    package enum Choice: Hashable, Sendable {
        /// A new conversation with this account's assistant.
        case assistant(AccountID)
    }

    /// In the order in which they stand on the screen.
    package var choices: [Choice]
    /// The index of the choice that `accept` takes.
    package var selected = 0

    /// The first one is selected.
    package init(choices: [Choice]) {
        self.choices = choices
    }
}
