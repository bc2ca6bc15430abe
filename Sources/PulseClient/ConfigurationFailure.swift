/// Why a client cannot be made for an account; nothing was sent.
///
/// No case holds a key.
public enum ConfigurationFailure: Error, Hashable, Sendable {
    /// The base address is no http or https address with a host, or has a user, query or fragment in it.
    case invalidAddress(String)
    /// Plain http is allowed to this machine only.
    case plainHTTP(host: String)
    /// The account belongs to the other service.
    case wrongService
    /// The service's calls need a user and the account names none.
    case missingUser
    /// The key is empty or has a character that cannot stand in a header.
    case unusableKey
}
