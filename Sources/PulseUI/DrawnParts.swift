import PulseCore
import PulseModel
import ScreenKit

/// What was drawn last of the parts of the screen that most keys leave as they are.
///
/// Each part is drawn again when anything that it is drawn from has changed, so that all of it can be forgotten at
/// any time. It belongs to one state.
package struct DrawnParts: Sendable {
    private var rows = DrawnRows()
    private var background: Screen?
    private var source: Source?

    /// Nothing was drawn yet: the next screen is drawn whole.
    package init() {}

    /// All that the lines around the panes, their titles, the list and the status line are drawn from.
    private struct Source: Hashable, Sendable {
        var layout: Layout
        var focus: Pane
        var look: Look
        var list: List
        var titles: Titles
        var status: StatusLine
        /// The minute that ages are counted from.
        var minute: Int64
        var accounts: [Account]
        var accountStates: [AccountID: AccountState]
        var widgets: [AccountID: [Widget]]
        var appNames: [AccountID: String]

        struct List: Hashable, Sendable {
            var rows: Revision
            var lines: [ListState.Line]
            var top: Int
            var isLoaded: Bool
            var selection: ConversationID?
            var query: String
        }

        struct Titles: Hashable, Sendable {
            var view: View
            var status: ConversationStatus?
            var widget: ListState.WidgetFilter?
            var count: Int
            var unread: Int
            var open: ConversationID?
            var isWatchingAnswer: Bool
            var beforeSend: BeforeSend?
            var composerPosition: ComposerPosition?
        }

        init(_ state: State, _ layout: Layout, look: Look, _ status: StatusLine) {
            self.layout = layout
            self.look = look
            self.status = status
            focus = state.focus
            list = List(
                rows: state.list.rows.revision,
                lines: state.list.lines,
                top: state.list.top,
                isLoaded: state.list.isLoaded,
                selection: state.list.selection,
                query: state.list.query
            )
            titles = Titles(
                view: state.list.view,
                status: state.list.status,
                widget: state.list.widget,
                count: state.list.shownCount,
                unread: state.list.shownUnread,
                open: state.thread?.conversation,
                isWatchingAnswer: state.isWatchingAnswer,
                beforeSend: state.thread?.beforeSend,
                composerPosition: ComposerPosition(state)
            )
            minute = state.now.milliseconds / 60_000
            accounts = state.accounts
            accountStates = state.accountStates
            widgets = state.widgets
            appNames = state.appNames
        }
    }

    /// A screen with the lines around the panes, their titles, the list and the status line.
    mutating func background(of state: State, _ layout: Layout, look: Look) -> Screen {
        let status = StatusLine(state)
        // What an empty list says may depend on anything.
        let source = state.list.lines.isEmpty ? nil : Source(state, layout, look: look, status)
        if let background, source != nil, source == self.source { return background }
        // Given up before it is made anew, so that there is one screen less at a time.
        background = nil
        var screen = Screen(size: state.size, style: look[.text])
        FrameView.draw(state, layout, look: look, on: &screen)
        if !layout.list.isEmpty { ListPane.draw(state, look: look, in: layout.list, keeping: &rows, on: &screen) }
        status.draw(in: layout, look: look, on: &screen)
        self.source = source
        background = screen
        return screen
    }
}
