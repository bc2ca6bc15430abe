/// The list as one read of the store gave it.
package struct DeskSnapshot: Hashable, Sendable {
    /// Support before assistants, each by last activity, newest first.
    package var rows: [ConversationRow]
    /// Widgets of support accounts, as they were last read.
    package var widgets: [AccountID: [Widget]]
    /// What assistants' apps called themselves when they were last asked.
    package var appNames: [AccountID: String]
    /// The number of the last change of the store that it shows.
    package var lastChange: Int64

    /// A list; by default nothing is known of accounts, and all changes come later.
    package init(
        rows: [ConversationRow],
        widgets: [AccountID: [Widget]] = [:],
        appNames: [AccountID: String] = [:],
        lastChange: Int64 = 0
    ) {
        self.rows = rows
        self.widgets = widgets
        self.appNames = appNames
        self.lastChange = lastChange
    }
}
