/// What a part of the screen means; a theme gives each a style.
///
/// The raw value is its place in a theme.
package enum Role: UInt8, CaseIterable, Sendable, Hashable {
    /// Ordinary text.
    case text
    /// What matters less: ages, snippets, hints.
    case dim
    /// Lines between panes.
    case border
    /// Lines around the pane that has the focus.
    case borderFocused
    /// A pane's title.
    case title
    /// The title of the pane that has the focus.
    case titleFocused
    /// The selected row, list focused. Must be visible without colours.
    case selection
    /// The selected row, focus elsewhere.
    case selectionUnfocused
    /// The row whose thread is open.
    case openRow
    /// A row with unseen text.
    case unread
    /// A row that waits for us.
    case waiting
    /// The name beside our own messages.
    case ownName
    /// The name beside a visitor's texts.
    case visitorName
    /// The name beside an assistant's answers.
    case assistantName
    /// Times beside messages.
    case time
    /// Day lines, the beginning, and the line between support and assistants.
    case rule
    /// Marks where something may be missing.
    case gap
    /// The marked message.
    case marked
    /// A message that arrived.
    case sent
    /// A message on its way.
    case pending
    /// A message that was refused, or may not have arrived, or is held.
    case problem
    /// Fenced code in answers.
    case code
    /// Sources and steps of an answer.
    case source
    /// The text being written.
    case composer
    /// The composer's border when sending would reach a conversation that is not open.
    case caution
    /// The status line.
    case status
    /// Something in the status line that wants a look.
    case statusWarning
    /// Something in the status line that is broken.
    case statusError
    /// A key in a hint.
    case hintKey
    /// What that key does.
    case hintText
    /// The inside of an overlay.
    case overlay
    /// The border of an overlay.
    case overlayBorder
    /// `↓ 3 new`.
    case newBelow
}

extension Role {
    /// The name in theme files.
    package var name: String {
        switch self {
        case .text: "text"
        case .dim: "dim"
        case .border: "border"
        case .borderFocused: "border-focused"
        case .title: "title"
        case .titleFocused: "title-focused"
        case .selection: "selection"
        case .selectionUnfocused: "selection-unfocused"
        case .openRow: "open-row"
        case .unread: "unread"
        case .waiting: "waiting"
        case .ownName: "own-name"
        case .visitorName: "visitor-name"
        case .assistantName: "assistant-name"
        case .time: "time"
        case .rule: "rule"
        case .gap: "gap"
        case .marked: "marked"
        case .sent: "sent"
        case .pending: "pending"
        case .problem: "problem"
        case .code: "code"
        case .source: "source"
        case .composer: "composer"
        case .caution: "caution"
        case .status: "status"
        case .statusWarning: "status-warning"
        case .statusError: "status-error"
        case .hintKey: "hint-key"
        case .hintText: "hint-text"
        case .overlay: "overlay"
        case .overlayBorder: "overlay-border"
        case .newBelow: "new-below"
        }
    }

    /// The role of a name.
    package init?(name: String) {
        guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }
}
