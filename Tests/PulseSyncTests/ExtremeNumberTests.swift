import Foundation
import PulseModel
import PulseStore
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseSync

/// A server's numbers are text from outside: none of them may end the program.
@Suite("Extreme numbers", .paced)
struct ExtremeNumberTests {
    private static let numbers = [
        "-9223372036854775808", "9223372036854775807", "-1", "0", "1e308", "-1e308", "1e400", "9.3e18", "NaN",
        "\"inf\"",
        "\"-9223372036854775808\"",
    ]

    @Test("a support desk takes any number in any field of any reply", arguments: numbers)
    func support(_ number: String) async throws {
        let answer: Connection.Handler = { request in
            var date = Answer.json(
                request.method == "POST"
                    ? #"{"data":{"messageId":"m","createdAt":\#(number)}}"#
                    : """
                    {"data":[{"id":"a","status":"open","name":"w","lastMessage":"hi","updatedAt":\(number),
                    "createdAt":\(number)},{},7],
                    "pagination":{"total":\(number),"limit":\(number),"hasMore":true}}
                    """
            )
            if case .response(var response) = date, number == "-1" {
                response.headers.add("Date", "Mon, 01 Jan 0001 00:00:00 GMT")
                date = .response(response)
            }
            return date
        }
        try await withScriptedDesk(.support, answer: answer) { desk in
            try await eventually("a whole round") {
                desk.log.state(ScriptedDesk.account)?.listsSeenAt != nil
            }
            let row = try #require(try await desk.store.rows().rows.first)
            let item = try await desk.store.enqueue(text: "x", in: row.id, enteredAt: DeskMoment.now().wall)
            try await eventually("sent") {
                if case .own(let message)? = try await desk.store.item(item)?.content {
                    message.delivery == .sent
                } else {
                    false
                }
            }
        }
    }

    @Test("an assistant's desk takes any number in any field of any reply", arguments: numbers)
    func assistant(_ number: String) async throws {
        let answer: Connection.Handler = { request in
            if request.method == "POST" { return .events(Self.stream(number)) }
            if request.target.contains("/messages") {
                return .json(
                    """
                    {"limit":\(number),"has_more":true,"data":[{"id":"m\(request.target.count)","query":"q","answer":"a",
                    "created_at":\(number),"retriever_resources":[{"position":\(number),"score":\(number)}],
                    "agent_thoughts":[{"id":"t","position":\(number)}],"message_files":[{"id":\(number)}]}]}
                    """
                )
            }
            return .json(
                """
                {"limit":\(number),"has_more":false,"name":"app","data":[{"id":"c","name":"x","created_at":\(number),
                "updated_at":\(number),"inputs":{"n":\(number)}},{}],"system_parameters":{"n":\(number)}}
                """
            )
        }
        try await withScriptedDesk(.assistant, answer: answer) { desk in
            try await eventually("a whole round") { desk.log.state(ScriptedDesk.account)?.listsSeenAt != nil }
            let (conversation, item) = try await desk.ask("q")
            try await eventually("the answer") { try await desk.exchange(item)?.state == .complete }
            desk.sync.request(.loadOlder(conversation, toBeginning: true))
            try await eventually("a page") { desk.log.history(conversation) != nil }
        }
    }

    private static func stream(_ number: String) -> AsyncThrowingStream<Data, any Error> {
        let ids = #""message_id":"m1","conversation_id":"c1","task_id":"t1","created_at":\#(number)"#
        let frames = [
            #"{"event":"agent_thought","id":"t","position":\#(number),\#(ids)}"#,
            #"{"event":"message","answer":"a",\#(ids)}"#,
            """
            {"event":"message_end",\(ids),"metadata":{"usage":{"prompt_tokens":\(number),"total_tokens":\(number),
            "completion_tokens":\(number),"total_price":\(number),"latency":\(number)},
            "retriever_resources":[{"position":\(number),"score":\(number)}]}}
            """,
        ]
        return AsyncThrowingStream { line in
            for frame in frames {
                line.yield(Data(("data: " + frame.split(separator: "\n").joined() + "\n\n").utf8))
            }
            line.finish()
        }
    }
}
