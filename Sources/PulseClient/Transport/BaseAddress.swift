import Foundation
import PulseModel

/// Where an account's requests go: checked once, so that a key can never leave for another host or in the clear.
struct BaseAddress: Hashable, Sendable {
    /// `https://host:port/path`, without a slash at the end.
    let text: String
    let host: String
    /// The path alone, without a slash at the end; empty where there is none.
    let path: String
    let isSecure: Bool

    init(_ address: String) throws(ConfigurationFailure) {
        // The host as it is written: the decoded one may be in another script than the one that is asked, and reads the
        // data of ICU, which are 3 MiB.
        let trimmed = String(address.reversed().drop { $0 == "/" }.reversed())
        guard
            let parts = URLComponents(string: trimmed), let scheme = parts.scheme?.lowercased(),
            let host = parts.encodedHost, !host.isEmpty, !host.contains("%"), parts.user == nil, parts.password == nil,
            parts.query == nil, parts.fragment == nil, Self.hasPossiblePort(parts),
            trimmed.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else {
            throw .invalidAddress(Self.shown(address))
        }
        switch scheme {
        case "https": isSecure = true
        case "http":
            guard Self.isLoopback(host) else { throw .plainHTTP(host: host) }
            isSecure = false
        default: throw .invalidAddress(Self.shown(address))
        }
        text = trimmed
        self.host = host
        path = parts.percentEncodedPath
    }

    /// A number that does not fit is none to the parser, which then sees an address without a port.
    private static func hasPossiblePort(_ parts: URLComponents) -> Bool {
        if let port = parts.port { return (1...65_535).contains(port) }
        return parts.rangeOfPort == nil || parts.rangeOfPort?.isEmpty == true
    }

    /// An address without what may be a secret: a password before the host, a query, a fragment.
    private static func shown(_ address: String) -> String {
        if address.contains("@") { return "(with a user)" }
        let shown = address.prefix { $0 != "?" && $0 != "#" }
        return shown.count == address.count ? address : shown + "..."
    }

    /// Whether a host is surely this machine: by name or by a literal address, without asking any resolver.
    static func isLoopback(_ host: String) -> Bool {
        let bare = host.trimmingPrefix("[").replacing("]", with: "").lowercased()
        if bare == "localhost" || bare == "::1" { return true }
        let bytes = bare.split(separator: ".", omittingEmptySubsequences: false)
        return bytes.count == 4 && bytes[0] == "127" && bytes.allSatisfy { UInt8($0) != nil }
    }
}
