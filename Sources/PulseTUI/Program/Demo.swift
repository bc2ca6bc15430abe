import PulseCore
package import PulseModel
import PulseSync
import ScreenKit

/// The screen over accounts whose keys are known already, keeping nothing.
package enum Demo {
    package static func run(_ accounts: [(Account, APIKey)]) throws(DeskFailure) {
        let setup = DeskSetup(
            accounts: accounts.map { account, key in SyncAccount(account: account, key: { key }) },
            stateFolder: nil,
            keymap: ShippedKeymap.load(),
            theme: .plain
        )
        try Desk.run(setup)
    }
}

extension Theme {
    static var plain: Theme {
        var theme = Theme()
        theme[.selection].attributes = .reverse
        theme[.selectionUnfocused].attributes = .underline
        theme[.titleFocused].attributes = .bold
        theme[.unread].attributes = .bold
        theme[.ownName].attributes = .bold
        theme[.visitorName].attributes = .bold
        theme[.assistantName].attributes = .bold
        theme[.dim].attributes = .dim
        theme[.hintKey].attributes = .bold
        return theme
    }
}
