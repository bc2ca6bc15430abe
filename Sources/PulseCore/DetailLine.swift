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
    /// Why the message has not arrived; the words are elsewhere, and may take several rows.
    case delivery(Delivery)
    /// The message was found by a later look; no answer of the server said that it arrived.
    case confirmedByLook
    /// How the answer ended; the words are elsewhere, and may take several rows.
    case answerEnd(AnswerState)
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
        lines += Self.field(.name, row.shownName, columns)
        lines += Self.field(.email, row.email, columns)
        lines += Self.field(.widget, widgetName(of: row), columns)
        lines += Self.field(.status, row.status?.rawValue, columns)
        lines += Self.field(.account, row.account.rawValue, columns)
        lines += Self.field(.serverID, row.remoteID, columns)
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

    private static func details(of item: TranscriptItem, columns: Int) -> [DetailLine] {
        var lines: [DetailLine] = []
        switch item.content {
        case .observed(let observed):
            lines.append(.heading(.message))
            lines += wrapped(observed.text, columns)
        case .own(let message):
            lines.append(.heading(.message))
            lines.append(.delivery(message.delivery))
            if message.confirmedByLook { lines.append(.confirmedByLook) }
            lines += field(.messageID, message.remoteID, columns)
            lines += wrapped(message.text, columns)
        case .exchange(let exchange):
            lines.append(.heading(.question))
            lines.append(.delivery(exchange.delivery))
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
            case .empty, .stopped, .interrupted, .failed: lines.append(.answerEnd(exchange.state))
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

    private static func field(_ field: DetailLine.Field, _ value: String?, _ columns: Int) -> [DetailLine] {
        guard let value, !value.isEmpty else { return [] }
        let lines = TextLayout.wrap(DisplayText(sanitizing: value), columns: max(1, columns - detailIndent))
        return lines.enumerated().map { $0 == 0 ? .field(field, $1) : .more($1) }
    }

    private static func wrapped(_ text: String, _ columns: Int) -> [DetailLine] {
        DisplayText.paragraphs(sanitizing: text).flatMap { TextLayout.wrap($0, columns: columns) }.map { .text($0) }
    }
}

extension DetailLine {
    /// Rows that it takes at the most.
    ///
    /// The desk's own sentences are made elsewhere; this bounds them, so that scrolling reaches all.
    func mostRows(columns: Int) -> Int {
        let own = Self.ownWords / max(columns, 1) + 2
        switch self {
        case .delivery(let delivery): return own + Self.rows(of: delivery.problem?.said ?? "", columns)
        case .answerEnd(.failed(let words)): return own + Self.rows(of: words.said, columns)
        case .answerEnd, .confirmedByLook: return own
        case .field, .more, .heading, .text, .blank: return 1
        }
    }

    private static func rows(of words: String, _ columns: Int) -> Int {
        TextLayout.wrap(DisplayText(sanitizing: words), columns: columns).count
    }

    /// Columns that the desk's own sentence about a delivery or an answer takes at the most.
    private static let ownWords = 120
}

extension Delivery {
    /// Why it has not, or may not have, arrived.
    fileprivate var problem: SendProblem? {
        switch self {
        case .refused(let problem), .unknown(let problem): problem
        case .queued, .held, .sending, .sent: nil
        }
    }
}

extension SendProblem {
    /// The part of the reason that comes from outside.
    fileprivate var said: String {
        switch self {
        case .service(let failure): failure.said
        case .words(let words): words
        case .programEnded: ""
        }
    }
}

extension ServiceFailure {
    /// The part of the reason that comes from outside.
    fileprivate var said: String {
        switch self {
        case .unauthorized(let words), .forbidden(let words), .notFound(let words), .busy(_, _, let words),
            .rejected(_, let words), .declined(let words), .streamError(_, let words), .server(_, let words):
            words.said
        case .redirected(_, let host): host ?? ""
        case .malformed(let detail): detail
        case .notReached, .timedOut, .broken, .cancelled: ""
        }
    }
}

extension ServerWords {
    fileprivate var said: String { message.isEmpty ? code ?? "" : message }
}
