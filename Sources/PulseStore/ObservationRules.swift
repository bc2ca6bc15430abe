package import PulseModel

/// What a support conversation's row was seen to be the last time.
package struct Observed: Hashable, Sendable {
    package var text: String?
    package var updatedAt: Timestamp?
    package var status: ConversationStatus?

    package init(text: String? = nil, updatedAt: Timestamp? = nil, status: ConversationStatus? = nil) {
        self.text = text
        self.updatedAt = updatedAt
        self.status = status
    }
}

/// A message of ours that a row's last text may be, with the time in which it would show up, by the server's clock.
package struct OwnCandidate: Hashable, Sendable {
    package var id: ItemID
    package var text: String
    package var isSent: Bool
    /// From this moment on.
    package var from: Timestamp
    /// Up to this moment.
    package var until: Timestamp

    package init(id: ItemID, text: String, isSent: Bool, from: Timestamp, until: Timestamp) {
        self.id = id
        self.text = text
        self.isSent = isSent
        self.from = from
        self.until = until
    }
}

/// How a row's change is to be understood. Pure; when in doubt the visitor waits.
package enum ObservationRules {
    /// Milliseconds by which clocks and whole seconds may differ.
    package static let slack: Int64 = 2_000
    /// Milliseconds in which the server answers a send, or does not.
    package static let sendLimit: Int64 = 30_000
    /// Characters of ours that a cut text must begin with to count as ours.
    package static let prefixLength = 40

    /// What a look showed.
    package enum Verdict: Hashable, Sendable {
        /// Older than what is known.
        case outdated
        case unchanged
        /// A text of someone else.
        case newText
        /// The same text with a newer time: the same again, or activity. Counts as waiting.
        case again
        /// Only the status or the time changed.
        case activity
        /// A text of ours; it settles that message.
        case ours(ItemID)
    }

    /// What a look at a row shows, given what it was before.
    ///
    /// - Parameters:
    ///   - row: The row as the server gave it.
    ///   - known: The row as it was seen last; empty where it never was.
    ///   - own: Messages of ours that its text may be, newest first.
    package static func verdict(
        on row: SupportConversation,
        known: Observed,
        own: [OwnCandidate]
    ) -> Verdict {
        if let before = known.updatedAt, let now = row.updatedAt, now < before { return .outdated }
        let statusChanged = known.updatedAt != nil && row.status != known.status
        guard let text = row.lastMessage, !text.allSatisfy(\.isWhitespace) else {
            return statusChanged ? .activity : .unchanged
        }
        let isNewer = row.updatedAt != known.updatedAt
        let isSame = known.text.map { folded($0) == folded(text) } ?? false
        if isSame && !isNewer { return statusChanged ? .activity : .unchanged }
        if let mine = own.first(where: { isOurs(text, $0, at: row.updatedAt) }) { return .ours(mine.id) }
        guard isSame else { return .newText }
        return statusChanged ? .activity : .again
    }

    /// Whether a text is this message of ours, whole or shortened, in its time.
    static func isOurs(_ text: String, _ own: OwnCandidate, at moment: Timestamp?) -> Bool {
        guard let moment, moment >= own.from, moment <= own.until else { return false }
        let seen = folded(text)
        let mine = folded(own.text)
        if seen == mine { return true }
        if seen.hasSuffix("…") {
            let cut = seen.dropLast().trimmed
            return !cut.isEmpty && mine.hasPrefix(cut)
        }
        return seen.count >= prefixLength && mine.hasPrefix(seen)
    }

    /// The text trimmed, with LF line ends and runs of white space as one space.
    static func folded(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Substring {
    var trimmed: String { String(self).trimmed }
}
