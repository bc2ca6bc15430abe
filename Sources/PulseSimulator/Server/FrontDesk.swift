/// Takes every request: counts it, lets faults act, and asks the routes.
struct FrontDesk: Sendable {
    let world: World

    func answer(_ request: Request) async throws -> Answer {
        let call = Call(request)
        if call.parts.first == "_control" {
            let reply = await world.control(call)
            return .response(reply.response(date: await world.dateHeader, outcome: FaultOutcome()))
        }
        let route = Route(call)
        let outcome = await world.arrived(route)
        if outcome.slow { try await Task.sleep(for: world.paced(2)) }
        var reply: Reply
        if let refusal = outcome.refusal {
            reply = route.service.refusal(refusal)
        } else {
            reply = await world.reply(to: call, route, outcome)
            switch outcome.vanishing {
            case .silent?: return .silence(unread: reply.unread)
            case _?: return .closing(unread: reply.unread)
            case nil: break
            }
        }
        if reply.status >= 400, let attack = await world.nextAttack() { reply.attack(with: attack) }
        return .response(reply.response(date: await world.dateHeader, outcome: outcome))
    }
}

extension World {
    /// The time as the `Date` header has it.
    var dateHeader: String { CalendarMoment(milliseconds: clock.now).http }

    /// Counts a request and says what it has to suffer.
    func arrived(_ route: Route) -> FaultOutcome {
        requestCounts[route.name, default: 0] += 1
        return faults.outcome(sends: route.sends)
    }

    /// Lets the service of the route answer.
    func reply(to call: Call, _ route: Route, _ outcome: FaultOutcome) async -> Reply {
        switch route.service {
        case .support:
            return supportReply(to: call, route)
        case .assistant:
            var reply = await assistantReply(to: call, route, outcome)
            reply.headers += [("Access-Control-Allow-Origin", "*"), ("X-Version", "0.15.3"), ("X-Env", "PRODUCTION")]
            return reply
        case .unknown:
            return .noSuchPath
        }
    }
}
