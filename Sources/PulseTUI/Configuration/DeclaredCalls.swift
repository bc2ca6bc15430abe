package import PulseClient
import PulseModel

/// A call as an account declares it.
package struct DeclaredCallSetting: Hashable, Sendable {
    /// How it is made.
    package var call: DeclaredCall
    /// Whether method or path are the guess that is shipped.
    package var isGuess: Bool
}

/// The calls that PulseAI's pages name without saying how they are made: each is off until an account declares it.
enum DeclaredCalls {
    /// The names, as the documents' headings have them, with what is guessed of each.
    static let guesses: [(name: String, call: DeclaredCall)] = [
        ("create-chat", .guessedCreateChat),
        ("get-a-list-of-tenant-space-charactar", .guessedCharacters),
        ("figure-txt2img", .guessedPicture),
        ("get-a-list-of-tenant-space-plot", .guessedPlots),
        ("get-a-list-of-tenant-space-audio", .guessedAudio),
    ]

    static func guess(_ name: String) -> DeclaredCall? {
        guesses.first { $0.name == name }?.call
    }

    /// What to write into the configuration.
    static func howToSwitchOn(_ name: String, account: AccountID) -> String {
        let guess = guess(name).map { "; enabled = true alone tries the guess \($0.method.rawValue) \($0.path)" } ?? ""
        return
            "\(name) is switched off, since it is documented nowhere how it is made; declare method, path, fields and "
            + "show in [account.calls.\(name)] of \"\(account.rawValue)\"\(guess)"
    }
}

extension AccountReader {
    /// Reads `[account.calls.NAME]` tables.
    func calls(_ table: inout TableReader) -> (calls: [String: DeclaredCallSetting], problems: [ConfigurationProblem]) {
        guard let node = table.node("calls") else { return ([:], []) }
        var all = TableReader(node, file: file)
        var calls: [String: DeclaredCallSetting] = [:]
        var problems: [ConfigurationProblem] = []
        for (name, guess) in DeclaredCalls.guesses {
            guard let node = all.node(name) else { continue }
            var one = TableReader(node, file: file)
            let isEnabled = one.bool("enabled")
            let method = one.word("method", of: DeclaredCall.Method.self)
            let path = one.filledString("path")
            let fields = one.words("fields")
            let shownFields = one.words("show")
            let isDeclared = method != nil && path != nil
            if isEnabled ?? isDeclared {
                let call = DeclaredCall(
                    method: method ?? guess.method,
                    path: path ?? guess.path,
                    fields: fields ?? guess.fields,
                    shownFields: shownFields ?? guess.shownFields
                )
                calls[name] = DeclaredCallSetting(call: call, isGuess: !isDeclared || fields == nil)
            }
            problems += one.finish()
        }
        return (calls, problems + all.finish())
    }
}
