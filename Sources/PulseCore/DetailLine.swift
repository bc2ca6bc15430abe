package import PulseModel
package import ScreenKit

/// A line of the details of a conversation and its marked message.
package enum DetailLine: Hashable, Sendable {
    /// A name and its value.
    case field(Field, DisplayText)
    case heading(Heading)
    case text(DisplayText)
    /// Why the message has not arrived; the words are elsewhere.
    case delivery(Delivery)
    case blank

    /// What a field is called; the words are elsewhere.
    package enum Field: Hashable, Sendable {
        case name
        case email
        case widget
        case status
        case account
        case serverID
        case messageID
    }

    /// What stands below.
    package enum Heading: Hashable, Sendable {
        case conversation
        case message
        case question
        case answer
        case source(Int)
        case thought(Int)
    }
}

extension State {
    /// The details of the open conversation and of the marked, else the newest item, whole and wrapped.
    private var detailLines: [DetailLine] {
        guard let row = openRow else { return [] }
        let columns = detailColumns
        var lines: [DetailLine] = [.heading(.conversation)]
        lines.append(.field(.name, DisplayText(sanitizing: row.name)))
        if let email = row.email { lines.append(.field(.email, DisplayText(sanitizing: email))) }
        if let widget = widgetName(of: row) { lines.append(.field(.widget, DisplayText(sanitizing: widget))) }
        if let status = row.status { lines.append(.field(.status, DisplayText(sanitizing: status.rawValue))) }
        lines.append(.field(.account, DisplayText(sanitizing: row.account.rawValue)))
        if let id = row.remoteID { lines.append(.field(.serverID, DisplayText(sanitizing: id))) }
        guard let item = detailItem else { return lines }
        lines.append(.blank)
        lines += Self.details(of: item, columns: columns)
        return lines
    }

    /// Keeps the lines of the details in front up to date.
    mutating func settleDetails() {
        guard case .details(var details) = layers.last else { return }
        let item = detailItem
        let key = openRow.map {
            Details.Key(row: $0, item: item?.id, revision: item?.revision, columns: detailColumns)
        }
        // The layer gives its copy up, so that the lines are not copied.
        layers.removeLast()
        details.settle(key) { detailLines }
        layers.append(.details(details))
    }

    private var detailColumns: Int { max(1, min(size.columns - 4, 100)) }

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

    private static func details(of item: TranscriptItem, columns: Int) -> [DetailLine] {
        var lines: [DetailLine] = []
        switch item.content {
        case .observed(let observed):
            lines.append(.heading(.message))
            lines += wrapped(observed.text, columns)
        case .own(let message):
            lines.append(.heading(.message))
            lines.append(.delivery(message.delivery))
            if let id = message.remoteID { lines.append(.field(.messageID, DisplayText(sanitizing: id))) }
            lines += wrapped(message.text, columns)
        case .exchange(let exchange):
            lines.append(.heading(.question))
            lines.append(.delivery(exchange.delivery))
            if let id = exchange.remoteID { lines.append(.field(.messageID, DisplayText(sanitizing: id))) }
            lines += wrapped(exchange.query, columns)
            for (index, thought) in exchange.thoughts.enumerated() {
                lines += [.blank, .heading(.thought(index + 1))]
                for text in [thought.tool, thought.thought, thought.toolInput, thought.observation] {
                    if let text, !text.isEmpty { lines += wrapped(text, columns) }
                }
            }
            lines += [.blank, .heading(.answer)]
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

    private static func wrapped(_ text: String, _ columns: Int) -> [DetailLine] {
        DisplayText.paragraphs(sanitizing: text).flatMap { TextLayout.wrap($0, columns: columns) }.map { .text($0) }
    }
}
