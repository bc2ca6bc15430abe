import PulseClient
import PulseModel
import ScreenKit

extension SetupDialog {
    /// Asks for everything but the key.
    ///
    /// - Parameter names: names that are taken.
    /// - Returns: the account without a key.
    /// - Throws: `.inputEnded`.
    func askAccount(names: [String]) throws(Stop) -> Account {
        console.write("Which service? 1 is Pulse live chat, 2 is a PulseAI assistant.")
        let service: Service = try choose("1 or 2", among: ["1", "2"], usual: "1") == "1" ? .support : .assistant
        let name = try answer("Name of the account", usual: usualName(service, names)) { text -> String? in
            guard !names.contains(text) else {
                console.say("There is an account \"\(text)\" already.")
                return nil
            }
            return text
        }
        var account = Account(id: AccountID(rawValue: name), service: service, baseURL: "")
        account.baseURL = try askAddress(of: account)
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

    /// Asks for a service's address, until it can be one.
    ///
    /// - Parameter account: whose service it is.
    /// - Returns: the address without a slash at its end.
    /// - Throws: `.inputEnded`.
    func askAddress(of account: Account) throws(Stop) -> String {
        try answer("Address", usual: AccountReader.usualAddress(of: account.service)) { text -> String? in
            var asked = account
            asked.baseURL = String(text.reversed().drop { $0 == "/" }.reversed())
            do throws(ConfigurationFailure) {
                try asked.checkAddress()
            } catch {
                console.say("Not good: \(AccountCheck.Failure.configuration(error).words()).")
                return nil
            }
            return asked.baseURL
        }
    }

    private func usualName(_ service: Service, _ names: [String]) -> String {
        let base = service == .support ? "Pulse desk" : "Assistant"
        let numbered = (2...).lazy.map { "\(base) \($0)" }
        return names.contains(base) ? numbered.first { !names.contains($0) } ?? base : base
    }
}
