extension World {
    /// Counts a request and says what it has to suffer.
    func arrived(_ route: Route) -> FaultOutcome {
        requestCounts[route.name, default: 0] += 1
        return faults.outcome(stores: route.stores)
    }

    /// Lets the service of the route answer.
    func reply(to call: Call, _ route: Route) async -> Reply {
        switch route.service {
        case .support:
            return await supportReply(to: call, route)
        case .assistant:
            var reply = await assistantReply(to: call, route)
            reply.headers += [("Access-Control-Allow-Origin", "*"), ("X-Version", "0.15.3"), ("X-Env", "PRODUCTION")]
            return reply
        case .unknown:
            return .noSuchPath
        }
    }

    /// The support service looks at the key first.
    private func supportReply(to call: Call, _ route: Route) async -> Reply {
        do {
            guard isSupportKey(call.authorization) else { throw SupportError.badKey }
            guard case .endpoint(let endpoint) = route.target, case .support(let action) = endpoint.action else {
                throw SupportError.noSuchRoute
            }
            return try await action(self, call)
        } catch {
            return (error as? SupportError ?? .crashed).reply
        }
    }

    /// The assistant service looks at the path first.
    private func assistantReply(to call: Call, _ route: Route) async -> Reply {
        do {
            switch route.target {
            case .noPath: throw AssistantError.noSuchPath
            case .wrongMethod: throw AssistantError.wrongMethod
            case .endpoint(let endpoint):
                let reply = try await reply(to: call, endpoint.action)
                record(call)
                return reply
            }
        } catch {
            return (error as? AssistantError ?? .crashed).reply
        }
    }

    private func reply(to call: Call, _ action: Endpoint.Action) async throws -> Reply {
        switch action {
        case .app(let action): return try await action(self, call, try assistant(for: call.authorization))
        case .knowledge(let action):
            guard try bearer(call.authorization) == knowledgeKey else { throw AssistantError.badKey }
            advanceIndexing()
            return try await action(self, call)
        case .open(let action): return try await action(self, call)
        case .support: throw AssistantError.noSuchPath
        }
    }

    private func isSupportKey(_ authorization: String?) -> Bool {
        guard let authorization, authorization.lowercased().hasPrefix("bearer ") else { return false }
        let key = String(authorization.dropFirst(7))
        return key == supportKey && !revokedKeys.contains(key)
    }

    private func assistant(for authorization: String?) throws(AssistantError) -> AssistantRecord {
        let key = try bearer(authorization)
        guard let app = assistants.first(where: { $0.key == key }) else { throw .badKey }
        return app
    }

    /// The key of a header, unless it is revoked.
    private func bearer(_ authorization: String?) throws(AssistantError) -> String {
        guard let authorization, authorization.contains(" ") else { throw .noKey }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .malformedKey }
        let key = String(parts[1])
        guard !revokedKeys.contains(key) else { throw .badKey }
        return key
    }
}
