import PulseModel
package import ScreenKit

/// A line of the details of a conversation and its marked message.
package enum DetailLine: Hashable, Sendable {
    /// A name and its value, or the value's first line.
    case field(Field, DisplayText)
    /// A further line of the value above.
    case more(DisplayText)
    /// The beginning of a section.
    case heading(Heading)
    /// A wrapped line of what someone wrote.
    case text(DisplayText)
    /// A line of how a message or an answer stands.
    case note(DisplayText)
    /// The same, where it needs the person.
    case problem(DisplayText)
    /// Stands between two sections.
    case blank

    /// What a field is called; the words are elsewhere.
    package enum Field: Hashable, Sendable {
        /// The visitor's name, or the conversation's title.
        case name
        /// The visitor's address, as the server has it.
        case email
        /// Where the visitor writes: the widget's name, or its id until the name is known.
        case widget
        /// The server's word; support only.
        case status
        /// Whose conversation it is, or which account the lines below speak of.
        case account
        /// How the account stands.
        case standing
        /// Why older messages are not here.
        case history
        /// The conversation's id on the server; left out until the server has given one.
        case serverID
        /// The id of a message of ours on the server; left out until the server has taken it.
        case messageID
        /// Day, hour and minute.
        case time
        /// Who wrote it.
        case sender
        /// What failed last, and when.
        case lastFailure
    }

    /// What stands below.
    package enum Heading: Hashable, Sendable {
        /// Who writes, where, and how the account stands.
        case conversation
        /// What is wrong elsewhere; where no conversation is shown, how every account stands.
        case desk
        /// A text of a support conversation: the visitor's or ours.
        case message
        /// What was asked of an assistant.
        case question
        /// What the assistant answered.
        case answer
        /// A source of the answer, by the service's number, else counted from 1.
        case source(Int)
        /// What a step of an agent says beyond the answer, counted from 1.
        case thought(Int)
    }
}

extension State {
    /// Keeps the lines of the details in front up to date.
    mutating func settleDetails() {
        guard case .details(var details) = layers.last else { return }
        let row = details.subject == .open ? openRow : selectedRow
        let item = row?.id == thread?.conversation ? detailItem(details.item) : nil
        let head = Details.HeadKey(
            row: row,
            account: row.map(standing) ?? [],
            desk: deskStanding(besides: row?.account),
            columns: detailColumns
        )
        let body = item.map { item in
            Details.BodyKey(
                item: item.id,
                revision: item.revision,
                waits: item.delivery.flatMap { delivery in
                    Sentences.waits(delivery, health: row.flatMap { accountStates[$0.account]?.health }, keymap)
                },
                assistant: row.map { appName(of: $0.account) },
                visitor: row?.shownName,
                columns: detailColumns
            )
        }
        // The layer gives its copy up, so that the lines are not copied.
        layers.removeLast()
        details.settleHead(head) { detailLines(from: head, isBeforeItem: item != nil) }
        details.settleBody(body, rows: overlayRows) {
            guard let item, let body else { return [] }
            return detailParts(of: item, body)
        }
        layers.append(.details(details))
    }

    /// The details of a conversation, with what is wrong below, whole and wrapped.
    private func detailLines(from key: Details.HeadKey, isBeforeItem: Bool) -> [DetailLine] {
        let columns = key.columns
        var sections: [[DetailLine]] = []
        if let row = key.row {
            var lines: [DetailLine] = [.heading(.conversation)]
            lines += Self.field(.name, row.shownName, columns)
            lines += Self.field(.email, row.email, columns)
            lines += Self.field(.widget, widgetName(of: row), columns)
            lines += Self.field(.status, row.status?.rawValue, columns)
            lines += Self.field(.account, row.account.rawValue, columns)
            lines += key.account
            lines += Self.field(.serverID, row.remoteID, columns)
            sections.append(lines)
        }
        if !key.desk.isEmpty { sections.append([.heading(.desk)] + key.desk) }
        let lines = Array(sections.joined(separator: [.blank]))
        return isBeforeItem && !lines.isEmpty ? lines + [.blank] : lines
    }

    /// Columns of text in the details; where there is room, some of what is behind stays in view at both sides.
    package var detailColumns: Int { max(1, min(size.columns - (size.columns < 60 ? 4 : 8), 100)) }

    /// Columns that a field's value stands from the left.
    package static let detailIndent = 16

    /// The item whose details are open; at first the marked one, else the newest.
    private func detailItem(_ shown: ItemID?) -> TranscriptItem? {
        guard let items = thread?.window.items else { return nil }
        let wanted = shown ?? thread?.marked
        let item = wanted.flatMap { id in items.first { $0.id == id } } ?? items.last
        // A mark says all that is known of it where it stands.
        if case .mark? = item?.content { return nil }
        return item
    }

    static func field(_ field: DetailLine.Field, _ value: String?, _ columns: Int) -> [DetailLine] {
        guard let value, !value.isEmpty else { return [] }
        let lines = TextLayout.wrap(DisplayText(sanitizing: value), columns: max(1, columns - detailIndent))
        return lines.enumerated().map { $0 == 0 ? .field(field, $1) : .more($1) }
    }

    static func notes(_ words: DisplayText, _ columns: Int) -> [DetailLine] {
        TextLayout.wrap(words, columns: columns).map { .note($0) }
    }

    static func problems(_ words: DisplayText, _ columns: Int) -> [DetailLine] {
        TextLayout.wrap(words, columns: columns).map { .problem($0) }
    }
}
