import Foundation
import PulseClient
import PulseModel
import PulseSync
import ScreenKit

/// `pulse-tui setup`: asks for an account, checks its key against the service, shows what it will write, and writes it.
package struct SetupDialog {
    let console: any Console
    let environment: [String: String]
    /// The configuration's file as the command line names it.
    let configurationOption: String?

    /// A dialog that has asked nothing yet.
    ///
    /// - Parameters:
    ///   - console: where it asks.
    ///   - option: the configuration's file as the command line names it.
    ///   - environment: where folders and variables are looked up.
    package init(
        console: any Console,
        configuration option: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.console = console
        configurationOption = option
        self.environment = environment
    }

    /// Adds one account.
    ///
    /// Nothing is written before the service took the key and the person said yes.
    package func run() async -> ExitStatus {
        let path = FilePlaces(environment: environment).configuration(option: configurationOption).path
        do throws(Stop) {
            let old = try existing(path)
            let limits = old.configuration.sync.limits
            var account = try askAccount(names: old.configuration.accounts.map(\.account.id.rawValue))
            let (candidate, key) = try await askGoodKey(of: &account, limits)
            account.inputs = try await askInputs(of: account, key, limits)
            let datasetKey = try await askDatasetKey(of: account)
            return try write(account, candidate, datasetKey, over: old.text, to: path)
        } catch {
            switch error {
            case .inputEnded:
                console.write("Nothing was written.")
                return .usage
            case .broken(let problems):
                for problem in problems { console.write(problem.sentence) }
                console.write("Mend this first; nothing was written.")
                return .configuration
            case .unwritable(let failure):
                console.say("\(failure.path): \(failure.reason). Nothing was written.")
                return .configuration
            }
        }
    }

    /// Why the dialog stops early.
    enum Stop: Error {
        case inputEnded
        case broken([ConfigurationProblem])
        case unwritable(PrivateFile.Failure)
    }

    /// A key that may not be in its file yet.
    struct Candidate {
        var source: KeySource
        /// What was typed, to be put into the source's file.
        var typed: APIKey?

        /// The file that is still to be written.
        var newFile: (path: String, key: APIKey)? {
            guard case .file(let path) = source, let typed else { return nil }
            return (path, typed)
        }
    }

    // MARK: What is there

    private func existing(_ path: String) throws(Stop) -> (text: String, configuration: Configuration) {
        let text: String
        do throws(ConfigurationProblem) {
            text = try TextFile.read(path)
        } catch {
            if error.reason == .missingFile { return ("", Configuration()) }
            throw .broken([error])
        }
        return (text, try configuration(in: text, path))
    }

    private func configuration(in text: String, _ path: String) throws(Stop) -> Configuration {
        do throws(ConfigurationProblems) {
            return try ConfigurationLoader(environment: environment).read(text, file: path)
        } catch {
            throw .broken(error.all)
        }
    }

    // MARK: Writing

    private func write(
        _ account: Account,
        _ key: Candidate,
        _ datasetKey: Candidate?,
        over old: String,
        to path: String
    ) throws(Stop) -> ExitStatus {
        let block = AccountBlock.text(account, key.source, datasetKey: datasetKey?.source)
        let text = AccountBlock.append(block, to: old)
        // Read before it is written: a file that was right stays right.
        _ = try configuration(in: text, path)

        console.write("")
        console.say(old.isEmpty ? "This will be the new file \(path):" : "This will be put at the end of \(path):")
        console.write("")
        for line in block.split(separator: "\n") { console.say("  \(line)") }
        console.write("")
        let keyFiles = [key, datasetKey].compactMap { $0?.newFile }
        for (file, _) in keyFiles { console.say("The key itself goes to \(file), for you alone to read.") }
        guard try choose("Write it? y or n", among: ["y", "n"], usual: "y") == "y" else { throw .inputEnded }
        do throws(PrivateFile.Failure) {
            try PrivateFile.write(keyFiles.map { ($0.path, $0.key.secret + "\n") }, andReplace: path, with: text)
        } catch {
            throw .unwritable(error)
        }
        console.write("Written. Now type: pulse-tui")
        return .ok
    }

    /// Asks until an answer is taken.
    func answer<Value>(
        _ question: String,
        usual: String? = nil,
        isSecret: Bool = false,
        take: (String) -> Value?
    ) throws(Stop) -> Value {
        guard let value = console.ask(question, usual: usual, isSecret: isSecret, take: take) else {
            throw .inputEnded
        }
        return value
    }

    /// Asks for one of a few answers of one sign, until it is one; any other is answered with what there is.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - choices: the answers, in small letters.
    ///   - usual: what an empty answer means: one of them, or empty for none.
    /// - Returns: the choice; empty for none.
    /// - Throws: `.inputEnded`.
    func choose(_ question: String, among choices: [String], usual: String) throws(Stop) -> String {
        try answer(question, usual: usual) { text -> String? in
            let typed = text.lowercased()
            let words = ["yes": "y", "no": "n"]
            if let choice = (choices + [usual]).first(where: { $0 == typed || $0 == words[typed] }) { return choice }
            let all = choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "")
            console.say("Type \(all), or Enter alone for \(usual.isEmpty ? "none" : usual).")
            return nil
        }
    }
}
