import Foundation
import PulseClient
import PulseModel
import PulseSimulator
import Synchronization
import TestPacing
import Testing

/// The examples of the articles run, against the simulator.
@Suite("Examples of the articles", .paced)
struct ArticleExampleTests {
    @Test("Getting Started")
    func gettingStarted() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            let support = desk.simulator.addresses.support
            let app = try #require(desk.simulator.addresses.assistants.first)
            try await introduce(baseURL: app.baseURL, secret: app.key)
            let clients = try Clients(support: (support.baseURL, support.key), assistant: (app.baseURL, app.key))
            #expect(try await clients.desk.widgets().value.rows.isEmpty == false)
            #expect(try await clients.assistant.info().value.name == app.name)
        }
    }

    @Test("Answering Visitors")
    func answeringVisitors() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            try await answerFirst(with: desk.support)
            #expect(await desk.simulator.received.map(\.text) == ["Hello! We are looking into it."])
        }
    }

    @Test("Asking Assistants")
    func askingAssistants() async throws {
        try await SimulatedDesk.run(SimulatorOptions(pace: 0, visitorsWrite: false)) { desk in
            let query = "How long is the warranty?"
            let conversation = try #require(await ask(query, of: desk.assistant))
            #expect(try await history(of: conversation, desk.assistant).map(\.query) == [query])
            try await printAnswer(to: query, of: desk.assistant)
        }
    }

    @Test("an answer is stopped on the server")
    func stopping() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            let answer = try await ask("How long is the warranty?", of: desk.assistant, stoppingAfter: 10)
            #expect(answer.end == .stopped)
            #expect(answer.text.count > 10)
        }
    }

    @Test("an agent refuses to be asked without a stream")
    func agents() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            let place = try #require(desk.simulator.addresses.assistants.firstIndex { $0.kind == "agent" })
            let ended = await failure { () throws(ServiceFailure) in
                try await printAnswer(to: "q", of: desk.assistants[place])
            }
            guard case .rejected(status: 400, _) = ended else {
                Issue.record("\(ended as Any)")
                return
            }
        }
    }

    @Test("a history longer than a page is read whole")
    func longHistory() async throws {
        let options = SimulatorOptions(scenario: .long, longConversation: 317)
        try await SimulatedDesk.run(options) { desk in
            let conversations = try await desk.assistant.conversations().value.rows
            var lengths: [Int] = []
            for conversation in conversations {
                let all = try await history(of: conversation.id, desk.assistant)
                #expect(Set(all.map(\.id)).count == all.count)
                lengths.append(all.count)
            }
            #expect(lengths.contains(317))
        }
    }

    @Test("Handling Failures")
    func handlingFailures() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            #expect(await check(desk.support))
            let first = try #require(try await desk.support.conversations(status: .open).value.rows.first)
            #expect(try await send("One moment.", to: first.id, with: desk.support).content == "One moment.")
            await #expect(throws: ServiceFailure.self) { try await send("x", to: "gone", with: desk.support) }
            #expect(await desk.simulator.received.map(\.text) == ["One moment."])
        }
    }

    @Test("a message is sent again after a refusal for a while, and never where it may have arrived")
    func sendingAgain() async throws {
        let taken = RawReplyText.json(#"{"success":true,"data":{"messageId":"m"}}"#)
        let later = RawReplyText.json("{}", status: "429 Too Many Requests", headers: "Retry-After: 0\r\n")
        let served = Mutex(0)
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            let number = served.withLock { count in
                count += 1
                return count
            }
            if number < 4 { connection.send(number < 3 ? later : taken) }
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let desk = try Desk.support(port: server.port, runtime: runtime)
            #expect(try await send("x", to: "c", with: desk).id == "m")
            #expect(server.requests.count == 3)
            await #expect(throws: ServiceFailure.self) { try await send("x", to: "c", with: desk) }
            #expect(server.requests.count == 4)
        }
    }

    @Test("Uploading Files")
    func uploadingFiles() async throws {
        let folder = try TemporaryFolder()
        let picture = try folder.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], to: "label.png")
        try await SimulatedDesk.run(SimulatorOptions(pace: 0, visitorsWrite: false)) { desk in
            let answer = try await ask("What is on the label?", aboutPictureAt: picture, of: desk.assistant)
            #expect(answer.end == .finished)
            let conversation = try #require(answer.start?.conversationID)
            let exchange = try await desk.assistant.messages(conversationID: conversation).value.rows.first
            #expect(exchange?.files.map(\.name) == ["label.png"])
        }
    }

    @Test("Rating Answers")
    func ratingAnswers() async throws {
        try await SimulatedDesk.run(SimulatorOptions(pace: 0, visitorsWrite: false)) { desk in
            let asked = try await desk.assistant.stream(query: "How long is the warranty?")
            let (answer, _) = await collect(asked)
            try await rate(answer, with: desk.assistant)
            #expect(await desk.simulator.feedback.isEmpty)
            #expect(await desk.simulator.requests["POST /v1/messages/{id}/feedbacks"] == 2)
            let exchange = try #require(answer.start?.messageID)
            #expect(try await questions(after: exchange, with: desk.assistant).count == 3)
            #expect(try await questions(after: exchange, with: desk.assistants[1]).isEmpty)
        }
    }

    @Test("Speech")
    func speech() async throws {
        let folder = try TemporaryFolder()
        let recording = try folder.write([0x52, 0x49, 0x46, 0x46], to: "refund.wav")
        let output = folder.path + "/answer.wav"
        try await SimulatedDesk.run(SimulatorOptions(pace: 0, visitorsWrite: false)) { desk in
            try await answer(recordingAt: recording, aloudIn: output, with: desk.assistant)
            #expect(try Data(contentsOf: URL(filePath: output)).prefix(4) == Data("RIFF".utf8))
            let played = Mutex(0)
            try await read("Good morning", with: desk.assistant) { bytes in played.withLock { $0 += bytes.count } }
            #expect(played.withLock { $0 } > 1000)
        }
    }

    @Test("Filling Knowledge Bases")
    func knowledgeBases() async throws {
        let folder = try TemporaryFolder()
        let manual = try folder.write(Array("The warrenty lasts 24 months.".utf8), to: "manual.md")
        try await SimulatedDesk.run(SimulatorOptions(pace: 0.1, visitorsWrite: false)) { desk in
            let base = try await makeKnowledgeBase(named: "Manuals 2", fromFileAt: manual, with: desk.knowledge)
            try await search(base, for: "months", with: desk.knowledge)
            let found = try await desk.knowledge.retrieve("months", from: base.id, options: .keywords).value.rows
            #expect(found.map(\.documentName) == ["manual.md"])
            // What is indexed by words is found by no other method.
            #expect(try await desk.knowledge.retrieve("months", from: base.id).value.rows.isEmpty)

            let document = try #require(try await desk.knowledge.documents(in: base.id).value.rows.first)
            try await correct("warrenty", to: "warranty", in: document, of: base, with: desk.knowledge)
            let chunks = try await desk.knowledge.chunks(of: document.id, in: base.id).value.rows
            #expect(chunks.map(\.content) == ["The warranty lasts 24 months."])
        }
    }

    @Test("Making Undocumented Calls")
    func undocumentedCalls() async throws {
        try await SimulatedDesk.run(SimulatorOptions(visitorsWrite: false)) { desk in
            let names = try await characters(of: desk.assistant)
            #expect(names.contains("Nora"))
        }
    }

    @Test("Signing Requests")
    func signingRequests() async throws {
        let server = try RawServer.answering(RawReplyText.json(#"{"name":"a"}"#))
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/v1"
        let account = Account(id: AccountID(rawValue: "a"), service: .assistant, baseURL: url, user: "u")
        let signer = GatewaySigner { line in String(line.split(separator: " ").joined(separator: "-")) }
        _ = try await signedAssistant(account, key: Desk.key, signer: signer).info()
        #expect(server.requests.first?.contains("X-Signature: GET-/v1/info-") == true)

        let failing = GatewaySigner { _ in throw CancellationError() }
        let assistant = try signedAssistant(account, key: Desk.key, signer: failing)
        let ended = await failure { () throws(ServiceFailure) in try await assistant.info() }
        #expect(ended == .notReached(.unsigned, detail: "the signing service gives no signature"))
    }
}
