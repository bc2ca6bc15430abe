import Foundation
import PulseModel
import PulseStore
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseSync

/// A server whose rows have another clock than its replies.
@Suite("A server with two clocks", .paced)
struct TwoClocksSyncTests {
    /// A server that takes the first message, shows it at once, and says 429 or nothing to it; its `Date` is ahead of its
    /// rows.
    private final class Server: Sendable {
        private struct Shown {
            var text = "Hi"
            var at: Date
            var posts = 0
        }

        private let shown: Mutex<Shown>
        private let ahead: TimeInterval
        private let status: Int

        init(ahead: TimeInterval, status: Int) {
            (self.ahead, self.status) = (ahead, status)
            shown = Mutex(Shown(at: Date(timeIntervalSinceNow: -600)))
        }

        var posts: Int { shown.withLock { $0.posts } }

        func answer(_ request: Request) -> Answer {
            let answer = request.method == "POST" ? take() : .json(list(request.target))
            guard case .response(var response) = answer else { return answer }
            response.headers.add("Date", ServerDate(Date(timeIntervalSinceNow: ahead)).header)
            return .response(response)
        }

        private func take() -> Answer {
            shown.withLock { shown in
                shown.posts += 1
                (shown.text, shown.at) = ("only once please", Date())
                if shown.posts == 1 { return .json("{}", status: status) }
                return .json(#"{"success":true,"data":{"messageId":"m\#(shown.posts)"}}"#)
            }
        }

        private func list(_ target: String) -> String {
            guard target.contains("status=open") else { return #"{"success":true,"data":[],"pagination":{}}"# }
            return shown.withLock { shown in
                """
                {"success":true,"data":[{"id":"a","status":"open","visitorName":"Jane","lastMessage":"\(shown.text)",
                "updatedAt":"\(shown.at.formatted(.iso8601))"}],"pagination":{"total":1,"limit":100,"hasMore":false}}
                """
            }
        }
    }

    @Test(
        "a message that was stored is neither sent again nor taken for the visitor's",
        arguments: [-3600, -5, 3, 60, 3600] as [TimeInterval],
        [429, 500]
    )
    func storedAll(_ ahead: TimeInterval, _ status: Int) async throws {
        let server = Server(ahead: ahead, status: status)
        try await withScriptedDesk(.support, answer: server.answer) { desk in
            try await eventually("a whole round") { desk.log.state(ScriptedDesk.account)?.listsSeenAt != nil }
            let row = try #require(try await desk.store.rows().rows.first)
            let item = try await desk.store.enqueue(
                text: "only once please",
                in: row.id,
                enteredAt: DeskMoment.now().wall
            )
            try await eventually("sent") { try await desk.store.item(item)?.isSent == true }
            #expect(server.posts == 1)
            let items = try await desk.store.window(of: row.id, around: .end, before: 100, after: 0).items
            #expect(items.count == 2)
        }
    }
}

extension TranscriptItem {
    fileprivate var isSent: Bool {
        if case .own(let own) = content { own.delivery == .sent } else { false }
    }
}

/// A moment as the `Date` header has it.
private struct ServerDate {
    let header: String

    init(_ moment: Date) {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        header = format.string(from: moment)
    }
}
