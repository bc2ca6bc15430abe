import Foundation
import NIOHTTP1

/// One request, as the routes see it.
struct Call: Sendable {
    var method: String
    /// The path as it came, still encoded.
    var path: String
    /// The parts of the path between slashes; a trailing slash gives an empty last one.
    var parts: [String]
    var query: [(name: String, value: String)]
    var authorization: String?
    var contentType: String?
    /// What stands in the path where the route varies, in its order; UUIDs in lower case.
    var ids: [String] = []
    /// What the request suffers, for answers that suffer while they are made.
    var outcome = FaultOutcome()
    /// The body of what is not a form.
    var body = Data()
    /// The body of a form with files.
    var form = MultipartForm()

    /// The call that a head makes; its body comes later.
    init(_ head: HTTPRequestHead) {
        let halves = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        method = head.method.rawValue
        path = String(halves[0])
        parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        query = (halves.count > 1 ? halves[1] : "").split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Call.decoded(sides[0]), sides.count > 1 ? Call.decoded(sides[1]) : "")
        }
        authorization = head.headers.first(name: "Authorization")
        contentType = head.headers.first(name: "Content-Type")
    }

    /// The first value of a query parameter.
    func value(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// Whether the body is declared as JSON.
    var isJSON: Bool {
        let type = contentType?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
        return type == "application/json"
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}
