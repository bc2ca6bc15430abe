import Foundation
import NIOCore

/// Takes every request: counts it, lets faults act, and asks the routes.
struct FrontDesk: Sendable {
    /// The longest body that is held; of a form with files only its parts have limits.
    static let longestBody = 64 * 1_048_576

    let world: World

    func answer(_ request: Request) async throws -> Answer {
        let call = Call(request.head)
        if call.parts.first == "_control" {
            let reply = try await replyHavingRead(request, call) { await world.control($0) }
            return .response(reply.response(date: await world.dateHeader, outcome: FaultOutcome()))
        }
        let route = Route(call)
        let outcome = await world.arrived(route)
        if outcome.slow { try await Task.sleep(for: world.paced(2)) }
        var reply: Reply
        if let refusal = outcome.refusal {
            reply = route.service.refusal(refusal)
        } else {
            reply = try await replyHavingRead(request, call) { await world.reply(to: $0, route, outcome) }
            switch outcome.vanishing {
            case .silent?: return .silence(unread: reply.unread)
            case _?: return .closing(unread: reply.unread)
            case nil: break
            }
        }
        if reply.status >= 400, let attack = await world.nextAttack() { reply.attack(with: attack) }
        return .response(reply.response(date: await world.dateHeader, outcome: outcome))
    }

    /// Reads the body, and lets the call be answered with it.
    private func replyHavingRead(
        _ request: Request,
        _ call: Call,
        _ answered: (Call) async -> Reply
    ) async throws -> Reply {
        var call = call
        do {
            if var parser = MultipartParser(contentType: call.contentType ?? "") {
                for try await piece in request.body { try parser.read(piece.readableBytesView) }
                call.form = parser.form
            } else {
                call.body = try await request.body.collect(atMost: FrontDesk.longestBody)
            }
        } catch is RequestBody.TooLarge {
            return .tooLarge
        }
        return await answered(call)
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
