/// What one commit of the store changed; everyone who follows the store gets it, in the order of the commits.
///
/// Whoever loaded something once and applied all later changes to it has what a fresh load would give.
package struct DeskChange: Hashable, Sendable {
    /// Grows with each commit that changed something, also from one run of the program to the next.
    package var number: Int64
    /// Who changed it.
    package var cause: Cause
    /// Rows that are new or changed, as they are now.
    package var rows: [ConversationRow] = []
    /// Conversations that left the desk.
    package var removedRows: [RemovedRow] = []
    /// What of transcripts is new or changed, one entry for each conversation.
    package var transcripts: [TranscriptChange] = []
    /// Items that left their transcripts: back to the draft, or one with another.
    package var removedItems: [ItemID] = []
    /// Conversations whose draft is new, changed or gone.
    package var drafts: [ConversationID] = []
    /// Conversations in which something came that this desk did not write; for the bell.
    package var arrived: [ConversationID] = []
    /// Widgets of support accounts that were read anew.
    package var widgets: [AccountID: [Widget]] = [:]
    /// What assistants' apps call themselves, where that was read anew.
    package var appNames: [AccountID: String] = [:]

    /// A change of nothing yet.
    package init(number: Int64, cause: Cause) {
        self.number = number
        self.cause = cause
    }

    /// Who made a change.
    package enum Cause: Hashable, Sendable {
        /// A key of the person.
        case person
        /// A poll: the first one after a start or a sleep only catches up.
        case poll(isCatchUp: Bool)
        /// A message on its way, or the answer to it.
        case delivery
        /// A page of a history.
        case history
        /// The start of the program, which settles what an earlier run left.
        case start
    }

    /// A conversation that left the desk.
    package struct RemovedRow: Hashable, Sendable {
        /// Which one.
        package var id: ConversationID
        /// The conversation that has its transcript and its draft now; nil where it is gone for good.
        package var survivor: ConversationID?

        /// A conversation that is gone, or part of another.
        package init(id: ConversationID, survivor: ConversationID? = nil) {
            self.id = id
            self.survivor = survivor
        }
    }

    /// Whether nothing changed.
    package var isEmpty: Bool {
        rows.isEmpty && removedRows.isEmpty && transcripts.isEmpty && removedItems.isEmpty && drafts.isEmpty
            && arrived.isEmpty && widgets.isEmpty && appNames.isEmpty
    }
}

/// What of one transcript is new or changed.
package struct TranscriptChange: Hashable, Sendable {
    /// Whose transcript.
    package var conversation: ConversationID
    /// In the order of the transcript.
    package var items: [TranscriptItem]
    /// Set by a page of a history: then `items` is a part without holes, and this is what is kept around it.
    package var around: Surroundings?

    /// What is kept around a part of a transcript.
    package struct Surroundings: Hashable, Sendable {
        /// Whether the kept part goes on above without a hole.
        package var hasOlder: Bool
        /// Whether the kept part goes on below without a hole, messages apart that the server has not taken.
        package var hasNewer: Bool
        /// Whether newer messages are kept below a hole, where the part ends.
        package var endsAtHole: Bool
        /// Whether the first kept item, when it is reached, is the first there is.
        package var reachesBeginning: Bool

        /// What is kept around a part.
        package init(hasOlder: Bool, hasNewer: Bool, endsAtHole: Bool, reachesBeginning: Bool) {
            self.hasOlder = hasOlder
            self.hasNewer = hasNewer
            self.endsAtHole = endsAtHole
            self.reachesBeginning = reachesBeginning
        }
    }

    /// Items of one transcript.
    package init(conversation: ConversationID, items: [TranscriptItem], around: Surroundings? = nil) {
        self.conversation = conversation
        self.items = items
        self.around = around
    }
}
