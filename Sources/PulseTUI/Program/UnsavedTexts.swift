import PulseCore
import PulseModel
import PulseUI
import ScreenKit

/// What was typed and could not be saved when the program ended, so that it can be said where it is still read.
struct UnsavedTexts {
    private struct Text {
        var conversation: ConversationID
        var text: String
        var isMessage = false
        /// Why it is not saved; nil where the store did not say anything in time.
        var failure: StoreFailure?
    }

    private var texts: [Text] = []
    private let names: [ConversationID: DisplayText]

    /// What is left, by the state in which the program ended and what the store said after that.
    init(_ state: State, rest: [Action]) {
        var drafts: [ConversationID: Text] = [:]
        for (id, draft) in state.drafts.unwritten where !draft.isBlank {
            drafts[id] = Text(conversation: id, text: draft.text)
        }
        // What was typed before the stored draft had been read is to come behind that, by one last step.
        var joined: [ConversationID: Text] = [:]
        for (id, draft) in state.drafts.typedBeforeLoading {
            joined[id] = Text(conversation: id, text: draft.text)
        }
        for action in rest {
            if case .draftSaved(let id, let draft) = action {
                if drafts[id]?.text == draft?.text { drafts[id] = nil }
                if joined[id]?.text == draft?.text { joined[id] = nil }
            }
            guard case .storeFailed(let request, let failure) = action else { continue }
            switch request {
            case .saveDraft(let id, _): drafts[id]?.failure = failure
            case .joinDraft(let id, _): joined[id]?.failure = failure
            case .enqueue(let id, let text, _):
                texts.append(Text(conversation: id, text: text, isMessage: true, failure: failure))
            // Nothing of these was typed.
            case .loadRows, .loadThread, .loadWindow, .loadSentTexts, .decide, .markRead, .makeConversation: break
            }
        }
        for left in [drafts, joined] {
            texts += left.values.sorted { $0.conversation < $1.conversation }
        }
        names = Dictionary(
            texts.map { ($0.conversation, Self.name(of: $0.conversation, state)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The texts with where they belong and why they are not saved, for standard error; nothing where all is saved.
    var lines: [DisplayText] {
        texts.flatMap { text in
            let reason = text.failure.map(Sentences.words) ?? "the disk gave no answer in time"
            let kind = text.isMessage ? "message" : "draft"
            let name = names[text.conversation]?.string ?? ""
            let heading = DisplayText(sanitizing: "Not saved (\(reason)): \(kind) to \(name):")
            return [heading] + DisplayText.paragraphs(sanitizing: text.text)
        }
    }

    private static func name(of id: ConversationID, _ state: State) -> DisplayText {
        DisplayText(sanitizing: state.list.rows[id]?.shownName ?? "a conversation that is gone")
    }
}
