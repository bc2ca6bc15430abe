import Foundation
import PulseModel
import PulseStore
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseSync

/// One call of an account is refused, over real HTTP: by the service, or by a firewall or a proxy before it.
@Suite("Calls that are refused", .paced)
struct RefusedCallTests {
    /// What a call is refused with.
    enum Refusal: CaseIterable {
        case forbiddenPage, forbidden, signIn, unauthorized

        var status: Int { self == .forbiddenPage || self == .forbidden ? 403 : 401 }

        var answer: Answer {
            switch self {
            case .forbiddenPage, .signIn:
                var page = Response(
                    status: status,
                    phrase: "X",
                    body: .bytes(Data("<html><title>Blocked</title></html>".utf8))
                )
                page.headers.add("Content-Type", "text/html")
                return .response(page)
            case .forbidden, .unauthorized:
                return .json(#"{"code":"no","message":"Blocked","status":\#(status)}"#, status: status)
            }
        }

        /// What the desk is to make of it.
        var failure: ServiceFailure {
            switch self {
            case .forbiddenPage: .forbidden(ServerWords(message: "Blocked"))
            case .signIn: .rejected(status: 401, ServerWords(message: "Blocked"))
            case .forbidden: .forbidden(ServerWords(code: "no", message: "Blocked"))
            case .unauthorized: .unauthorized(ServerWords(code: "no", message: "Blocked"))
            }
        }
    }

    /// A call of a desk.
    enum Call: String, CaseIterable {
        case openList, snoozedList, resolvedList, widgets, message
        case conversations, app, history, question

        var service: PulseModel.Service {
            switch self {
            case .openList, .snoozedList, .resolvedList, .widgets, .message: .support
            case .conversations, .app, .history, .question: .assistant
            }
        }

        init(_ request: Request) {
            let target = request.target
            self =
                switch true {
                case target.contains("status=open"): .openList
                case target.contains("status=snoozed"): .snoozedList
                case target.contains("status=resolved"): .resolvedList
                case target.contains("/widgets"): .widgets
                case target.contains("/info"): .app
                case target.contains("/chat-messages"): .question
                case target.contains("/messages"): request.method == "POST" ? .message : .history
                default: .conversations
                }
        }
    }

    /// Both services, of which one call is refused.
    private final class Server: Sendable {
        let refused: Call
        let refusal: Refusal
        /// Whether all else is refused as well, by the service because of the key.
        let refusesKey = Mutex(false)
        /// What the visitor wrote last, and when.
        let text = Mutex((text: "Hello", at: 1_700_000_000_000 as Int64))
        private let counts = Mutex<[Call: Int]>([:])

        init(_ refused: Call, _ refusal: Refusal) {
            (self.refused, self.refusal) = (refused, refusal)
        }

        func count(_ call: Call) -> Int { counts.withLock { $0[call] ?? 0 } }

        func answer(_ request: Request) -> Answer {
            let call = Call(request)
            counts.withLock { $0[call, default: 0] += 1 }
            if call == refused { return refusal.answer }
            if refusesKey.withLock({ $0 }) { return Refusal.unauthorized.answer }
            let (text, at) = self.text.withLock { $0 }
            switch call {
            case .openList:
                return .json(
                    """
                    {"data":[{"id":"c1","status":"open","lastMessage":"\(text)","updatedAt":\(at)}],
                    "pagination":{"total":1,"limit":100,"hasMore":false}}
                    """
                )
            case .conversations:
                return .json(
                    #"{"limit":100,"has_more":false,"data":[{"id":"c1","name":"One","created_at":1700000000}]}"#
                )
            case .app: return .json(#"{"name":"Helper"}"#)
            case .history:
                return .json(
                    """
                    {"limit":20,"has_more":false,"data":[{"id":"m1","conversation_id":"c1","query":"q","answer":"a",
                    "created_at":1700000000}]}
                    """
                )
            default: return .json(#"{"data":[]}"#)
            }
        }
    }

    private static let account = ScriptedDesk.account

    /// Runs a desk until its one conversation is there, with what the server is asked for on screen.
    private func withRefused(
        _ call: Call,
        _ refusal: Refusal,
        _ settings: SyncSettings = .quick,
        _ body: (ScriptedDesk, Server, ConversationRow) async throws -> Void
    ) async throws {
        let server = Server(call, refusal)
        let answer: Connection.Handler = { server.answer($0) }
        try await withScriptedDesk(call.service, settings: settings, answer: answer) { desk in
            try await eventually("the conversation") { try await !desk.store.rows().rows.isEmpty }
            let row = try #require(try await desk.store.rows().rows.first)
            desk.sync.request(.attend(Attention(conversation: row.id)))
            try await body(desk, server, row)
        }
    }

    private func enqueue(_ text: String, in row: ConversationID, _ desk: ScriptedDesk) async throws -> ItemID {
        try await desk.store.enqueue(text: text, in: row, enteredAt: DeskMoment.now().wall)
    }

    private func delivery(_ item: ItemID, _ desk: ScriptedDesk) async throws -> Delivery? {
        switch try await desk.store.item(item)?.content {
        case .own(let message): message.delivery
        case .exchange(let exchange): exchange.delivery
        default: nil
        }
    }

    /// Waits for several more looks at the list that tells of news, and of nothing wrong with it.
    private func expectPolling(_ desk: ScriptedDesk, _ server: Server) async throws {
        let list = server.refused.service == .support ? Call.openList : .conversations
        let before = server.count(list)
        try await eventually("more looks") { server.count(list) > before + 5 }
        #expect(desk.log.health(Self.account) == .fine)
        let wasRefused = desk.log.all.contains {
            if case .account(let state) = $0, case .keyRefused = state.health { true } else { false }
        }
        #expect(!wasRefused)
    }

    @Test(
        "a message that is refused is refused with the words, and stops no poll",
        arguments: [Call.message, .question],
        Refusal.allCases
    )
    func send(_ call: Call, _ refusal: Refusal) async throws {
        try await withRefused(call, refusal) { desk, server, row in
            for number in 1...2 {
                let item = try await enqueue("text \(number)", in: row.id, desk)
                try await eventually("refused") {
                    try await delivery(item, desk) == .refused(.service(refusal.failure))
                }
            }
            #expect(server.count(call) == 2)
            try await expectPolling(desk, server)
        }
    }

    @Test(
        "a list or a history that is refused stops no other call",
        arguments: [Call.snoozedList, .resolvedList, .widgets, .app, .history],
        Refusal.allCases
    )
    func read(_ call: Call, _ refusal: Refusal) async throws {
        try await withRefused(call, refusal) { desk, server, _ in
            // Again and again, and still it is that call alone.
            try await eventually("the refusals") { server.count(call) > 2 }
            try await expectPolling(desk, server)
        }
    }

    @Test("the calls that fail are named with what they were answered, until they are answered well")
    func named() async throws {
        try await withRefused(.widgets, .forbiddenPage) { desk, server, _ in
            try await eventually("the name") {
                desk.log.state(Self.account)?.failingCalls.map(\.call) == [.widgets]
            }
            #expect(desk.log.state(Self.account)?.failingCalls.first?.failure == server.refusal.failure)
            #expect(desk.log.health(Self.account) == .fine)
        }
    }

    @Test(
        "a key that the service refuses stops all but the list, and messages wait; once it is taken all goes on by itself",
        arguments: PulseModel.Service.allCases
    )
    func refusedKey(service: PulseModel.Service) async throws {
        let (list, send) = service == .support ? (Call.openList, Call.message) : (.conversations, .question)
        var settings = SyncSettings.quick
        settings.refusedKeyList = 100
        try await withRefused(send, .forbidden, settings) { desk, server, row in
            try await eventually("a whole round") { desk.log.state(Self.account)?.listsSeenAt != nil }
            server.refusesKey.withLock { $0 = true }
            try await eventually("that the key is refused") {
                desk.log.health(Self.account) == .keyRefused(ServerWords(code: "no", message: "Blocked"))
            }
            let others = Call.allCases.filter { $0 != list }
            // What was on its way when the stop came.
            let before = server.count(list)
            try await eventually("a look") { server.count(list) > before + 1 }
            let counts = others.map(server.count)
            let item = try await enqueue("waits", in: row.id, desk)
            try await eventually("more looks") { server.count(list) > before + 6 }
            #expect(others.map(server.count) == counts)
            #expect(try await delivery(item, desk) == .queued)
            server.refusesKey.withLock { $0 = false }
            try await eventually("that all is well") { desk.log.health(Self.account) == .fine }
            try await eventually("that it left") {
                try await delivery(item, desk) == .refused(.service(server.refusal.failure))
            }
        }
    }

    @Test("what a visitor writes rings though another list is refused from the first start on")
    func arrival() async throws {
        try await withRefused(.snoozedList, .forbiddenPage) { desk, server, row in
            try await expectPolling(desk, server)
            server.text.withLock { $0 = ("Are you there?", 1_700_000_100_000) }
            try await eventually("the arrival") { desk.log.hasArrived(in: row.id) }
            #expect(try await desk.store.rows().rows.first?.isUnread == true)
        }
    }
}
