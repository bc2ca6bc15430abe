import Foundation
import PulseClient
import PulseModel
import PulseSync
import ScreenKit

extension SetupDialog {
    /// Asks where the key comes from until the service takes it.
    ///
    /// - Parameters:
    ///   - account: the account without a key; its address may be another one afterwards.
    ///   - limits: how long the service may take.
    /// - Returns: where the key comes from, and the key.
    /// - Throws: `.inputEnded`.
    func askGoodKey(of account: inout Account, _ limits: TimeLimits) async throws(Stop) -> (Candidate, APIKey) {
        while true {
            console.write("Where does the key come from?")
            console.write("  c  a command that prints it (a password store), run without a shell")
            console.write("  e  a variable of the environment")
            console.write("  f  a file that you alone can read")
            console.write("  t  I type it now, and it is put into such a file")
            let kind = try askKind(usual: "c")
            let variable = account.service == .assistant ? "PULSEAI_APP_KEY" : "PULSE_API_KEY"
            let candidate = try askSource(kind, variable: variable, fileName: account.id.rawValue)
            if let key = try await goodKey(&account, candidate, limits) { return (candidate, key) }
        }
    }

    /// Asks where the key of an assistant's knowledge comes from; the key is read, and sent nowhere.
    ///
    /// - Parameter account: the account whose key it is beside.
    /// - Returns: where it comes from; nil where the person has none.
    /// - Throws: `.inputEnded`.
    func askDatasetKey(of account: Account) async throws(Stop) -> Candidate? {
        guard account.service == .assistant else { return nil }
        console.write("Do you have a dataset key? With it, pulse-tui call reaches the assistant's knowledge bases.")
        while true {
            let kind = try askKind(usual: "")
            if kind.isEmpty { return nil }
            let name = account.id.rawValue + "-dataset"
            let candidate = try askSource(kind, variable: "PULSEAI_DATASET_KEY", fileName: name)
            do throws(KeyFailure) {
                _ = try await key(of: candidate)
                return candidate
            } catch {
                console.say("Not good: \(error.reason).")
            }
        }
    }

    private func askKind(usual: String) throws(Stop) -> String {
        try choose("c, e, f or t", among: ["c", "e", "f", "t"], usual: usual)
    }

    private func askSource(_ kind: String, variable: String, fileName: String) throws(Stop) -> Candidate {
        switch kind {
        case "e":
            return Candidate(source: .environment(try answer("Variable", usual: variable) { text -> String? in text }))
        case "f":
            let places = FilePlaces(environment: environment)
            return Candidate(source: .file(try answer("File") { text -> String? in places.absolute(text) }))
        case "t":
            let key = try answer("Key (it does not show)", isSecret: true) { text -> APIKey? in
                guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                    console.write("It has blanks or signs in it that no key has.")
                    return nil
                }
                return APIKey(text)
            }
            return Candidate(source: .file(freeKeyFile(fileName)), typed: key)
        default:
            let command = try answer("Command") { line -> [String]? in
                guard var words = CommandWords.split(line), words.first?.isEmpty == false else {
                    console.write("A quote in it has no end.")
                    return nil
                }
                // Here it starts at the working folder, in the file at the configuration's.
                if words[0].contains("/") { words[0] = FilePlaces(environment: environment).absolute(words[0]) }
                return words
            }
            return Candidate(source: .command(command))
        }
    }

    // MARK: Checking

    /// The key, once the service took it; nil where the person wants to give another.
    private func goodKey(
        _ account: inout Account,
        _ candidate: Candidate,
        _ limits: TimeLimits
    ) async throws(Stop) -> APIKey? {
        while true {
            console.say("Asking \(account.baseURL)...")
            let usual: String
            do throws(Refusal) {
                return try await checkedKey(account, candidate, limits)
            } catch {
                console.say("Not good: \(error.words).")
                usual = error.usual
            }
            let question = "r tries again, k takes another key, a another address, q quits"
            switch try choose(question, among: ["r", "k", "a", "q"], usual: usual) {
            case "q": throw .inputEnded
            case "k": return nil
            case "a": account.baseURL = try askAddress(of: account)
            default: continue
            }
        }
    }

    /// What is wrong with a key, or with the address it was shown to.
    private struct Refusal: Error {
        var words: String
        /// What most likely helps: `r`, `k` or `a`.
        var usual: String
    }

    private func checkedKey(
        _ account: Account,
        _ candidate: Candidate,
        _ limits: TimeLimits
    ) async throws(Refusal) -> APIKey {
        let key: APIKey
        do throws(KeyFailure) {
            key = try await self.key(of: candidate)
        } catch {
            throw Refusal(words: error.reason, usual: "r")
        }
        do throws(AccountCheck.Failure) {
            let reply = try await AccountCheck.ask(account, key, limits: limits)
            console.say(reply.appName.map { "The key is good: \"\($0)\"." } ?? "The key is good.")
            return key
        } catch {
            throw Refusal(words: error.words(address: "the address"), usual: Self.remedy(error))
        }
    }

    /// Which answer fits a failure.
    private static func remedy(_ failure: AccountCheck.Failure) -> String {
        switch failure {
        case .configuration(.unusableKey), .service(.unauthorized), .service(.forbidden): "k"
        case .configuration, .service(.notReached), .service(.notFound), .service(.rejected), .service(.declined),
            .service(.malformed), .service(.redirected):
            "a"
        case .service(.busy), .service(.server), .service(.streamError), .service(.timedOut), .service(.broken),
            .service(.cancelled), .service(.invalidRequest):
            "r"
        }
    }

    private func key(of candidate: Candidate) async throws(KeyFailure) -> APIKey {
        if let typed = candidate.typed { return typed }
        return try await candidate.source.read(environment: environment)
    }

    // MARK: Files

    /// A file in the configuration's folder that is not there yet, named like the account.
    private func freeKeyFile(_ name: String) -> String {
        let letters = name.lowercased().unicodeScalars.map { scalar -> String in
            let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
            return isPlain ? String(scalar) : "-"
        }
        let base = keyFolder + "/" + letters.joined()
        let candidates = ["\(base).key"] + (2...99).map { "\(base)-\($0).key" }
        return candidates.first { !FileManager.default.fileExists(atPath: $0) } ?? "\(base)-\(UUID().uuidString).key"
    }

    private var keyFolder: String {
        FilePlaces(environment: environment).configuration(option: configurationOption).path.beside("keys")
    }
}
