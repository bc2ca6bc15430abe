import PulseCore
import PulseModel
import ScreenKit

/// The keys that matter in the place that has the focus, from the live keymap.
enum Hints {
    /// As many hints as fit, the most useful first.
    static func line(_ state: State, columns: Int, look: Look) -> StyledLine {
        var line = StyledLine()
        for (command, words) in commands(state) {
            guard let key = state.keymap.keys(for: command, in: state.place).first else { continue }
            let label = key.label
            let gap = line.columns == 0 ? 0 : 2
            guard line.columns + gap + label.columns + 1 + words.columns <= columns else { continue }
            if gap > 0 { line.append("  ", look[.hintText]) }
            line.append(label, look[.hintKey])
            line.append(" " + words, look[.hintText])
        }
        return line
    }

    private static func commands(_ state: State) -> [(Command, DisplayText)] {
        switch state.place {
        case .list:
            var hints: [(Command, DisplayText)] = [(.open, "open"), (.reply, "reply"), (.help, "keys")]
            if state.selectedRow?.service == .assistant { hints += [(.rename, "rename"), (.delete, "delete")] }
            return hints + [(.newConversation, "new"), (.find, "find"), (.nextView, "view"), (.quit, "quit")]
        case .thread:
            var hints: [(Command, DisplayText)] = []
            if state.openRow?.isAnswering == true { hints.append((.cancel, "stop")) }
            if let item = state.thread?.unsentTarget {
                hints += [(.retry, "send again"), (.backToDraft, "to draft")]
                if case .unknown? = item.delivery { hints.append((.markSent, "arrived")) }
            }
            return hints + [
                (.reply, "reply"), (.help, "keys"), (.toList, "list"), (.last, "newest"), (.zoom, "zoom"),
                (.details, "details"),
            ]
        case .composer:
            var hints: [(Command, DisplayText)] = [(.send, "send"), (.toThread, "leave"), (.editor, "editor")]
            if state.openRow?.isAnswering == true { hints.insert((.cancel, "stop"), at: 0) }
            return hints + [(.newLine, "line"), (.help, "keys")]
        case .prompt: return [(.accept, "accept"), (.dismiss, "close"), (.help, "keys")]
        case .question: return [(.yes, "yes"), (.no, "no")]
        case .overlay: return [(.dismiss, "close"), (.down, "down"), (.up, "up")]
        case .everywhere: return []
        }
    }
}
