extension ConfigurationFailure {
    /// What is wrong, in words for a person; text from outside may be in it, a key never.
    ///
    /// It begins in lower case and has no full stop, so that it can follow a name.
    public var sentence: String {
        switch self {
        case .invalidAddress(let address): "\"\(address)\" is not the address of a service" + Self.scheme(of: address)
        case .plainHTTP(let host): "plain http would show the key on the way to \(host); use https"
        case .wrongService: "the account belongs to the other service"
        case .missingUser: "the account needs a user"
        case .unusableKey: "the key contains characters that no key contains"
        }
    }

    /// How an address begins, where this one does not.
    private static func scheme(of address: String) -> String {
        let hasScheme = ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
        // What is not shown has one, or is wrong in more ways.
        guard !hasScheme, !address.hasPrefix("(") else { return "" }
        return "; it must begin with https:// (or http:// for this machine)"
    }
}
