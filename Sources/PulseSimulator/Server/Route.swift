/// A request's place in the services.
struct Route: Sendable {
    /// What the services have under a path.
    enum Target: Sendable {
        case endpoint(Endpoint)
        /// The path is one, but not with that method.
        case wrongMethod
        case noPath
    }

    var service: Service
    var target: Target
    /// What stands in the path where it varies, in its order.
    var ids: [String] = []
    /// Method and path, as requests are counted: `GET /v1/messages`, with `{id}` for what varies.
    var name: String

    /// Whether something is kept of what is sent.
    var stores: Bool {
        if case .endpoint(let endpoint) = target { endpoint.stores } else { false }
    }

    init(_ call: Call) {
        service =
            switch call.parts.first {
            case "api" where call.parts.dropFirst().first == "v1": .support
            case "v1", "files", "tenant-files": .assistant
            default: .unknown
            }
        (target, name) = (.noPath, call.method + " " + call.path)
        for endpoint in Endpoint.all {
            guard let match = endpoint.match(call.parts) else { continue }
            if case .noPath = target { name = call.method + " " + endpoint.countedPath }
            // Two rows may fit one path: a word is a text too.
            if !match.isValid { continue }
            if endpoint.method == call.method {
                (target, ids, name) = (.endpoint(endpoint), match.ids, call.method + " " + endpoint.countedPath)
                return
            }
            target = .wrongMethod
        }
    }
}
