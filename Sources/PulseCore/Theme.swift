package import ScreenKit

/// What a part of the screen means; a theme gives each a style.
///
/// The raw value is the name in theme files.
package enum Role: String, CaseIterable, Sendable, Hashable {
    /// Ordinary text.
    case text
    /// What matters less: ages, snippets, hints.
    case dim
    /// Lines between panes.
    case border
    /// Lines around the pane that has the focus.
    case borderFocused = "border-focused"
    /// A pane's title.
    case title
    /// The title of the pane that has the focus.
    case titleFocused = "title-focused"
    /// The selected row, list focused. Must be visible without colours.
    case selection
    /// The selected row, focus elsewhere.
    case selectionUnfocused = "selection-unfocused"
    /// The row whose thread is open.
    case openRow = "open-row"
    /// A row with unseen text.
    case unread
    /// A row that waits for us.
    case waiting
    /// The name beside our own messages.
    case ownName = "own-name"
    /// The name beside a visitor's texts.
    case visitorName = "visitor-name"
    /// The name beside an assistant's answers.
    case assistantName = "assistant-name"
    /// Times beside messages.
    case time
    /// Day lines and the beginning.
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
    case statusWarning = "status-warning"
    /// Something in the status line that is broken.
    case statusError = "status-error"
    /// A key in a hint.
    case hintKey = "hint-key"
    /// What that key does.
    case hintText = "hint-text"
    /// The inside of an overlay.
    case overlay
    /// The border of an overlay.
    case overlayBorder = "overlay-border"
    /// Found text.
    case match
    /// `↓ 3 new`.
    case newBelow = "new-below"
}

/// A style for every role.
package struct Theme: Hashable, Sendable {
    private var styles: [Role: Style]

    /// A theme; a role that is not given looks like `text`, and `text` like the terminal's own.
    package init(styles: [Role: Style] = [:]) {
        self.styles = styles
    }

    /// The style of a role.
    package subscript(role: Role) -> Style {
        get { styles[role] ?? styles[.text] ?? .plain }
        set { styles[role] = newValue }
    }

    /// The theme without colours: attributes stay, and selection and focus stay visible.
    ///
    /// A coloured ground becomes reverse, but for those that whole parts of the screen stand on; what told the focus by
    /// colour alone gets an attribute.
    package var withoutColors: Theme {
        var theme = self
        let grounds = [Role.text, .composer, .overlay, .status].map { self[$0].background }
        for role in Role.allCases {
            let style = self[role]
            var plain = Style(attributes: style.attributes)
            if !grounds.contains(style.background) && style.attributes.isDisjoint(with: [.reverse, .underline]) {
                plain.attributes.insert(.reverse)
            }
            theme[role] = plain
        }
        theme.keepApart(.selection, from: .text, by: .reverse)
        theme.keepApart(.selectionUnfocused, from: .selection, by: .underline)
        theme.keepApart(.selectionUnfocused, from: .text, by: .underline)
        theme.keepApart(.titleFocused, from: .title, by: .bold)
        theme.keepApart(.borderFocused, from: .border, by: .bold)
        return theme
    }

    /// Changes an attribute of a role that would look like another one.
    private mutating func keepApart(_ role: Role, from other: Role, by attribute: Attributes) {
        guard self[role] == self[other] else { return }
        if self[role].attributes.contains(attribute) {
            self[role].attributes.remove(attribute)
        } else {
            self[role].attributes.insert(attribute)
        }
    }
}
