package import PulseModel
package import ScreenKit

extension Sentences {
    /// What failed, in words that say what can be done; with the key to press where the keymap is given.
    ///
    /// - Parameters:
    ///   - failure: what failed.
    ///   - keymap: where a key that helps is looked up.
    ///   - address: what the account's base address is called where it is read.
    /// - Returns: the words, not sanitised yet.
    package static func words(
        _ failure: ServiceFailure,
        _ keymap: Keymap? = nil,
        address: String = "base_url"
    ) -> String {
        let sentence = failure.sentence(address: address)
        guard case .unauthorized = failure, let keymap, let key = key(.pollNow, in: .list, keymap) else {
            return sentence
        }
        return "\(sentence), then \(key)"
    }

    /// Why a message did not, or may not, have arrived; server's words in it are not sanitised yet.
    package static func words(_ problem: SendProblem) -> String {
        switch problem {
        // What ended so is not sent again by itself, however soon the server wants it.
        case .service(.busy(let status, _, let said)): words(.busy(status: status, retryAfter: nil, said))
        case .service(let failure): words(failure)
        case .programEnded: "the program ended while it was leaving"
        case .stopped: "you stopped it before an answer came; one may have begun on the server"
        case .words(let words): words
        }
    }

    /// What failed in the desk's own files.
    package static func words(_ failure: StoreFailure) -> String {
        switch failure {
        case .inUse(let folder, let pid):
            "another pulse-tui\(pid.map { " (process \($0))" } ?? "") uses \(folder); use --state DIR or --demo"
        case .locked: "another program holds the database"
        case .corrupt(let detail): "the database is damaged (\(detail)); move desk.sqlite away to start anew"
        case .newer(let migration): "a newer pulse-tui wrote this database (\(migration)); update, or use --state DIR"
        case .diskFull: "the disk is full; free some space"
        case .notPermitted(let path): "\(path) cannot be written; check its owner and permissions"
        case .removed(let path): "\(path) was removed or moved away; nothing typed is kept until it is back"
        case .accountChanged(let account, let was, let now):
            "the account \"\(account.rawValue)\" was \(was) and is now \(now); give it another name"
        case .notFound: "it is gone from the desk"
        case .failed(let detail): "the database failed (\(detail))"
        }
    }

    // MARK: How the desk stands

    /// What is wrong with the desk's own files, until they work again.
    package static func storeTrouble(_ state: State) -> DisplayText? {
        if let failure = state.storeFailure { return DisplayText(sanitizing: "not saved: \(words(failure))") }
        return state.readFailure.map { DisplayText(sanitizing: "not read: \(words($0))") }
    }

    /// What is wrong with accounts.
    ///
    /// Those that have the same trouble share the words, which come first then, with the greatest age: where the line is cut,
    /// some names are missing and not the reason.
    package static func troubles(_ state: State, _ ages: DataAges) -> [(words: DisplayText, isBroken: Bool)] {
        var sharing: [String: [AccountID]] = [:]
        var conditions: [Condition] = []
        for account in state.accounts {
            guard let condition = condition(of: account.id, state, ages) else { continue }
            if let index = conditions.firstIndex(where: { $0.words == condition.words }) {
                conditions[index].age = [conditions[index].age, condition.age].compactMap { $0 }.max()
            } else {
                conditions.append(condition)
            }
            sharing[condition.words, default: []].append(account.id)
        }
        return conditions.map { condition in
            let accounts = sharing[condition.words, default: []]
            let words = worded(condition)
            let names = accounts.map(\.rawValue).joined(separator: ", ")
            let isBroken = accounts.contains { state.accountStates[$0].map { Self.isBroken($0.health) } ?? false }
            return (
                DisplayText(sanitizing: accounts.count > 1 ? "\(words): \(names)" : "\(names): \(words)"), isBroken
            )
        }
    }

    /// Whether anything is wrong with an account.
    static func hasTrouble(_ account: AccountID, _ state: State, _ ages: DataAges) -> Bool {
        condition(of: account, state, ages) != nil
    }

    /// How an account stands, also where nothing is wrong with it.
    package static func standing(of account: AccountID, _ state: State, _ ages: DataAges) -> String {
        if let condition = condition(of: account, state, ages) { return worded(condition) }
        return state.accountStates[account]?.health == .fine ? "up to date" : "no answer yet"
    }

    /// What is wrong with an account, and the age of its data in milliseconds where that matters.
    private struct Condition {
        /// Empty where only the age is to be said.
        var words: String
        var age: Int64?
    }

    private static func worded(_ condition: Condition) -> String {
        let age = condition.age.map { "\(Ages.stepped($0)) old" }
        return [condition.words.isEmpty ? nil : condition.words, age].compactMap { $0 }.joined(separator: ", ")
    }

    private static func condition(of account: AccountID, _ state: State, _ ages: DataAges) -> Condition? {
        guard let known = state.accountStates[account] else { return nil }
        let age = ages.accounts[account]?.shown
        if ages.stalled.contains(account) { return Condition(words: "polling stalled", age: age) }
        switch known.health {
        case .starting: return known.listsLastSeen.map { Condition(words: "last seen \(Ages.lastSeen($0, state))") }
        case .fine:
            let unreadable = known.unreadableRows > 0 ? "\(known.unreadableRows) rows cannot be read" : nil
            let parts = [unreadable, failing(known.failingCalls, state)].compactMap { $0 }
            guard !parts.isEmpty || age != nil else { return nil }
            return Condition(words: parts.joined(separator: "; "), age: age)
        case .failing(let failure, _): return Condition(words: words(failure, state.keymap), age: age)
        case .keyRefused(let said): return Condition(words: refusedKey(said, of: account, state))
        case .noKey(let reason): return Condition(words: noKey(reason))
        }
    }

    /// Whether an account cannot be used at all.
    package static func isBroken(_ health: AccountState.Health) -> Bool {
        switch health {
        case .keyRefused, .noKey: true
        case .starting, .fine, .failing: false
        }
    }

    /// The key that shows all conversations, as the beginning of a sentence's end.
    private static func allKey(_ state: State) -> String {
        key(.view1, in: .list, state.keymap).map { "\($0) shows" } ?? "view 1 shows"
    }

    /// What a notice says; keys in it are those of the live keymap.
    package static func notice(_ content: Notice.Content, _ state: State) -> DisplayText {
        switch content {
        case .pasteNeedsConversation: "Nothing is open to paste into."
        case .pasteNeedsPanes: "Not pasted: close what is in front first."
        case .pasteTooLong: "Not pasted: the draft would be longer than 1 MiB."
        case .nothingUnsent: "Nothing here waits for a decision."
        case .shownFirst: "Here it is; press the key again."
        case .anotherComesFirst: "Not sent: decide first on the question here that may have arrived."
        case .nothingSelected: "No conversation is selected."
        case .nothingWaits: "Nobody else waits."
        case .noMatch(let query): DisplayText(sanitizing: "Nothing in the list has \"\(query)\".")
        case .notOfThisService: "Only for assistants' conversations."
        case .noAssistant: "No assistant is configured; pulse-tui setup adds one."
        case .conversationNotOnServer: "This conversation is not on the server."
        case .polling: "Asking the servers..."
        case .renamed: "Renamed."
        case .deleted: "Deleted."
        case .editFailed(let edit, let failure):
            switch edit {
            case .delete: DisplayText(sanitizing: "Not deleted: \(words(failure, state.keymap))")
            case .rename, .renameAutomatically: DisplayText(sanitizing: "Not renamed: \(words(failure, state.keymap))")
            }
        case .editorFailed: "The editor left no text; the draft is as it was."
        case .editedTooLong: "The editor left more than 1 MiB; the draft is as it was."
        case .store(let failure): DisplayText(sanitizing: "Not saved: \(words(failure)); drafts are kept in memory")
        case .notRead(let failure): DisplayText(sanitizing: "Not read: \(words(failure)); it is tried again")
        case .enqueueFailed(let failure): DisplayText(sanitizing: "Not sent, the text is back: \(words(failure))")
        case .conversationMade: "The new conversation stands in the list."
        case .backInDraft: "The text is back in the draft."
        case .arrivedWhileAway(let count):
            DisplayText(sanitizing: "\(count) with new texts since the last look.")
        case .stopping: "Stopping the answer..."
        case .nothingUnderWay: "Nothing is under way."
        case .viewIsNarrowed: DisplayText(sanitizing: "This view shows only one already; \(allKey(state)) all.")
        case .worksIn(let place, let key):
            key.label + DisplayText(sanitizing: " works in the \(place == .list ? "list" : "thread").")
        }
    }
}
