import Foundation
import NIOCore

/// Takes every request: counts it, lets faults act, and asks the routes.
struct FrontDesk: Sendable {
    /// The longest body that is held; of a form with files only its parts have limits.
    static let longestBody = 64 * 1_048_576

    /// How much of a form `cut-upload` lets through.
    static let cutUploadAfter = 65_536

    let world: World

    func answer(_ request: Request) async throws -> Answer {
        var call = Call(request.head)
        if call.parts.first == "_control" {
            let reply = try await replyHavingRead(request, call) { await world.control($0) }
            return .response(reply.response(date: await world.dateHeader, outcome: FaultOutcome()))
        }
        let route = Route(call)
        let outcome = await world.arrived(route)
        (call.ids, call.outcome) = (route.ids, outcome)
        if outcome.slow { try await Task.sleep(for: world.paced(2)) }
        var reply: Reply
        if let refusal = outcome.refusal {
            reply = route.service.refusal(refusal)
        } else if outcome.cutUpload, MultipartParser(contentType: call.contentType ?? "") != nil {
            try await request.body.skip(FrontDesk.cutUploadAfter)
            return .reset
        } else {
            reply = try await replyHavingRead(request, call) { await world.reply(to: $0, route) }
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
}
