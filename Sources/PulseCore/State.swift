package import PulseModel
package import ScreenKit

/// One of the three panes.
package enum Pane: Hashable, Sendable, CaseIterable {
    case list
    case thread
    case composer
}

/// Everything that the screen is a function of.
package struct State: Hashable, Sendable {
    package var size: Size
    /// This machine's wall clock at the last input.
    package var now: Timestamp
    /// The continuous clock at the last input, in milliseconds.
    package var clock: Int64 = 0
    package var zone: ZoneOffsets
    package var keymap: Keymap
    package var options: Options

    package var accounts: [Account]
    package var accountStates: [AccountID: AccountState] = [:]
    package var widgets: [AccountID: [Widget]] = [:]
    package var appNames: [AccountID: String] = [:]

    package var list = ListState()
    package var thread: ThreadState?
    package var composer: ComposerState?
    /// Drafts that were touched since the start, so that coming back needs no disk.
    package var drafts: [ConversationID: Draft] = [:]
    /// What was typed into a conversation that was left before its stored draft had been read.
    package var typedBeforeLoading: [ConversationID: Draft] = [:]
    /// Drafts that the disk did not take.
    package var unsavedDrafts: Set<ConversationID> = []
    /// When they are written again, in milliseconds of the continuous clock.
    package var retryDraftsAt: Int64?
    /// Writes of drafts that the store has neither confirmed nor refused.
    package var draftWrites: [ConversationID: Effect] = [:]
    /// When the last key of a paste was read that the terminal did not mark.
    package var pastedAt: Int64?
    /// Keys that may be the beginning of such a paste.
    package var keyRun = KeyRun()
    package var killRing = KillRing()
    package var focus: Pane = .list
    package var isZoomed = false
    /// Back to front.
    package var layers: [Layer] = []
    package var notice: Notice?
    /// What a notice said that failed; the details have it when the notice is gone.
    package var lastFailure: LastFailure?
    /// Accounts whose answer to a look that a key asked for has not come.
    package var polled: Set<AccountID> = []
    /// Conversations that the last catch-up named.
    package var catchUp: CatchUp?
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
    package var isFinished = false
    /// Whether nothing but drafts and sends is waited for: answers that stream are left to the server.
    package var leavesAtOnce = false
    /// The signal that ended the program; nil where the person left.
    package var endedBySignal: Int32?

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

    package init() {}
}

/// Whether the person's window has the focus, as far as the terminal tells.
package struct WindowFocus: Hashable, Sendable {
    /// What the terminal reported last; nil where it never did.
    package var reported: Bool?
    /// The last key, in milliseconds of the continuous clock.
    package var lastKey: Int64 = 0

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
