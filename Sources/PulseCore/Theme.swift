package import ScreenKit

/// A style for every role.
package struct Theme: Hashable, Sendable {
    /// By the roles' raw values: every cell that is drawn asks for one.
    private var styles: [Style]

    /// A theme; a role that is not given looks like `text`, and `text` like the terminal's own.
    package init(styles: [Role: Style] = [:]) {
        let text = styles[.text] ?? .plain
        self.styles = Role.allCases.map { styles[$0] ?? text }
    }

    /// The style of a role.
    package subscript(role: Role) -> Style {
        get { styles[Int(role.rawValue)] }
        set { styles[Int(role.rawValue)] = newValue }
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
