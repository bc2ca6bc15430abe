package import PulseModel

/// Something in front of the panes.
///
/// Keys go to the front one, drawing goes back to front.
package enum Layer: Hashable, Sendable {
    case help(HelpState)
    case details(Details)
    case question(Question)
    case prompt(Prompt)
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

    package init() {}
}

/// The keys of a place, the signs, the keys of all other places.
package struct HelpState: Hashable, Sendable {
    /// The place that `?` was pressed in.
    package var place: Place
    package var scroll = ScrollState()

    package init(place: Place) {
        self.place = place
    }
}

/// A question that wants yes or no.
///
/// It takes keys only after it was painted.
package struct Question: Hashable, Sendable {
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

    package var purpose: Purpose
    /// Whether it has been on screen.
    package var isArmed = false

    package init(_ purpose: Purpose) {
        self.purpose = purpose
    }
}

/// What would be left behind by quitting.
package struct UnderWay: Hashable, Sendable {
    package var answers: Int
    package var unsent: Int
    package var unknown: Int
    /// Drafts that the disk did not take.
    package var drafts: Int

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
    package enum Purpose: Hashable, Sendable {
        /// A conversation's new title; blank asks the service for one.
        case rename(ConversationID)
        case find
    }

    package var purpose: Purpose
    package var field: LineField

    package init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        // What was sought last is there to be found again, or to be typed over.
        field = LineField(text: text, isSelected: purpose == .find)
    }
}

/// A choice among a few.
package struct Picker: Hashable, Sendable {
    package enum Choice: Hashable, Sendable {
        /// A new conversation with this account's assistant.
        case assistant(AccountID)
    }

    package var choices: [Choice]
    package var selected = 0

    package init(choices: [Choice]) {
        self.choices = choices
    }
}
