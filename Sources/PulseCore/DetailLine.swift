package import PulseModel
package import ScreenKit

/// A line of the details of a conversation and its marked message.
package enum DetailLine: Hashable, Sendable {
    /// A name and its value, or the value's first line.
    case field(Field, DisplayText)
    /// A further line of the value above.
    case more(DisplayText)
    case heading(Heading)
    case text(DisplayText)
    /// A line of how a message or an answer stands.
    case note(DisplayText)
    /// The same, where it needs the person.
    case problem(DisplayText)
    case blank

    /// What a field is called; the words are elsewhere.
    package enum Field: Hashable, Sendable {
        case name
        case email
        case widget
        case status
        case account
        /// How the account stands.
        case standing
        /// Why older messages are not here.
        case history
        case serverID
        case messageID
        /// What failed last, and when.
        case lastFailure
    }

    /// What stands below.
    package enum Heading: Hashable, Sendable {
        case conversation
        case desk
        case message
        case question
        case answer
        case source(Int)
        case thought(Int)
    }
}

extension State {
    /// Keeps the lines of the details in front up to date.
    mutating func settleDetails() {
        guard case .details(var details) = layers.last else { return }
        let row = details.subject == .open ? openRow : selectedRow
        let item = row?.id == thread?.conversation ? detailItem : nil
        let key = Details.Key(
            row: row,
            item: item?.id,
            revision: item?.revision,
            standing: [row.map(standing) ?? [], deskStanding(besides: row?.account)],
            columns: detailColumns
        )
        // The layer gives its copy up, so that the lines are not copied.
        layers.removeLast()
        details.settle(key) { detailLines(of: row, item, key.standing) }
        layers.append(.details(details))
    }

    /// The details of a conversation and an item of it, whole and wrapped, with what is wrong between them.
    private func detailLines(
        of row: ConversationRow?,
        _ item: TranscriptItem?,
        _ standing: [[DetailLine]]
    ) -> [DetailLine] {
        let columns = detailColumns
        var sections: [[DetailLine]] = []
        if let row {
            var lines: [DetailLine] = [.heading(.conversation)]
            lines += Self.field(.name, row.shownName, columns)
            lines += Self.field(.email, row.email, columns)
            lines += Self.field(.widget, widgetName(of: row), columns)
            lines += Self.field(.status, row.status?.rawValue, columns)
            lines += Self.field(.account, row.account.rawValue, columns)
            lines += standing[0]
            lines += Self.field(.serverID, row.remoteID, columns)
            sections.append(lines)
        }
        if !standing[1].isEmpty { sections.append([.heading(.desk)] + standing[1]) }
        let health = row.flatMap { accountStates[$0.account]?.health }
        if let item { sections.append(Self.details(of: item, health, columns: columns)) }
        return Array(sections.filter { !$0.isEmpty }.joined(separator: [.blank]))
    }

    /// Columns of text in the details.
    package var detailColumns: Int { max(1, min(size.columns - 4, 100)) }

    /// Columns that a field's value stands from the left.
    package static let detailIndent = 16

    /// The marked item, else the newest.
    private var detailItem: TranscriptItem? {
        guard let thread else { return nil }
        return thread.marked.flatMap { id in thread.window.items.first { $0.id == id } } ?? thread.window.items.last
    }

    /// The name of a row's widget, as far as it is known.
    package func widgetName(of row: ConversationRow) -> String? {
        guard let id = row.widgetID else { return nil }
        return widgets[row.account]?.first { $0.id == id }?.name ?? id
    }

    private static func details(
        of item: TranscriptItem,
        _ health: AccountState.Health?,
        columns: Int
    ) -> [DetailLine] {
        var lines: [DetailLine] = []
        switch item.content {
        case .observed(let observed):
            lines.append(.heading(.message))
            lines += wrapped(observed.text, columns)
        case .own(let message):
            lines.append(.heading(.message))
            lines += delivery(message.delivery, health, columns)
            if message.confirmedByLook { lines += notes(Sentences.confirmedByLook, columns) }
            lines += field(.messageID, message.remoteID, columns)
            lines += wrapped(message.text, columns)
        case .exchange(let exchange):
            lines.append(.heading(.question))
            lines += delivery(exchange.delivery, health, columns)
            lines += field(.messageID, exchange.remoteID, columns)
            lines += wrapped(exchange.query, columns)
            for (index, thought) in exchange.thoughts.enumerated() {
                lines += [.blank, .heading(.thought(index + 1))]
                for text in [thought.tool, thought.thought, thought.toolInput, thought.observation] {
                    if let text, !text.isEmpty { lines += wrapped(text, columns) }
                }
            }
            lines += [.blank, .heading(.answer)]
            switch exchange.state {
            case .failed(let words): lines += problems(Sentences.answerFailure(words), columns)
            case .empty, .stopped, .interrupted: lines += notes(Sentences.answerEnd(exchange.state)[0], columns)
            case .complete where exchange.isAnswerBlank:
                lines += notes(Sentences.answerEnd(exchange.state)[0], columns)
            case .none, .streaming, .complete: break
            }
            lines += wrapped(exchange.answer, columns)
            for (index, source) in exchange.sources.enumerated() {
                lines += [.blank, .heading(.source(source.position ?? index + 1))]
                let title = [source.datasetName, source.documentName].compactMap { $0 }.joined(separator: " / ")
                lines += wrapped(title, columns) + wrapped(source.content ?? "", columns)
            }
        case .mark: break
        }
        return lines
    }

    static func field(_ field: DetailLine.Field, _ value: String?, _ columns: Int) -> [DetailLine] {
        guard let value, !value.isEmpty else { return [] }
        let lines = TextLayout.wrap(DisplayText(sanitizing: value), columns: max(1, columns - detailIndent))
        return lines.enumerated().map { $0 == 0 ? .field(field, $1) : .more($1) }
    }

    private static func wrapped(_ text: String, _ columns: Int) -> [DetailLine] {
        DisplayText.paragraphs(sanitizing: text).flatMap { TextLayout.wrap($0, columns: columns) }.map { .text($0) }
    }

    private static func delivery(
        _ delivery: Delivery,
        _ health: AccountState.Health?,
        _ columns: Int
    ) -> [DetailLine] {
        let words = Sentences.waits(delivery, health: health) ?? Sentences.delivery(delivery)
        return delivery.needsAttention ? problems(words, columns) : notes(words, columns)
    }

    static func notes(_ words: DisplayText, _ columns: Int) -> [DetailLine] {
        TextLayout.wrap(words, columns: columns).map { .note($0) }
    }

    static func problems(_ words: DisplayText, _ columns: Int) -> [DetailLine] {
        TextLayout.wrap(words, columns: columns).map { .problem($0) }
    }
}
