import Foundation
import GRDB
import PulseModel

/// How values are written as numbers and short texts. A number that has been released keeps its meaning.
enum StoredPresence {
    static func code(_ presence: Presence) -> Int {
        switch presence {
        case .listed: 0
        case .beyondList: 1
        case .gone: 2
        case .deleted: 3
        case .local: 4
        }
    }

    static func value(_ code: Int) -> Presence {
        switch code {
        case 1: .beyondList
        case 2: .gone
        case 3: .deleted
        case 4: .local
        default: .listed
        }
    }
}

/// The kinds of items.
enum StoredKind {
    static let observed = 0
    static let own = 1
    static let exchange = 2
    static let mark = 3
}

/// The kinds of marks, in an item's `flag`.
enum StoredMark {
    static let interruption = 0
    static let gap = 1
    static let status = 2
}

/// Deliveries: a number, and the problem as JSON beside it.
enum StoredDelivery {
    static let sent = 0
    static let queued = 1
    static let heldLate = 2
    static let heldBehind = 3
    static let sending = 4
    static let refused = 5
    static let unknown = 6

    static func code(_ delivery: Delivery) -> Int {
        switch delivery {
        case .sent: sent
        case .queued: queued
        case .held(.late): heldLate
        case .held(.behindAnother): heldBehind
        case .sending: sending
        case .refused: refused
        case .unknown: unknown
        }
    }

    static func problem(_ delivery: Delivery) -> String? {
        switch delivery {
        case .refused(let problem), .unknown(let problem): StoredJSON.text(problem)
        case .sent, .queued, .held, .sending: nil
        }
    }

    static func value(_ code: Int, problem: String?) -> Delivery {
        let known = StoredJSON.value(SendProblem.self, problem) ?? .words("")
        return switch code {
        case queued: .queued
        case heldLate: .held(.late)
        case heldBehind: .held(.behindAnother)
        case sending: .sending
        case refused: .refused(known)
        case unknown: .unknown(known)
        default: .sent
        }
    }
}

/// States of answers: a number, and the server's words as JSON beside it.
enum StoredAnswer {
    static let streaming = 1

    static func code(_ state: AnswerState) -> Int {
        switch state {
        case .none: 0
        case .streaming: streaming
        case .empty: 2
        case .complete: 3
        case .stopped: 4
        case .interrupted: 5
        case .failed: 6
        }
    }

    static func words(_ state: AnswerState) -> String? {
        if case .failed(let words) = state { StoredJSON.text(words) } else { nil }
    }

    static func value(_ code: Int, words: String?) -> AnswerState {
        switch code {
        case 1: .streaming
        case 2: .empty
        case 3: .complete
        case 4: .stopped
        case 5: .interrupted
        case 6: .failed(StoredJSON.value(ServerWords.self, words) ?? ServerWords())
        default: .none
        }
    }
}

/// What an exchange holds besides its texts.
struct StoredExtras: Codable {
    var sources: [Source]
    var thoughts: [Thought]
    var files: [ExchangeFile]

    init(_ exchange: Exchange) {
        sources = exchange.sources
        thoughts = exchange.thoughts
        files = exchange.files
    }

    var isEmpty: Bool { sources.isEmpty && thoughts.isEmpty && files.isEmpty }
}

/// Small values as JSON text.
enum StoredJSON {
    static func text(_ value: some Encodable) -> String? {
        // What cannot be written is not worth failing a send for: the state stays, its words are lost.
        guard let data = try? JSONEncoder().encode(value) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, _ text: String?) -> Value? {
        guard let text else { return nil }
        // Words of a version that wrote them otherwise are lost, the rest of the item is not.
        return try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension String {
    /// The text as it can be bound: the library stops at the first NUL, so it becomes its visible sign.
    var stored: String {
        utf8.contains(0) ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 })) : self
    }

    /// The first characters on one line, for a row of the list.
    var asSnippet: String {
        var snippet = ""
        var isBlank = true
        for character in self {
            if character.isWhitespace {
                if !isBlank { snippet.append(" ") }
                isBlank = true
            } else {
                snippet.append(character)
                isBlank = false
            }
            if snippet.utf8.count >= 400 { break }
        }
        return String(snippet.prefix(200))
    }
}
