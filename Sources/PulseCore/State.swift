package import PulseModel
package import ScreenKit

/// One of the three panes.
package enum Pane: Hashable, Sendable, CaseIterable {
    /// The conversations of all accounts.
    case list
    /// The transcript of the open conversation.
    case thread
    /// The draft of the open conversation.
    case composer
}

/// Everything that the screen is a function of.
package struct State: Hashable, Sendable {
    /// The terminal's window; the panes share it by `layout`.
    package var size: Size
    /// This machine's wall clock at the last input.
    package var now: Timestamp
    /// The continuous clock at the last input, in milliseconds.
    package var clock: Int64 = 0
    /// The person's time zone, read once at the start.
    package var zone: ZoneOffsets
    /// The shipped keys with those of the configuration.
    package var keymap: Keymap
    /// What is fixed for the whole run.
    package var options: Options

    /// In the order of the configuration, which never changes during a run.
    package var accounts: [Account]
    /// How each account stands; an account has none until the sync loop's first report.
    package var accountStates: [AccountID: AccountState] = [:]
    /// The widgets of support accounts, for names, views and filters; none until the service has listed them.
    package var widgets: [AccountID: [Widget]] = [:]
    /// What assistants' apps call themselves; until it is known the account's name stands for it.
    package var appNames: [AccountID: String] = [:]

    /// Its rows are the whole desk, whatever the view shows.
    package var list = ListState()
    /// The open conversation; nil until one was opened, and when it leaves the desk.
    package var thread: ThreadState?
    /// Whose conversation is always the thread's; nil exactly where `thread` is.
    package var composer: ComposerState?
    /// Drafts that were touched since the start, so that coming back needs no disk.
    package var drafts = DraftBook()
    /// When the last key of a paste was read that the terminal did not mark.
    package var pastedAt: Int64?
    /// Keys that may be the beginning of such a paste.
    package var keyRun = KeyRun()
    /// What `yank` puts back, in the composer and in prompts.
    package var cutText = CutText()
    /// The pane that keys go to while no layer is in front.
    package var focus: Pane = .list
    /// Whether the thread and the composer have the window for themselves.
    package var isZoomed = false
    /// Back to front.
    package var layers: [Layer] = []
    /// What the bottom line says; nil when it was said for long enough, or is over.
    package var notice: Notice?
    /// What a notice said that failed; the details have it when the notice is gone.
    package var lastFailure: LastFailure?
    /// Accounts whose answer to a look that a key asked for has not come.
    package var polled: Set<AccountID> = []
    /// Conversations that the last catch-up named.
    package var catchUp: CatchUp?
    /// Decides about the bell, about what counts as read, and how often the servers are asked.
    package var windowFocus = WindowFocus()
    /// Whether another program, or the shell, has the terminal: until the next paint nothing of ours is on it.
    package var isLent = false
    /// Where the person was when a key asked for what is on its way.
    package var askedFrom: AskedFrom?
    /// What keys were meant for is gone, and the next paint has yet to show it.
    package var ignoresKeys = false
    /// Why the store could not be written, until it could.
    package var storeFailure: StoreFailure?
    /// Why the store could not be read, until it could.
    package var readFailure: StoreFailure?
    /// Reads of the store that failed.
    package var failedReads: [FailedRead] = []
    /// Whether the program's loop ends; nothing sets it back.
    package var isFinished = false
    /// Whether nothing but drafts and sends is waited for: answers that stream are left to the server.
    package var leavesAtOnce = false
    /// The signal that ended the program; nil where the person left.
    package var endedBySignal: Int32?

    /// A desk before anything was read, with the focus in the list.
    package init(
        size: Size,
        now: Timestamp,
        zone: ZoneOffsets = ZoneOffsets(),
        keymap: Keymap,
        accounts: [Account],
        options: Options = Options()
    ) {
        self.size = size
        self.now = now
        self.zone = zone
        self.keymap = keymap
        self.accounts = accounts
        self.options = options
    }
}

/// What the configuration chose.
package struct Options: Hashable, Sendable {
    /// Whether the bell may ring.
    package var bell = true
    /// Whether the terminal marks pastes, so that no burst needs to be guessed.
    package var hasBracketedPaste = true

    /// The bell rings, and the terminal marks pastes.
    package init() {}
}

/// Whether the person's window has the focus, as far as the terminal tells.
package struct WindowFocus: Hashable, Sendable {
    /// What the terminal reported last; nil where it never did.
    package var reported: Bool?
    /// The last key, in milliseconds of the continuous clock.
    package var lastKey: Int64 = 0

    /// Nothing was reported, and no key was pressed.
    package init() {}

    /// Milliseconds after a key in which a terminal that reports nothing counts as focused.
    package static let grace: Int64 = 60_000

    /// Whether the window counts as focused.
    package func isFocused(at clock: Int64) -> Bool {
        reported ?? (clock - lastKey < Self.grace)
    }
}

extension State {
    /// The open conversation's row.
    package var openRow: ConversationRow? {
        thread.flatMap { list.rows[$0.conversation] }
    }

    /// The selected conversation's row.
    package var selectedRow: ConversationRow? {
        list.selection.flatMap { list.rows[$0] }
    }

    /// Where keys are looked up now.
    package var place: Place {
        if let layer = layers.last { return layer.place }
        switch focus {
        case .list: return .list
        case .thread: return .thread
        case .composer: return .composer
        }
    }

    /// The account of an id.
    package func account(_ id: AccountID) -> Account? {
        accounts.first { $0.id == id }
    }

    /// What an assistant's app calls itself, the account's name until that is known; from outside.
    package func appName(of account: AccountID) -> String {
        appNames[account] ?? account.rawValue
    }

    /// A widget's name, its id until that is known; from outside.
    package func widgetName(_ id: String, of account: AccountID) -> String {
        widgets[account]?.first { $0.id == id }?.name ?? id
    }

    /// The name of the widget that a row's visitor writes in; nil where the server named none.
    package func widgetName(of row: ConversationRow) -> String? {
        row.widgetID.map { widgetName($0, of: row.account) }
    }

    /// The rectangles of the screen now.
    package var layout: Layout {
        Layout(
            size: size,
            focus: focus,
            isZoomed: isZoomed,
            hasThread: thread != nil,
            composerLines: composer?.layout.lines.count ?? 1
        )
    }
}
