import PulseCore
import PulseModel
import PulseStore
import ScreenKit
import Synchronization

/// A screen without a terminal: it loaded once, follows the store, and is driven by keys.
///
/// What it asks of the store is read at one time and told at a later one, as it may happen in the program.
struct FollowingScreen {
    private var state: State
    private let store: DeskStore
    private let inbox = Inbox()
    private var asked: [StoreRequest] = []
    private var answers: [Action] = []
    private var clock: Int64 = 0

    init(_ store: DeskStore, accounts: [Account], now: Timestamp) throws {
        self.store = store
        store.follow { [inbox] in inbox.add($0) }
        state = State(size: Size(rows: 12, columns: 60), now: now, keymap: Self.keymap, accounts: accounts)
        state.windowFocus.reported = true
        state.showFirstRows(try store.firstRows(limit: 3))
        asked = [.loadRows]
    }

    private static let keymap: Keymap = {
        var keymap = Keymap()
        let bindings: [(Place, Character, Command)] = [
            (.list, "j", .down), (.list, "k", .up), (.list, "o", .open),
            (.thread, "u", .pageUp), (.thread, "d", .pageDown), (.thread, "g", .first), (.thread, "G", .last),
            (.thread, "h", .toList), (.thread, "J", .nextConversation),
        ]
        for (place, key, command) in bindings { keymap.bind(Key(.character(key)), to: command, in: place) }
        return keymap
    }()

    /// The conversation on it.
    var conversation: ConversationID? { state.thread?.conversation }

    /// Keys that `press(_:)` knows.
    static let keys: [Character] = ["j", "k", "o", "u", "u", "u", "d", "g", "G", "h", "J"]

    mutating func press(_ key: Character) {
        clock += 1_000
        send(.key(Key(.character(key)), at: clock))
        send(.painted)
    }

    mutating func passTime(to now: Timestamp) {
        clock += 2_000
        send(.timePassed(now: now, at: clock))
    }

    /// Hears what the store has told since.
    mutating func follow() {
        for change in inbox.take() { send(.changed(change)) }
    }

    /// Has the store do the first thing that it was asked for; the answer waits.
    mutating func askStore() async throws {
        guard !asked.isEmpty else { return }
        switch asked.removeFirst() {
        case .loadRows: answers.append(.rowsLoaded(try await store.rows()))
        case .loadThread(let id):
            let window = try await store.window(of: id, around: .end, before: 20, after: 0)
            answers.append(.threadLoaded(window, try await store.draft(of: id)))
        case .loadWindow(let id, let around):
            let window = try await store.window(of: id, around: around, before: 20, after: 20)
            answers.append(.windowLoaded(window, around: around))
        case .loadSentTexts(let account):
            answers.append(.sentTextsLoaded(account, try await store.sentTexts(of: account, limit: 10)))
        case .markRead(let id, let mark): try await store.markRead(id, through: mark)
        // Nothing is typed or decided on this screen.
        case .saveDraft, .joinDraft, .enqueue, .decide, .makeConversation: break
        }
    }

    /// Hears the first answer.
    mutating func hearAnswer() {
        guard !answers.isEmpty else { return }
        // What the store told before it answered is heard before it.
        follow()
        send(answers.removeFirst())
    }

    /// Lets everything that was asked for come to its end.
    mutating func settle() async throws {
        repeat {
            while !asked.isEmpty { try await askStore() }
            while !answers.isEmpty { hearAnswer() }
            follow()
        } while !asked.isEmpty
    }

    /// What its state says otherwise than a fresh load.
    func differences() async throws -> [String] {
        var differences: [String] = []
        let rows = Dictionary(uniqueKeysWithValues: try await store.rows().rows.map { ($0.id, $0) })
        let shown = Dictionary(uniqueKeysWithValues: state.list.rows.all.map { ($0.id, $0) })
        for id in Set(rows.keys).union(shown.keys) where rows[id] != shown[id] {
            differences.append("row: \(String(describing: shown[id])), fresh: \(String(describing: rows[id]))")
        }
        guard let thread = state.thread, thread.isLoaded, !thread.isReading else { return differences }
        return differences + (try await Self.differences(of: thread, store))
    }

    private static func differences(of thread: ThreadState, _ store: DeskStore) async throws -> [String] {
        let window = thread.window
        let all = 1_000_000
        var anchor = WindowAnchor.end
        if thread.anchor != .end, let first = window.items.first { anchor = .item(first.id) }
        let fresh = try await store.window(of: thread.conversation, around: anchor, before: all, after: all)
        guard let first = window.items.first else {
            return fresh.items.isEmpty ? [] : ["nothing is loaded, fresh: \(fresh.items.count) items"]
        }
        guard let start = fresh.items.firstIndex(where: { $0.id == first.id }) else {
            return ["item \(first.id) is loaded and not in the fresh part"]
        }
        let end = min(fresh.items.count, start + window.items.count)
        var differences: [String] = []
        if Array(fresh.items[start..<end]) != window.items {
            differences.append("loaded:\(Self.words(window.items[...])), fresh:\(Self.words(fresh.items[start..<end]))")
        }
        if window.hasOlder != (start > 0) { differences.append("more above: \(window.hasOlder), fresh: \(start > 0)") }
        // Below a part that is followed at a distance may come what has not been asked for.
        if !window.hasNewer, end < fresh.items.count { differences.append("\(fresh.items.count - end) more below") }
        if end == fresh.items.count, window.endsAtHole != fresh.endsAtHole {
            differences.append("ends at a hole: \(window.endsAtHole), fresh: \(fresh.endsAtHole)")
        }
        if start == 0, window.reachesBeginning != fresh.reachesBeginning {
            differences.append("the beginning: \(window.reachesBeginning), fresh: \(fresh.reachesBeginning)")
        }
        return differences
    }

    private static func words(_ items: ArraySlice<TranscriptItem>) -> String {
        items.map { " \($0.id.rawValue)@\($0.position.order).\($0.position.tie)r\($0.revision)" }.joined()
    }

    private mutating func send(_ action: Action) {
        for effect in update(&state, action) {
            switch effect {
            case .store(let request): asked.append(request)
            // Servers are the exercise's own, and there is no terminal.
            case .sync, .terminal, .quit: break
            }
        }
    }

    private final class Inbox: Sendable {
        private let changes = Mutex<[DeskChange]>([])

        func add(_ change: DeskChange) {
            changes.withLock { $0.append(change) }
        }

        func take() -> [DeskChange] {
            changes.withLock { changes in
                defer { changes = [] }
                return changes
            }
        }
    }
}
