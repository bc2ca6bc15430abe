import PulseModel

// How values of the model stand in columns. The numbers are in people's files: never change one.

/// The numbers that statements name, as they stand in the columns.
enum Stored {
    // Column `delivery` of items; the schema's indexes have 4.
    static let queued = Delivery.queued.column
    static let sending = Delivery.sending.column
    static let sent = Delivery.sent.column
    static let unknown = Delivery.unknown(.programEnded).column

    // Column `kind` of items.
    static let observed = ItemKind.observed.rawValue
    static let own = ItemKind.own.rawValue
    static let exchange = ItemKind.exchange.rawValue
    static let mark = ItemKind.mark.rawValue

    // Column `state` of items; the schema's indexes have 1.
    static let unanswered = AnswerState.none.column
    static let streaming = AnswerState.streaming.column

    // Column `presence` of conversations; the schema's indexes have 0.
    static let listed = Presence.listed.column
    static let deleted = Presence.deleted.column

    // Column `section` of conversations: the order of the list.
    static let support = 0
    static let assistants = 1
}

extension Delivery {
    /// The number in column `delivery`; 4, "sent", also stands in the schema's indexes.
    var column: Int {
        switch self {
        case .queued: 0
        case .held(.late): 1
        case .held(.behindAnother): 2
        case .sending: 3
        case .sent: 4
        case .refused: 5
        case .unknown: 6
        }
    }

    /// The text in column `problem`.
    var problemColumn: String? {
        switch self {
        case .refused(let problem), .unknown(let problem): JSONColumn.text(problem)
        case .queued, .held, .sending, .sent: nil
        }
    }

    /// A delivery from its two columns.
    init(column: Int, problem: String?) {
        let cause = problem.map { JSONColumn.value($0) ?? SendProblem.words($0) } ?? .words("")
        switch column {
        case 0: self = .queued
        case 1: self = .held(.late)
        case 2: self = .held(.behindAnother)
        case 3: self = .sending
        case 4: self = .sent
        case 5: self = .refused(cause)
        default: self = .unknown(cause)
        }
    }
}

extension AnswerState {
    /// The number in column `state`; 1, "streaming", also stands in the schema's indexes.
    var column: Int {
        switch self {
        case .none: 0
        case .streaming: 1
        case .empty: 2
        case .complete: 3
        case .stopped: 4
        case .interrupted: 5
        case .failed: 6
        case .tooLong: 7
        }
    }

    /// The text in column `words`.
    var wordsColumn: String? {
        if case .failed(let words) = self { JSONColumn.text(words) } else { nil }
    }

    /// A state from its two columns.
    init(column: Int, words: String?) {
        switch column {
        case 0: self = .none
        case 1: self = .streaming
        case 2: self = .empty
        case 3: self = .complete
        case 4: self = .stopped
        case 5: self = .interrupted
        case 7: self = .tooLong
        default: self = .failed(words.flatMap { JSONColumn.value($0) } ?? ServerWords(message: words ?? ""))
        }
    }
}

extension Presence {
    /// The number in column `presence`; 0, "listed", also stands in the schema's indexes.
    var column: Int {
        switch self {
        case .listed: 0
        case .beyondList: 1
        case .gone: 2
        case .deleted: 3
        case .local: 4
        }
    }

    /// A presence from its column.
    init(column: Int) {
        switch column {
        case 0: self = .listed
        case 1: self = .beyondList
        case 2: self = .gone
        case 3: self = .deleted
        default: self = .local
        }
    }
}

/// What an item is, in column `kind`.
enum ItemKind: Int {
    case observed = 0
    case own = 1
    case exchange = 2
    case mark = 3
}

/// What a mark says, in column `mark`.
enum MarkKind: Int {
    case interruption = 0
    case gap = 1
    case status = 2
}

/// What belongs to an exchange besides its texts, in column `extra`.
struct ExchangeExtra: Codable, Hashable {
    var sources: [Source]?
    var thoughts: [Thought]?
    var files: [ExchangeFile]?

    /// The column's text; nil where there is nothing.
    static func column(of exchange: Exchange) -> String? {
        guard !(exchange.sources.isEmpty && exchange.thoughts.isEmpty && exchange.files.isEmpty) else { return nil }
        return JSONColumn.text(
            ExchangeExtra(
                sources: exchange.sources.isEmpty ? nil : exchange.sources,
                thoughts: exchange.thoughts.isEmpty ? nil : exchange.thoughts,
                files: exchange.files.isEmpty ? nil : exchange.files
            )
        )
    }
}
