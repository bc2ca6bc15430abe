package import PulseModel
import ScreenKit

extension ConversationRow {
    /// The name alone; the anonymous are told apart by the tail of their id.
    ///
    /// It is what the list shows and what `/` looks for. From outside: sanitise it before it is drawn.
    package var shownName: String {
        guard name.allSatisfy(\.isWhitespace) else { return name }
        return switch service {
        case .support: "visitor \(idTail)"
        case .assistant: "new conversation"
        }
    }

    /// The end of the server's id, else this desk's own number: what tells namesakes apart.
    package var idTail: String {
        remoteID.map { String($0.suffix(5)) } ?? String(id.rawValue)
    }

    /// The name as it looks on the screen, so that signs nobody sees do not tell names apart.
    var visibleName: String {
        let shown = shownName
        // Sanitising leaves printable ASCII as it is; most names are that.
        guard !shown.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return shown }
        return DisplayText(sanitizing: shown).string
    }
}
