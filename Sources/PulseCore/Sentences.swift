package import PulseModel
package import ScreenKit

/// Sentences that a person reads on the screen.
///
/// Here are those whose lines the state counts, since they are wrapped where they stand, and those about failures and
/// accounts; `PulseUI` adds what it fits into the room there is. Commands and signs carry their own
/// lines; hints, titles and a few words of the panes stand in `PulseUI` where they are drawn.
package enum Sentences {
    /// Why a message of ours is not known to have arrived, or that it did.
    package static func delivery(_ delivery: Delivery) -> DisplayText {
        switch delivery {
        case .sent: "arrived"
        case .queued: "leaves as soon as the service can be reached"
        case .sending: "on its way"
        case .held(.late): "two minutes late; it waits for you"
        case .held(.behindAnother): "was behind another; needs your key"
        case .refused(let problem): DisplayText(sanitizing: "not accepted: \(words(problem))")
        case .unknown(let problem): DisplayText(sanitizing: "it may have arrived: \(words(problem))")
        }
    }

    /// Why a message of ours still waits, where its account cannot be used; nil where it can.
    package static func waits(
        _ delivery: Delivery,
        health: AccountState.Health?,
        _ keymap: Keymap
    ) -> DisplayText? {
        guard delivery == .queued else { return nil }
        return switch health {
        case .keyRefused(let said): DisplayText(sanitizing: "waits: \(words(.unauthorized(said), keymap))")
        case .noKey(let reason): DisplayText(sanitizing: "waits: \(noKey(reason))")
        default: nil
        }
    }

    /// How a message is known to have arrived where the server's answer is not.
    package static let confirmedByLook: DisplayText = "no answer came; a later look showed that it arrived"

    /// Why older messages are not here; nil where they are, or may still come.
    package static func olderFailed(_ history: HistoryState, _ keymap: Keymap) -> String? {
        let reason: String
        switch history {
        case .failed(let failure): reason = words(failure, keymap)
        case .noKey(let why): reason = noKey(why)
        case .more, .loading, .beginning, .deleted: return nil
        }
        return "older messages could not be loaded: \(reason)"
    }

    /// That no key could be had, and why.
    package static func noKey(_ reason: String) -> String { "no key, " + reason }

    static let you = "you"

    /// Who wrote a text that was seen by polling, as far as anyone can know.
    static func observedSender(_ name: String) -> String { "~\(name): the visitor, or a colleague elsewhere" }

    static let views: DisplayText = "views: all, open, unread, snoozed, resolved, then widgets and accounts"
    static let noAccount: DisplayText = "No account is configured."

    /// How an answer ended, from the longest form to the shortest.
    package static func answerEnd(_ state: AnswerState) -> [DisplayText] {
        switch state {
        case .empty:
            [
                "no answer is kept on the server: it runs elsewhere, or was cut off",
                "no answer: it runs elsewhere, or was cut off", "no answer here, or cut off",
            ]
        case .stopped: ["stopped by you"]
        case .interrupted:
            [
                "interrupted: the connection broke before the answer was complete",
                "the connection broke before the answer was complete", "the connection broke mid-answer",
            ]
        case .tooLong:
            [
                "ended here: the answer is longer than the 4 MiB that are taken of one",
                "ended here: longer than 4 MiB, the most taken", "ended here: over 4 MiB",
            ]
        case .failed(let words): [answerFailure(words)]
        case .complete: ["(an empty answer)"]
        case .none, .streaming: [""]
        }
    }

    /// What a service said of an answer that it failed to give.
    package static func answerFailure(_ words: ServerWords) -> DisplayText {
        DisplayText(sanitizing: "failed: \(words.sentence)")
    }

    /// What the first key of a command is called in a place; nil where it has none.
    package static func key(_ command: Command, in place: Place, _ keymap: Keymap) -> String? {
        keymap.keys(for: command, in: place).first?.label.string
    }

    /// Texts of our own and of outside, sanitised one by one.
    package static func forms(_ texts: String...) -> [DisplayText] {
        texts.map { DisplayText(sanitizing: $0) }
    }
}
