package import ScreenKit

extension ConfigurationProblem {
    /// One line for a person: `FILE:LINE: KEY: what is wrong, and what would be right`.
    package var sentence: DisplayText {
        let place = line.map { "\(file):\($0): " } ?? "\(file): "
        let key = path.map { $0.steps.isEmpty ? "" : "\($0): " } ?? ""
        return DisplayText(sanitizing: place + key + reason.words)
    }
}

extension ConfigurationProblem.Reason {
    fileprivate var words: String {
        switch self {
        case .missingFile: "there is no such file; pulse-tui setup writes one"
        case .unreadableFile(let words): "cannot be read: \(words)"
        case .syntax(let words): "this is no TOML: \(words)"
        case .escapedNUL: "a text has a NUL character in it (\\u0000), which no setting takes"
        case .unknownKey(let suggestion): "no setting has this name\(Self.meant(suggestion))"
        case .wrongType(let expected, let found): "must be \(expected), not \(found)"
        case .invalidValue(let found, let expected): "\"\(found)\" does not work here; it must be \(expected)"
        case .missingKey(let key): "\(key) is missing"
        case .needsOneOf(let keys, let found):
            "needs \(found == 0 ? "one" : "only one") of \(keys.joined(separator: ", ")), and has \(Self.count(found))"
        case .notOfThisService(let service): "an account of service \"\(service)\" has no such setting"
        case .duplicateAccount(let name, let first):
            "the account \"\(name)\" is there already\(first.map { ", in line \($0)" } ?? ""); give this one another name"
        case .invalidAddress(let address):
            "\"\(address)\" is not the address of a service; write it like https://host/path, without user, query or fragment"
        case .plainHTTP(let host): "plain http would show the key on the way to \(host); use https"
        case .unknownCommand(let name, let suggestion):
            "no command is called \"\(name)\"\(Self.meant(suggestion)); pulse-tui keys lists them, \"none\" unbinds"
        case .unknownKeyName(let name):
            "no terminal sends a key called \"\(name)\"; names are like a, A, space, enter, esc, ctrl-r, alt-b, pageup, f1"
        case .duplicateKeyName(let name, let first): "\"\(name)\" is the same key as \"\(first)\" above"
        case .textKey(let name, let place):
            "\"\(name)\" is text in the \(place) and could not be typed any more; take a key with ctrl- or alt-, or f1 to f12"
        case .unknownPlace(let name):
            "no place is called \"\(name)\"; there are everywhere, list, thread, composer, prompt, question, overlay"
        case .unknownRole(let name, let suggestion): "no role is called \"\(name)\"\(Self.meant(suggestion))"
        case .unknownColor(let name):
            "\"\(name)\" is no colour; write default, a name like red or bright-red, 0 to 255, #rrggbb, or a name of [palette]"
        case .unknownAttribute(let name):
            "\"\(name)\" is no attribute; there are bold, dim, italic, underline, reverse"
        case .unknownTheme(let name, let known):
            "no theme is called \"\(name)\"; there are \(known.joined(separator: ", ")), and files in themes/ beside config.toml"
        }
    }

    private static func meant(_ suggestion: String?) -> String {
        suggestion.map { "; is \"\($0)\" meant?" } ?? ""
    }

    private static func count(_ number: Int) -> String {
        number == 0 ? "none" : "\(number)"
    }
}
