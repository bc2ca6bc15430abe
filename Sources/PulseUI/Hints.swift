import PulseCore
import PulseModel
import ScreenKit

/// The keys that matter in the place that has the focus, from the live keymap.
enum Hints {
    /// All that the hints depend on beside the keymap: it stays the same through most keys.
    struct Situation: Hashable, Sendable {
        var place: Place
        /// Whether there is something that the keys for the selected row mean.
        var hasSelection: Bool
        /// Whether the selected row is an assistant's, which can be renamed and deleted.
        var canRename: Bool
        /// Whether a question on screen is under way, or its answer streams.
        var isAnswering: Bool
        /// Whether there is an unsent message to do something about.
        var hasUnsent: Bool
        /// Whether that message may have arrived.
        var isUnknown: Bool
        /// Whether the choice of an assistant is in front.
        var isPicker: Bool
        /// Whether something else has the line, so that only the most needed have room.
        var isTight = false

        init(_ state: State) {
            place = state.place
            hasSelection = state.list.selection != nil
            canRename = place == .list && state.selectedRow?.service == .assistant
            isAnswering = state.isQuestionUnderWay
            let unsent = place == .thread ? state.thread?.unsentTarget : nil
            hasUnsent = unsent != nil
            isPicker = if case .picker? = state.layers.last { true } else { false }
            isUnknown = if case .unknown? = unsent?.delivery { true } else { false }
        }
    }

    /// As many hints as fit, the most useful first.
    static func line(_ situation: Situation, _ keymap: Keymap, columns: Int, look: Look) -> StyledLine {
        var line = StyledLine()
        for (label, words) in hints(situation, keymap) {
            let gap = line.columns == 0 ? 0 : 2
            guard line.columns + gap + label.columns + 1 + words.columns <= columns else { continue }
            if gap > 0 { line.append("  ", look[.hintText]) }
            line.append(label, look[.hintKey])
            line.append(" " + words, look[.hintText])
        }
        return line
    }

    /// Columns of the most useful hint; 0 where there is none.
    static func firstColumns(_ situation: Situation, _ keymap: Keymap) -> Int {
        hints(situation, keymap).first.map { $0.label.columns + 1 + $0.words.columns } ?? 0
    }

    /// The keys that are bound, with what they do, the most useful first.
    private static func hints(
        _ situation: Situation,
        _ keymap: Keymap
    ) -> [(label: DisplayText, words: DisplayText)] {
        var hints = commands(situation)
        if situation.isTight, let help = hints.firstIndex(where: { $0.0 == .help }) {
            hints.insert(hints.remove(at: help), at: 0)
        }
        return hints.compactMap { command, words in
            keymap.keys(for: command, in: situation.place).first.map { ($0.label, words) }
        }
    }

    private static func commands(_ situation: Situation) -> [(Command, DisplayText)] {
        switch situation.place {
        case .list:
            var hints: [(Command, DisplayText)] = situation.hasSelection ? [(.open, "open"), (.reply, "reply")] : []
            hints.append((.help, "keys"))
            if situation.canRename { hints += [(.rename, "rename"), (.delete, "delete")] }
            return hints + [(.newConversation, "new"), (.find, "find"), (.nextView, "view"), (.quit, "quit")]
        case .thread:
            var hints: [(Command, DisplayText)] = []
            if situation.isAnswering { hints.append((.cancel, "stop")) }
            if situation.hasUnsent {
                hints += [(.retry, "send again"), (.backToDraft, "to draft")]
                if situation.isUnknown { hints.append((.markSent, "arrived")) }
            }
            return hints + [
                (.reply, "reply"), (.help, "keys"), (.toList, "list"), (.last, "newest"), (.zoom, "zoom"),
                (.details, "details"),
            ]
        case .composer:
            var hints: [(Command, DisplayText)] = [(.send, "send"), (.toThread, "leave"), (.editor, "editor")]
            if situation.isAnswering { hints.insert((.cancel, "stop"), at: 0) }
            return hints + [(.newLine, "line"), (.help, "keys")]
        case .prompt: return [(.accept, "accept"), (.dismiss, "close"), (.help, "keys")]
        case .question: return [(.yes, "yes"), (.no, "no")]
        case .overlay where situation.isPicker:
            return [(.accept, "choose"), (.dismiss, "close"), (.down, "down"), (.up, "up")]
        case .overlay: return [(.dismiss, "close"), (.down, "down"), (.up, "up"), (.pageDown, "page"), (.last, "end")]
        case .everywhere: return []
        }
    }
}
