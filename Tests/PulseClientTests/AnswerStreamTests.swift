import Foundation
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseClient

/// Streams of a server that does as told, over real HTTP.
@Suite("Streamed answers", .paced)
struct AnswerStreamTests {
    private static func frame(_ event: String, _ more: String = "") -> String {
        RawReplyText.frame(
            #"{"event":"\#(event)","message_id":"m1","conversation_id":"c1","task_id":"t1","created_at":1705569239\#(more)}"#
        )
    }

    /// Streams against a server that sends a head and then does as told.
    private func stream(
        limits: TimeLimits = TimeLimits(),
        _ serve: @escaping @Sendable (RawConnection) -> Void
    ) async throws -> (answer: AnswerAssembler, events: [AnswerEvent]) {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(RawReplyText.streamHead)
            serve(connection)
        }
        defer { server.stop() }
        return try await withRuntime(limits) { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            return await collect(try await assistant.stream(query: "q"))
        }
    }

    @Test("the first frame tells the ids, before what it says")
    func started() async throws {
        let (answer, events) = try await stream { connection in
            connection.send("event: ping\n\n" + Self.frame("message", #","answer":"Hi"}"#.dropLast() + ""))
            connection.send(Self.frame("message_end", #","metadata":{"usage":{"total_tokens":"9","total_price":0.5}}"#))
        }
        let start = AnswerStart(
            messageID: "m1",
            conversationID: "c1",
            taskID: "t1",
            createdAt: Timestamp(seconds: 1_705_569_239)
        )
        #expect(
            events == [
                .ping, .started(start), .delta("Hi"), .ended(Usage(totalTokens: 9, totalPrice: "0.5"), sources: []),
            ]
        )
        #expect(answer.end == .finished)
    }

    @Test("the conversation's id is taken from whichever frame names it")
    func lateConversation() async throws {
        let (early, _) = try await stream { connection in
            connection.send(RawReplyText.frame(#"{"event":"node_started","conversation_id":"c1"}"#))
            connection.send(RawReplyText.frame(#"{"event":"message","message_id":"m1","answer":"Hi"}"#))
        }
        #expect(early.start == AnswerStart(messageID: "m1", conversationID: "c1"))
        let (late, events) = try await stream { connection in
            connection.send(RawReplyText.frame(#"{"event":"message","message_id":"m1","answer":"Hi"}"#))
            connection.send(RawReplyText.frame(#"{"event":"message_end","conversation_id":"c1"}"#))
        }
        #expect(late.start == AnswerStart(messageID: "m1", conversationID: "c1"))
        #expect(late.end == .finished)
        #expect(events.count { if case .started = $0 { true } else { false } } == 2)
    }

    /// What a question to be streamed gives where the server answers with this JSON.
    private func streamAnswered(by json: String) async throws -> Result<AnswerAssembler, ServiceFailure> {
        let server = try RawServer.answering(RawReplyText.json(json))
        defer { server.stop() }
        return try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            do {
                return .success(await collect(try await assistant.stream(query: "q")).answer)
            } catch let failure as ServiceFailure {
                return .failure(failure)
            }
        }
    }

    @Test("a key that a service repeats is in no frame that is handed on")
    func keyInFrames() async throws {
        let key = Desk.key.secret
        let frames = [
            #"{"event":"node_finished","data":{"error":"denied to \#(key)"}}"#,
            #"{"message":"k \#(key)","x":"\#(key)"}"#,
            #"{"event":"message_end","message_id":"m1"}"#,
        ]
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(RawReplyText.streamHead)
            for frame in frames { connection.send(RawReplyText.frame(frame)) }
        }
        defer { server.stop() }
        let seen = Mutex<[JSONValue]>([])
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            let stream = try await assistant.stream(query: "q") { frame in seen.withLock { $0.append(frame) } }
            _ = await collect(stream)
        }
        #expect(seen.withLock { $0.count } == 3)
        #expect(seen.withLock { !"\($0)".contains(key) })
    }

    @Test("an answer in one piece where a stream was asked for is an answer")
    func onePiece() async throws {
        let json =
            #"{"message_id":"m1","conversation_id":"c1","answer":"whole","metadata":{"usage":{"total_tokens":3}}}"#
        let answer = try await streamAnswered(by: json).get()
        #expect(answer.start == AnswerStart(messageID: "m1", conversationID: "c1"))
        #expect(answer.text == "whole")
        #expect(answer.end == .finished)
        #expect(answer.start != nil && answer.questionFailure == nil)
    }

    @Test("a success that says it is none refuses a question to be streamed, and one without an id leaves it open")
    func declinedStream() async throws {
        let declined = try await streamAnswered(by: #"{"success":false,"error":"No"}"#)
        #expect(declined == .failure(.declined(ServerWords(message: "No"))))
        guard case .failure(.malformed) = try await streamAnswered(by: #"{"answer":"x"}"#) else {
            Issue.record("not malformed")
            return
        }
    }

    @Test("an error event that repeats the key is told without it")
    func repeatedKey() async throws {
        let (answer, _) = try await stream { connection in
            connection.send(Self.frame("error", #","status":401,"message":"no \#(Desk.key.secret)""#))
        }
        #expect(answer.end == .failed(status: 401, ServerWords(message: "no (key)")))
    }

    @Test("a stream that ends without an end event is interrupted, its text kept")
    func endOfStream() async throws {
        let (answer, _) = try await stream { $0.send(Self.frame("message", #","answer":"half"# + "\"")) }
        #expect(answer.end == .interrupted(.endOfStream))
        #expect(answer.text == "half")
        #expect(answer.start != nil && answer.questionFailure == nil)
    }

    @Test("a stream cut in a chunk is broken, and what was read before stays")
    func cutInChunk() async throws {
        let wasRead = DispatchSemaphore(value: 0)
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
            let frame = Self.frame("message", #","answer":"half""#)
            connection.send(String(frame.utf8.count, radix: 16) + "\r\n" + frame + "\r\n")
            _ = wasRead.wait(timeout: .now() + 10)
            connection.send("100\r\ndata: {")
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            var answer = AnswerAssembler()
            do throws(ServiceFailure) {
                for try await event in try await assistant.stream(query: "q") {
                    answer.receive(event)
                    if !answer.text.isEmpty { wasRead.signal() }
                }
                answer.streamEnded()
            } catch {
                answer.streamEnded(by: error)
            }
            guard case .interrupted(.broken) = answer.end else {
                Issue.record("\(String(describing: answer.end))")
                return
            }
            #expect(answer.text == "half")
        }
    }

    @Test("a frame that cannot be read is counted and the stream goes on")
    func malformedFrames() async throws {
        let (answer, _) = try await stream { connection in
            connection.send(Self.frame("message", #","answer":"a""#))
            connection.send("data: {oops\n\ndata: [1]\n\ndata: [DONE]\n\n")
            connection.send(Self.frame("message") + Self.frame("agent_thought"))
            connection.send(Self.frame("agent_message", #","answer":"b""#) + Self.frame("message_end"))
            connection.send("data: cut")
        }
        #expect(answer.text == "ab")
        #expect(answer.malformedFrames == 6)
        #expect(answer.end == .finished)
    }

    @Test("events that nobody knows yet are named and harmless")
    func unknownEvents() async throws {
        let (answer, events) = try await stream { connection in
            connection.send(Self.frame("agent_log") + "event: nonsense\n\n" + "event: typed\ndata: {\"x\":1}\n\n")
            connection.send(Self.frame("node_started", #","data":{"title":"LLM","status":null}"#))
            connection.send(Self.frame("message_end"))
        }
        #expect(events.contains(.unknown("agent_log")))
        #expect(events.contains(.unknown("nonsense")))
        #expect(events.contains(.unknown("typed")))
        #expect(answer.workflow == WorkflowStep(kind: "node_started", title: "LLM"))
        #expect(answer.end == .finished)
    }

    @Test("characters cut in two by the network are whole again, byte by byte")
    func byteByByte() async throws {
        let text = "ü€😀👩‍👩‍👧"
        let (answer, _) = try await stream { connection in
            for byte in Array((Self.frame("message", #","answer":"\#(text)""#) + Self.frame("message_end")).utf8) {
                connection.send([byte])
            }
        }
        #expect(answer.text == text)
        #expect(answer.end == .finished)
    }

    @Test("silence ends a stream, and pings are no silence")
    func silence() async throws {
        let limits = TimeLimits(silence: .seconds(1))
        let (answer, events) = try await stream(limits: limits) { connection in
            connection.send(Self.frame("message", #","answer":"a""#))
            for _ in 0..<10 {
                connection.send("event: ping\n\n")
                usleep(150_000)
            }
            _ = connection.waitForClose()
        }
        #expect(events.filter { $0 == .ping }.count == 10)
        #expect(answer.end == .interrupted(.timedOut(after: 1000)))
    }

    @Test("a line over the limit ends the stream as malformed")
    func longLine() async throws {
        let (answer, _) = try await stream(limits: TimeLimits(frameBytes: 10_000)) { connection in
            connection.send(Self.frame("message", #","answer":"a""#) + "data: ")
            while connection.send(Array(repeating: 0x61, count: 4096)) {}
        }
        guard case .interrupted(.malformed) = answer.end else {
            Issue.record("\(String(describing: answer.end))")
            return
        }
        #expect(answer.text == "a")
    }

    @Test(
        "an error before the stream is thrown by the call",
        arguments: [
            ("400 BAD REQUEST", .rejected(status: 400, ServerWords(message: "no"))),
            ("401 No", .unauthorized(ServerWords(message: "no"))),
            ("500 No", .server(status: 500, ServerWords(message: "no"))),
        ] as [(String, ServiceFailure)]
    )
    func plainError(_ status: String, _ expected: ServiceFailure) async throws {
        let server = try RawServer.answering(RawReplyText.json(#"{"message":"no"}"#, status: status))
        defer { server.stop() }
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            #expect(await failure { () throws(ServiceFailure) in try await assistant.stream(query: "q") } == expected)
        }
    }

    @Test("a success that is no event stream is malformed")
    func noStream() async throws {
        let server = try RawServer.answering(RawReplyText.json(#"{"answer":"x"}"#))
        defer { server.stop() }
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            let thrown = await failure { () throws(ServiceFailure) in try await assistant.stream(query: "q") }
            #expect(thrown?.deliveryVerdict == .unknown)
        }
    }

    @Test("cancelling the iteration closes the connection", arguments: [true, false])
    func cancelling(_ byCancelling: Bool) async throws {
        let (closes, close) = AsyncStream<Bool>.makeStream()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send(RawReplyText.streamHead + Self.frame("message", #","answer":"a""#))
            close.yield(connection.waitForClose())
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            let (firsts, first) = AsyncStream<Void>.makeStream()
            let reading = Task {
                await failure { () throws(ServiceFailure) in
                    let stream = try await assistant.stream(query: "q")
                    for try await _ in stream {
                        first.yield()
                        if !byCancelling { break }
                    }
                }
            }
            for await _ in firsts { break }
            if byCancelling { reading.cancel() }
            #expect(await reading.value == (byCancelling ? .cancelled : nil))
            for await isClosed in closes {
                #expect(isClosed)
                break
            }
        }
    }

    @Test("a consumer that takes its time loses nothing")
    func slowConsumer() async throws {
        let count = 3000
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send(RawReplyText.streamHead)
            for number in 0..<count { connection.send(Self.frame("message", #","answer":"\#(number) ""#)) }
            connection.send(Self.frame("message_end"))
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            var answer = AnswerAssembler()
            var seen = 0
            for try await event in try await assistant.stream(query: "q") {
                answer.receive(event)
                seen += 1
                if seen % 500 == 0 { await Task.yield() }
            }
            #expect(answer.text == (0..<count).map { "\($0) " }.joined())
            #expect(answer.end == .finished)
        }
    }
}
