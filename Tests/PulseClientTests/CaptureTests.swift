import Foundation
import PulseModel
import TestPacing
import Testing

@testable import PulseClient

/// Every recording of a real server, replayed byte for byte over real HTTP to the call that it answered.
@Suite("Recordings", .serialized, .paced)
struct CaptureTests {
    @Test("the index names every recording")
    func indexIsComplete() throws {
        #expect(try Capture.all().count == 158)
    }

    @Test("a recorded refusal gives the error it is", arguments: try Capture.all().filter { $0.status >= 400 })
    func refusal(_ capture: Capture) async throws {
        let thrown = try await replay(capture) { outcome in outcome.failure }
        let said = capture.json
        var words = ServerWords()
        if let said {
            words = ServerWords(
                code: said["code"].text,
                message: (said["message"].isNull ? said["error"] : said["message"]).text ?? "",
                parameter: said["params"].text
            )
        } else {
            #expect(capture.header("content-type")?.hasPrefix("text/html") == true)
            words = ServerWords(message: "404 Not Found")
        }
        let expected: ServiceFailure =
            switch capture.status {
            case 401: .unauthorized(words)
            case 403: .forbidden(words)
            case 404 where said != nil: .notFound(words)
            case 500...: .server(status: capture.status, words)
            default: .rejected(status: capture.status, words)
            }
        #expect(thrown == expected)
    }

    @Test(
        "a recorded success decodes into what it says",
        arguments: try Capture.all().filter { $0.status < 300 && !$0.isStream }
    )
    func success(_ capture: Capture) async throws {
        try await replay(capture) { outcome in
            let json = capture.json ?? .null
            if let said = outcome.json { #expect(said.normalised == json.normalised) }
            switch outcome {
            case .exchanges(let reply):
                try expectRows(reply, json, id: \.id)
                for (row, record) in zip(reply.value.rows, json["data"].elements ?? []) {
                    #expect(row.query == record["query"].text)
                    #expect(row.answer == record["answer"].text)
                    #expect(row.status == record["status"].text)
                    #expect(row.error == record["error"].text)
                    #expect(row.conversationID == record["conversation_id"].text)
                    #expect(row.createdAt?.seconds == record["created_at"].whole)
                    #expect(row.rating == record["feedback"]["rating"].text)
                    #expect(
                        row.sources.map(\.content) == record["retriever_resources"].elements?.map(\.["content"].text)
                    )
                    #expect(row.thoughts.map(\.thought) == record["agent_thoughts"].elements?.map(\.["thought"].text))
                    #expect(row.files.map(\.url) == record["message_files"].elements?.map(\.["url"].text))
                }
            case .conversations(let reply):
                try expectRows(reply, json, id: \.id)
                for (row, record) in zip(reply.value.rows, json["data"].elements ?? []) {
                    #expect(row.name == record["name"].text)
                    #expect(row.updatedAt?.seconds == record["updated_at"].whole)
                }
            case .conversation(let reply):
                #expect(reply.value.id == json["id"].text)
                #expect(reply.value.name == json["name"].text)
            case .answer(let reply):
                #expect(reply.value.answer == json["answer"].text)
                #expect(reply.value.messageID == json["message_id"].text)
                #expect(reply.value.usage?.totalPrice == json["metadata"]["usage"]["total_price"].text)
                #expect(
                    reply.value.sources.count == json["metadata"]["retriever_resources"].elements?.count ?? 0
                )
            case .information(let reply):
                #expect(reply.value.name == json["name"].text)
                #expect(reply.value.tags.count == json["tags"].elements?.count)
            case .parameters(let reply):
                #expect(reply.value.inputs.count == json["user_input_form"].elements?.count)
                #expect(reply.value.openingStatement == json["opening_statement"].text)
                #expect(reply.value.citesSources == json["retriever_resource"]["enabled"].flag)
                #expect(reply.value.systemParameters["file_size_limit"] == 15)
            case .icons(let reply):
                #expect(reply.value.count == json["tool_icons"].members?.count)
            case .accepted(let reply):
                #expect(reply.serverDate != nil)
            case .file(let reply):
                #expect(reply.value.id == json["id"].text)
                #expect(reply.value.name == json["name"].text)
                #expect(reply.value.size == json["size"].whole)
                #expect(reply.value.mimeType == json["mime_type"].text)
            case .questions(let reply):
                #expect(reply.value == json["data"].elements?.compactMap(\.text))
                #expect(reply.value.count == 3)
            case .transcript(let reply):
                #expect(reply.value == json["text"].text)
            case .sound(let reply, let bytes):
                #expect(bytes == capture.body)
                #expect(reply.value == SpeechSound(mediaType: "audio/mpeg", bytes: Int64(capture.body.count)))
                #expect(bytes.starts(with: Array("RIFF".utf8)))
            case .knowledgeBase(let reply):
                #expect(reply.value.id == json["id"].text)
                #expect(reply.value.name == json["name"].text)
                #expect(reply.value.permission == "only_me")
            case .knowledgeBases(let reply):
                try expectNumberedRows(reply, json, id: \.id)
                for (row, record) in zip(reply.value.rows, json["data"].elements ?? []) {
                    #expect(row.name == record["name"].text)
                    #expect(row.documentCount == record["document_count"].int)
                    #expect(row.indexingTechnique == record["indexing_technique"].text)
                }
            case .document(let reply):
                #expect(reply.value.batch == json["batch"].text)
                #expect(reply.value.document.id == json["document"]["id"].text)
                #expect(reply.value.document.name == json["document"]["name"].text)
                #expect(reply.value.document.indexingStatus == json["document"]["indexing_status"].text)
                #expect(reply.value.document.isEnabled == true)
            case .documents(let reply):
                try expectNumberedRows(reply, json, id: \.id)
                for (row, record) in zip(reply.value.rows, json["data"].elements ?? []) {
                    #expect(row.displayStatus == record["display_status"].text)
                    #expect(row.wordCount == record["word_count"].int)
                    #expect(row.createdAt?.seconds == record["created_at"].whole)
                }
            case .progress(let reply):
                let record = try #require(json["data"].elements?.first)
                #expect(reply.value.map(\.documentID) == [record["id"].text])
                #expect(reply.value.first?.completedChunks == record["completed_segments"].int)
                #expect(reply.value.first?.totalChunks == record["total_segments"].int)
                #expect(reply.value.first?.isOver == (record["indexing_status"].text == "completed"))
                #expect(reply.value.first?.completedAt?.seconds == record["completed_at"].whole)
            case .chunks(let reply):
                #expect(reply.value.rows.map(\.id) == json["data"].elements?.compactMap { $0["id"].text })
                for (row, record) in zip(reply.value.rows, json["data"].elements ?? []) {
                    #expect(row.content == record["content"].text)
                    #expect(row.keywords == record["keywords"].elements?.compactMap(\.text))
                    #expect(row.position == record["position"].int)
                    #expect(row.isEnabled == record["enabled"].flag)
                }
            case .chunk(let reply):
                // The recorded request disabled the chunk, and its new text was ignored.
                #expect(reply.value.id == json["data"]["id"].text)
                #expect(reply.value.content == "A chunk about zebras")
                #expect(reply.value.isEnabled == false)
            case .retrieved(let reply):
                let records = json["records"].elements ?? []
                #expect(reply.value.rows.map(\.chunk.content) == records.map { $0["segment"]["content"].text })
                #expect(reply.value.rows.map(\.documentName) == records.map { $0["segment"]["document"]["name"].text })
                #expect(reply.value.rows.map(\.score) == records.map { $0["score"].real })
            case .failed(let failure):
                // The one success that is none: no sound, since the exchange is not known.
                #expect(failure == .notFound(ServerWords()))
                #expect(capture.name == "253-text-to-audio-unknown-message")
            case .stream:
                Issue.record("no stream was recorded")
            }
        }
    }

    @Test("a recorded stream gives the answer it holds", arguments: try Capture.all().filter(\.isStream))
    func stream(_ capture: Capture) async throws {
        let (answer, events) = try await replay(capture) { outcome in
            guard case .stream(let stream) = outcome else { throw outcome.failure ?? .cancelled }
            return await collect(stream)
        }
        let frames = capture.frames
        var text = ""
        for frame in frames {
            switch frame["event"].text {
            case "message", "agent_message": text += frame["answer"].text ?? ""
            case "message_replace": text = frame["answer"].text ?? ""
            default: break
            }
        }
        // What lay unread when the connection broke may be lost with it.
        #expect(capture.isCut ? text.hasPrefix(answer.text) : answer.text == text)
        #expect(answer.malformedFrames == 0)
        if capture.isCut {
            guard case .interrupted(.broken) = answer.end else {
                Issue.record("\(String(describing: answer.end))")
                return
            }
            return
        }
        #expect(answer.start?.messageID == frames.first?["message_id"].text)
        #expect(answer.start?.taskID == frames.first?["task_id"].text)
        #expect(answer.start != nil && answer.questionFailure == nil)
        if let error = frames.first(where: { $0["event"].text == "error" }) {
            let words = ServerWords(code: error["code"].text, message: error["message"].text ?? "")
            #expect(answer.end == .failed(status: error["status"].int, words))
        } else {
            #expect(answer.end == .finished)
            #expect(answer.usage != nil || frames.allSatisfy { $0["metadata"]["usage"].isNull })
        }
        let names = frames.compactMap { $0["event"].text }
        let thoughtIDs = Set(frames.filter { $0["event"].text == "agent_thought" }.compactMap { $0["id"].text })
        #expect(Set(answer.thoughts.map(\.id)) == thoughtIDs)
        #expect(events.filter { $0 == .speech }.count == names.filter { $0.hasPrefix("tts_") }.count)
        let pings = String(decoding: capture.body, as: UTF8.self).components(separatedBy: "event: ping\n\n").count - 1
        #expect(events.filter { $0 == .ping }.count == pings)
        #expect(!events.contains { if case .unknown = $0 { true } else { false } })
    }

    private func expectRows<Row>(
        _ reply: Reply<Listing<Row>>,
        _ json: JSONValue,
        id: KeyPath<Row, String>
    ) throws {
        #expect(reply.value.rows.map { $0[keyPath: id] } == json["data"].elements?.compactMap { $0["id"].text })
        #expect(reply.value.hasMore == json["has_more"].flag)
        #expect(reply.value.limit == json["limit"].int)
        #expect(reply.value.unreadable.isEmpty)
        #expect(reply.serverDate != nil)
    }

    /// As `expectRows`, but whether there is more is told by the total.
    private func expectNumberedRows<Row>(
        _ reply: Reply<Listing<Row>>,
        _ json: JSONValue,
        id: KeyPath<Row, String>
    ) throws {
        #expect(reply.value.rows.map { $0[keyPath: id] } == json["data"].elements?.compactMap { $0["id"].text })
        #expect(reply.value.total == json["total"].int)
        #expect(reply.value.hasMore == false)
        #expect(reply.value.unreadable.isEmpty)
        #expect(reply.serverDate != nil)
    }

    /// Replays a recording to the call that its request made.
    private func replay<Value>(
        _ capture: Capture,
        _ check: (CaptureOutcome) async throws -> Value
    ) async throws -> Value {
        let server = try RawServer.answering(capture.bytes)
        defer { server.stop() }
        return try await withRuntime { runtime in
            let assistant = try Desk.assistant(port: server.port, runtime: runtime)
            let knowledge = try Desk.knowledge(port: server.port, runtime: runtime)
            let outcome = await CaptureOutcome(of: capture, from: assistant, knowledge)
            if capture.name != "038-path-404" {
                let asked = try #require(server.requests.first).split(separator: "\r\n")[0].split(separator: " ")
                #expect(asked[0] == capture.method)
                // The service knows these paths in two spellings.
                let path = asked[1].prefix { $0 != "?" }.replacing("-by-", with: "_by_")
                #expect(path == "/v1" + capture.path.replacing("-by-", with: "_by_"))
            }
            return try await check(outcome)
        }
    }
}
