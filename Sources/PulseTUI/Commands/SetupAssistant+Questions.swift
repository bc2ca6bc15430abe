import Foundation
import PulseClient
import PulseModel
import ScreenKit

extension SetupAssistant {
    /// Asks for everything but the key.
    ///
    /// - Parameter names: names that are taken.
    /// - Returns: the account without a key.
    /// - Throws: `.inputEnded`.
    func askAccount(names: [String]) throws(Stop) -> Account {
        console.write("Which service? 1 is Pulse live chat, 2 is a PulseAI assistant.")
        let service = try answer("1 or 2", usual: "1") { text -> Service? in
            switch text {
            case "1": .support
            case "2": .assistant
            default: nil
            }
        }
        let name = try answer("Name of the account", usual: usualName(service, names)) { text -> String? in
            guard !names.contains(text) else {
                console.say("There is an account “\(text)” already.")
                return nil
            }
            return text
        }
        var account = Account(id: AccountID(rawValue: name), service: service, baseURL: "")
        account.baseURL = try answer("Address", usual: AccountReader.usualAddress(of: service)) { text -> String? in
            var asked = account
            asked.baseURL = String(text.reversed().drop { $0 == "/" }.reversed())
            do throws(ConfigurationFailure) {
                try asked.checkAddress()
            } catch {
                console.say("Not good: \(AccountCheck.Failure.configuration(error).words).")
                return nil
            }
            return asked.baseURL
        }
        switch service {
        case .support:
            let sender = try answer("Name that visitors see beside your messages", usual: "") { text -> String? in text
            }
            account.senderName = sender.isEmpty ? nil : sender
        case .assistant:
            account.user = try answer("User, whose conversations these are", usual: "support-desk") { text -> String? in
                text
            }
        }
        return account
    }

    /// Asks where the key comes from.
    func askKey(of account: Account) throws(Stop) -> Candidate {
        console.write("Where does the key come from?")
        console.write("  c  a command that prints it (a password store), run without a shell")
        console.write("  e  a variable of the environment")
        console.write("  f  a file that you alone can read")
        console.write("  t  I type it now, and it is put into such a file")
        let kind = try answer("c, e, f or t", usual: "c") { text in
            ["c", "e", "f", "t"].first { $0 == text.lowercased() }
        }
        switch kind {
        case "e":
            let isAssistant = account.service == .assistant
            let usual = isAssistant ? "PULSEAI_APP_KEY" : "PULSE_API_KEY"
            return Candidate(source: .environment(try answer("Variable", usual: usual) { text -> String? in text }))
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
            return Candidate(source: .file(freeKeyFile(account.id.rawValue)), typed: key)
        default:
            let command = try answer("Command") { line -> [String]? in
                guard let words = CommandWords.split(line), words.first?.isEmpty == false else {
                    console.write("A quote in it has no end.")
                    return nil
                }
                return words
            }
            return Candidate(source: .command(command))
        }
    }

    private func usualName(_ service: Service, _ names: [String]) -> String {
        let base = service == .support ? "Pulse desk" : "Assistant"
        let numbered = (2...).lazy.map { "\(base) \($0)" }
        return names.contains(base) ? numbered.first { !names.contains($0) } ?? base : base
    }

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
        let path = FilePlaces(environment: environment).configuration(option: configurationOption).path
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) + "/keys"
    }
}
