import Foundation
import PulseClient
import PulseModel
import ScreenKit
import Synchronization
import TestPacing
import Testing

@testable import PulseSimulator
@testable import PulseTUI

/// What a call says and ends with where it does not succeed.
@Suite("Calls that fail", .timeLimit(.minutes(20)), .paced)
struct CallFailureTests {
    @Test("a wrong command line is 64 and names what exists")
    func usage() async throws {
        try await CallBench.run { bench async throws in
            let unknown = try await bench.call("send-message", "text=hi")
            #expect(unknown.status == .usage)
            #expect(
                unknown.errors
                    == "pulse-tui: no field is called \"text\"; the call has: conversationId (needed), content (needed), "
                    + "senderType, senderName\n"
            )
            let missing = try await bench.call("send-message", "content=hi")
            #expect(missing.errors.hasPrefix("pulse-tui: conversationId is missing; the call has: "))
            for (name, set) in [
                ("list-conversations", "limit=many"), ("list-conversations", "status=closed"),
                ("send-chat-message", "auto_generate_name=yes"), ("send-chat-message", "inputs={"),
                ("list-widgets", "x=1"), ("auth-check", "nonsense"),
            ] {
                #expect(try await bench.call(name, set).status == .usage)
            }
            let twice = try await bench.call("message-feedback", "message_id=m", "rating=like", "rating=dislike")
            #expect(twice.errors == "pulse-tui: rating is set twice\n")
            // As of a variable that is empty: a deletion must not go anywhere else.
            #expect(try await bench.call("delete-a-knowledge-base", "dataset_id=").status == .usage)
            #expect(try await bench.call("get-conversations", "limit=500").status == .usage)
            for (name, field, rest) in [
                ("send-message", "content=  ", "conversationId=c"), ("send-chat-message", "query= ", "inputs={}"),
                ("conversation-rename", "name=", "conversation_id=c"),
                ("create-a-document-from-text", "text= ", "name=n"),
            ] {
                #expect(try await bench.call(name, field, rest).status == .usage)
            }
            let file = try await bench.call("send-message", "conversationId=c", file: "/etc/hosts")
            #expect(file.errors == "pulse-tui: --file is for calls that take a file\n")
            #expect(try await bench.call("list-everything").status == .usage)
            #expect(try await bench.call("list-widgets", file: "/etc/hosts").status == .usage)
            #expect(try await bench.call("list-widgets", out: "/tmp/x").status == .usage)
            #expect(try await bench.call("file-upload").status == .usage)
            #expect(try await bench.call("file-upload", file: "/nowhere/at.all").status == .notFound)
            let account = try await bench.call("auth-check", account: "nobody")
            #expect(account.status == .usage)
            #expect(account.errors.contains("the accounts are \"desk\""))
            #expect(await bench.simulator.requests.isEmpty)
        }
    }

    @Test("what a service refuses, does not have, or loses has a status each")
    func statuses() async throws {
        try await CallBench.run { bench async throws in
            let list = try await bench.call("list-conversations", "limit=1")
            let id = "conversationId=" + (try #require(list.json?["data", "0", "id"].text))
            await bench.simulator.setFaults([.lostReply])
            let lost = try await bench.call("send-message", id, "content=lost")
            #expect(lost.status == .unknownFate)
            #expect(lost.errors.contains("it may have been taken all the same"))
            #expect(lost.errors.hasPrefix("pulse-tui: desk (http://127.0.0.1:"), "which account and address it was")
            await bench.simulator.setFaults([.serverError])
            #expect(try await bench.call("send-message", id, "content=500").status == .unknownFate)
            #expect(try await bench.call("list-widgets").status == .unavailable)
            await bench.simulator.setFaults([.tooManyRequests])
            #expect(try await bench.call("list-widgets").status == .unavailable)
            await bench.simulator.setFaults([.unauthorized])
            #expect(try await bench.call("list-widgets").status == .refused)
            await bench.simulator.setFaults([.html])
            #expect(try await bench.call("list-widgets").status == .unavailable)
            await bench.simulator.setFaults([.cutStream])
            let cut = try await bench.call("send-chat-message", "query=[n=30]", json: false)
            #expect(cut.status == .unavailable)
            #expect(cut.errors.contains("the service has the question; its answer was cut off"))
            await bench.simulator.setFaults([])
            let failed = try await bench.call("send-chat-message", "query=[http=500]", json: false)
            #expect(failed.status == .unavailable)
            let counts = await bench.simulator.received.filter { $0.text == "lost" }.map(\.count)
            #expect(counts == [1])
        }
    }

    @Test("an error names the parameter that the service complains of")
    func parameter() async throws {
        try await CallBench.run { bench async throws in
            let wrong = try await bench.call("get-conversation-history-messages", "conversation_id=abc")
            #expect(wrong.status == .refused)
            #expect(wrong.errors.contains("conversation_id: abc is not a valid uuid"))
        }
    }

    @Test("Ctrl-C stops an answer on the server, and the answer ends")
    func stop() async throws {
        try await CallBench.run(SimulatorOptions(pace: 1, visitorsWrite: false)) { bench async throws in
            let interruption = Interruption(listens: false)
            let outcome = try await bench.call(
                "send-chat-message",
                "query=[n=2000][slow=0.02]",
                json: false,
                interruption: interruption
            ) { text in
                // A second one would end the process.
                if text.contains("w3"), !interruption.isWanted { interruption.came() }
            }
            #expect(outcome.status == .interrupted)
            #expect(outcome.errors == "pulse-tui: stopped\n")
            #expect(!outcome.output.contains("w1999"))
            #expect(await bench.simulator.requests["POST /v1/chat-messages/{id}/stop"] == 1)
        }
    }

    @Test("Ctrl-C before the answer has begun stops it on the server all the same")
    func stopEarly() async throws {
        try await CallBench.run(SimulatorOptions(pace: 1, visitorsWrite: false)) { bench async throws in
            await bench.simulator.setFaults([.slow])
            let interruption = Interruption(listens: false)
            async let outcome = bench.call(
                "send-chat-message",
                "query=[n=400]",
                json: false,
                interruption: interruption
            )
            while await bench.simulator.requests["POST /v1/chat-messages"] == nil { await Task.yield() }
            interruption.came()
            let ended = try await outcome
            #expect(ended.status == .interrupted)
            #expect(!ended.output.contains("w399"))
            #expect(await bench.simulator.requests["POST /v1/chat-messages/{id}/stop"] == 1)
        }
    }

    @Test("Ctrl-C on a question that was never answered says that it may have arrived")
    func stopUnanswered() async throws {
        try await CallBench.run(SimulatorOptions(pace: 1, visitorsWrite: false)) { bench async throws in
            await bench.simulator.setFaults([.silent])
            let interruption = Interruption(listens: false)
            async let outcome = bench.call("send-chat-message", "query=Hello?", interruption: interruption)
            while await bench.simulator.requests["POST /v1/chat-messages"] == nil { await Task.yield() }
            interruption.came()
            let ended = try await outcome
            #expect(ended.status == .unknownFate)
            #expect(ended.errors.contains("it may have been taken all the same"))
        }
    }

    @Test("an answer of which a frame could not be read is not whole")
    func lostFrame() async throws {
        let frames = [
            #"{"event":"message","message_id":"m","conversation_id":"c","answer":"one "}"#, "{oops",
            #"{"event":"message","message_id":"m","answer":"three"}"#, #"{"event":"message_end","message_id":"m"}"#,
        ]
        let server = try await HTTPServer.start(port: 0) { _ in
            let text = frames.map { "data: \($0)\n\n" }.joined()
            var response = Response(status: 200, phrase: "OK", body: .bytes(Data(text.utf8)))
            response.headers.add("Content-Type", "text/event-stream")
            return .response(response)
        }
        let folder = try TemporaryFolder()
        try folder.write(
            """
            [[account]]
            name = "chat"
            service = "pulseai"
            base_url = "http://127.0.0.1:\(server.port)/v1"
            key_env = "KEY"
            user = "u"
            """,
            to: "config.toml"
        )
        let command = CallCommand(
            name: "send-chat-message",
            configuration: folder.path + "/config.toml",
            settings: ["query=q"],
            environment: ["KEY": "app-1"]
        )
        let output = CallOutput(isJSON: false, answer: .nullDevice, errors: .nullDevice, showsProgress: false)
        let status = await command.run(output: output, interruption: Interruption(listens: false))
        await server.stop()
        #expect(status == .unavailable)
    }

    @Test("a value may begin with a sign that combines with the one before it")
    func combiningValue() throws {
        let fields = [CallField.required("content")]
        let values = try CallValues(["content=\u{301}x = y"], fields: fields)
        #expect(values.text("content").map { Array($0.unicodeScalars) } == Array("\u{301}x = y".unicodeScalars))
    }

    @Test("an answer that comes in pieces is printed as one that comes whole")
    func pieces() async throws {
        let pipe = Pipe()
        let output = CallOutput(
            isJSON: false,
            answer: pipe.fileHandleForWriting,
            errors: .nullDevice,
            showsProgress: false
        )
        var printed = PrintedAnswer(output)
        let text = "e\u{301} \u{E19}\u{E49}\u{E33} \u{1112}\u{1161}\u{11AB} one\r\ntwo"
        for scalar in text.unicodeScalars { printed.show(.delta(String(scalar))) }
        printed.end()
        try pipe.fileHandleForWriting.close()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        let whole = DisplayText.paragraphs(sanitizing: text).map(\.string).joined(separator: "\n")
        #expect(String(decoding: bytes, as: UTF8.self) == whole)
    }

    @Test("what the app does not take is not sent, and an app that says nothing holds up nothing")
    func fileCount() async throws {
        try await CallBench.run { bench async throws in
            let file = #"{"type":"image","transfer_method":"remote_url","url":"http://127.0.0.1/a.png"}"#
            let four = "files=[" + Array(repeating: file, count: 4).joined(separator: ",") + "]"
            let refused = try await bench.call("send-chat-message", "query=What?", four)
            #expect(refused.status == .refused)
            #expect(refused.errors == "pulse-tui: not sent: 4 files; one question takes at most 3\n")
            #expect(await bench.simulator.requests["POST /v1/chat-messages"] == nil)
            await bench.simulator.setFaults([.serverError], scope: .reads)
            #expect(try await bench.call("send-chat-message", "query=What?", "files=[\(file)]").status == .ok)
        }
    }

    @Test("Ctrl-C ends any other call")
    func interrupt() async throws {
        try await CallBench.run(SimulatorOptions(pace: 1, visitorsWrite: false)) { bench async throws in
            await bench.simulator.setFaults([.silent], scope: .all)
            let interruption = Interruption(listens: false)
            async let outcome = bench.call("list-widgets", interruption: interruption)
            while await bench.simulator.requests["GET /api/v1/widgets"] == nil { await Task.yield() }
            interruption.came()
            let ended = try await outcome
            #expect(ended.status == .interrupted)
        }
    }

    @Test("no text of a service reaches the terminal as it is")
    func hostile() async throws {
        try await CallBench.run(SimulatorOptions(scenario: .hostile, pace: 0, visitorsWrite: false)) {
            bench async throws in
            let calls: [(String, [String])] = [
                ("list-conversations", ["limit=100"]), ("list-widgets", []), ("get-application-information", []),
                ("get-application-parameters", []), ("get-conversations", []), ("send-chat-message", ["query=hello"]),
            ]
            for (name, settings) in calls {
                for json in [true, false] {
                    let outcome = try await bench.call(name, settings.first ?? "", json: json)
                    let printed = (outcome.output + outcome.errors).unicodeScalars
                    let forbidden = printed.filter { scalar in
                        scalar != "\n" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
                    }
                    #expect(forbidden.isEmpty, "\(name) \(json)")
                }
            }
        }
    }
}
