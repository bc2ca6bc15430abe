import Foundation
import PulseModel
import PulseSimulator
import Synchronization
import TestPacing
import Testing

@testable import PulseTUI

/// Each of the 39 calls, by its name, against the simulator.
@Suite("Every call", .timeLimit(.minutes(20)), .paced)
struct EveryCallTests {
    /// The headings of the two documents, in lower case with hyphens.
    private static let names = [
        "auth-check", "send-message", "list-conversations", "list-widgets",
        "send-chat-message", "file-upload", "stop-generate", "message-feedback", "next-suggested-questions",
        "get-conversation-history-messages", "get-conversations", "delete-conversation", "conversation-rename",
        "speech-to-text", "text-to-audio", "text-to-audio-v2", "get-application-information",
        "get-application-parameters", "get-application-meta-information", "create-chat",
        "create-a-document-from-text", "create-a-document-from-a-file", "create-an-empty-knowledge-base",
        "get-knowledge-base-list", "delete-a-knowledge-base", "update-a-document-with-text",
        "update-a-document-with-a-file", "get-document-embedding-status", "delete-a-document",
        "get-the-document-list-of-a-knowledge-base", "add-chunks-to-a-document", "get-chunks-from-a-document",
        "update-a-chunk-in-a-document", "delete-a-chunk-in-a-document", "retrieve-chunks-from-a-knowledge-base",
        "get-a-list-of-tenant-space-charactar", "figure-txt2img", "get-a-list-of-tenant-space-plot",
        "get-a-list-of-tenant-space-audio",
    ]

    @Test("there are 39, under the documents' headings, each with a page of help")
    func names() {
        #expect(Set(ServiceCall.all.map(\.name)) == Set(Self.names))
        #expect(ServiceCall.all.count == 39)
        for name in Self.names { #expect(CallHelp.page(of: name) != nil) }
        #expect(CallHelp.list.count == 39)
    }

    @Test("the four calls of Pulse")
    func support() async throws {
        try await CallBench.run { bench async throws in
            let check = try await bench.call("auth-check")
            #expect(check.status == .ok)
            let list = try await bench.call("list-conversations", "status=open", "limit=3")
            #expect(list.json?["data"].elements?.count == 3)
            let id = try #require(list.json?["data", "0", "id"].text)
            let sent = try await bench.call("send-message", "conversationId=\(id)", "content=Hü\u{85}!")
            #expect(sent.status == .ok)
            #expect(sent.json?["data", "senderName"].text == "Support")
            #expect(sent.output.contains(#"H\#u{FC}\u0085!"#))
            #expect(await bench.simulator.received.map(\.text) == ["Hü\u{85}!"])
            let widgets = try await bench.call("list-widgets", json: false)
            #expect(widgets.output.contains("name: Main Website\n"))
        }
    }

    @Test("the calls about a question and its answer")
    func answers() async throws {
        try await CallBench.run { bench async throws in
            let asked = try await bench.call("send-chat-message", "query=How long is the warranty?", json: false)
            #expect(asked.status == .ok)
            #expect(asked.output.contains("The warranty covers"))
            #expect(asked.output.contains("[1] "))
            let ids = asked.output.split(separator: "\n").filter { $0.contains("_id: ") }
                .map { String($0.split(separator: " ")[1]) }
            let (conversation, message) = (try #require(ids.first), try #require(ids.last))

            let blocking = try await bench.call(
                "send-chat-message",
                "query=And then?",
                "conversation_id=\(conversation)",
                "response_mode=blocking"
            )
            #expect(blocking.json?["conversation_id"].text == conversation)
            let frames = try await bench.call("send-chat-message", "query=Again?", "conversation_id=\(conversation)")
            let events = frames.output.split(separator: "\n").map {
                try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))  // nil is asserted on
            }
            #expect(events.allSatisfy { $0?["conversation_id"].text == conversation })
            #expect(events.last??["event"].text == "message_end")

            let stop = try await bench.call("stop-generate", "task_id=\(message)")
            #expect(stop.json?["result"].text == "success")
            let questions = try await bench.call("next-suggested-questions", "message_id=\(message)")
            #expect(questions.json?["data"].elements?.count == 3)
            for rating in ["like", "dislike", "null"] {
                let rated = try await bench.call(
                    "message-feedback",
                    "message_id=\(message)",
                    "rating=\(rating)",
                    "content=because"
                )
                #expect(rated.json?["result"].text == "success")
            }
            let again = try await bench.call("message-feedback", "message_id=\(message)", "rating=null")
            #expect(again.status == .refused)
            #expect(again.errors.contains(": refused with 400"))

            let history = try await bench.call(
                "get-conversation-history-messages",
                "conversation_id=\(conversation)",
                "limit=1"
            )
            #expect(history.json?["data"].elements?.count == 1)
            let list = try await bench.call("get-conversations", "sort_by=-created_at")
            #expect(list.json?["data", "0", "id"].text == conversation)
            let renamed = try await bench.call(
                "conversation-rename",
                "conversation_id=\(conversation)",
                "name=Warranty"
            )
            #expect(renamed.json?["name"].text == "Warranty")
            let automatic = try await bench.call(
                "conversation-rename",
                "conversation_id=\(conversation)",
                "auto_generate=true"
            )
            #expect(automatic.status == .ok)
            #expect(try await bench.call("conversation-rename", "conversation_id=\(conversation)").status == .usage)
            let other = try await bench.call("get-conversations", "user=somebody else")
            #expect(other.json?["data"].elements?.count == 0)
            #expect(try await bench.call("delete-conversation", "conversation_id=\(conversation)").status == .ok)
            let gone = try await bench.call("delete-conversation", "conversation_id=\(conversation)")
            #expect(gone.status == .notFound)
        }
    }

    @Test("the calls that describe an app")
    func descriptions() async throws {
        try await CallBench.run { bench async throws in
            let information = try await bench.call("get-application-information", json: false)
            #expect(information.output.hasPrefix("name: Product assistant\n"))
            let parameters = try await bench.call("get-application-parameters")
            #expect(parameters.json?["system_parameters", "file_size_limit"] == .integer(15))
            let meta = try await bench.call("get-application-meta-information", account: "agent")
            #expect(meta.json?["tool_icons", "search"].text != nil)
        }
    }

    @Test("files, speech and sound")
    func files() async throws {
        try await CallBench.run(more: #"speech = "v2""#) { bench async throws in
            let picture = try bench.folder.write("png", to: "ä picture.png")
            let uploaded = try await bench.call("file-upload", file: picture)
            #expect(uploaded.status == .ok)
            let id = try #require(uploaded.json?["id"].text)
            #expect(uploaded.json?["name"].text == "ä picture.png")
            let files = #"files=[{"type":"image","transfer_method":"local_file","upload_file_id":"\#(id)"}]"#
            let asked = try await bench.call("send-chat-message", "query=What is it?", files)
            #expect(asked.status == .ok)

            let recording = try bench.folder.write("sound", to: "note.wav")
            let heard = try await bench.call("speech-to-text", file: recording)
            #expect(heard.json?["text"].text?.isEmpty == false)
            let wrong = try bench.folder.write("sound", to: "note.ogg")
            #expect(try await bench.call("speech-to-text", file: wrong).status == .refused)

            for name in ["text-to-audio", "text-to-audio-v2"] {
                let path = bench.folder.path + "/\(name).mp3"
                let spoken = try await bench.call(name, "text=Good morning", out: path)
                #expect(spoken.status == .ok)
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(bytes.starts(with: Array("RIFF".utf8)))
                #expect(spoken.json?["bytes"] == .integer(Int64(bytes.count)))
            }
            let path = bench.folder.path + "/none.mp3"
            let unknown = UUID().uuidString.lowercased()
            let none = try await bench.call("text-to-audio", "message_id=\(unknown)", out: path)
            #expect(none.status == .notFound)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("a knowledge base from its creation to its deletion")
    func knowledge() async throws {
        try await CallBench.run { bench async throws in
            let made = try await bench.call("create-an-empty-knowledge-base", "name=Manuals of call")
            let base = "dataset_id=" + (try #require(made.json?["id"].text))
            #expect(try await bench.call("create-an-empty-knowledge-base", "name=Manuals of call").status == .refused)
            let bases = try await bench.call("get-knowledge-base-list", "limit=100")
            #expect(bases.output.contains("Manuals of call"))

            let text = try bench.folder.write("Zebras have stripes.\n\nLions have manes.", to: "animals.md")
            let rule =
                #"process_rule={"mode":"custom","rules":{"pre_processing_rules":[],"segmentation":"#
                + #"{"separator":"\n\n","max_tokens":50}}}"#
            let document = try await bench.call("create-a-document-from-text", base, "name=a", rule, file: text)
            #expect(document.status == .ok)
            let first = "document_id=" + (try #require(document.json?["document", "id"].text))
            let batch = "batch=" + (try #require(document.json?["batch"].text))
            let status = try await bench.call("get-document-embedding-status", base, batch)
            #expect(status.json?["data", "0", "indexing_status"].text == "completed")
            let uploaded = try await bench.call("create-a-document-from-a-file", base, file: text)
            let second = "document_id=" + (try #require(uploaded.json?["document", "id"].text))
            #expect(uploaded.json?["document", "name"].text == "animals.md")

            let chunks = try await bench.call("get-chunks-from-a-document", base, first)
            #expect(chunks.json?["data"].elements?.count == 2)
            let added = try await bench.call(
                "add-chunks-to-a-document",
                base,
                first,
                #"segments=[{"content":"Tigers have both."},{"content":"x","keywords":["k"]}]"#
            )
            #expect(added.json?["data"].elements?.count == 2)
            #expect(try await bench.call("add-chunks-to-a-document", base, first, "content=One.").status == .ok)
            let chunk = "segment_id=" + (try #require(added.json?["data", "0", "id"].text))
            let changed = try await bench.call(
                "update-a-chunk-in-a-document",
                base,
                first,
                chunk,
                "content=Tigers have stripes too.",
                "enabled=false"
            )
            #expect(changed.json?["data", "content"].text == "Tigers have stripes too.")
            #expect(changed.json?["data", "enabled"] == .bool(false))
            // The service changes no chunk that is disabled, unless it is enabled first.
            let again = try await bench.call(
                "update-a-chunk-in-a-document",
                base,
                first,
                chunk,
                #"segment={"content":"Again.","keywords":["k"],"enabled":false}"#
            )
            #expect(again.json?["data", "content"].text == "Again.")
            #expect(again.json?["data", "enabled"] == .bool(false))
            #expect(try await bench.call("delete-a-chunk-in-a-document", base, first, chunk).status == .ok)
            #expect(try await bench.call("delete-a-chunk-in-a-document", base, first, chunk).status == .notFound)

            let found = try await bench.call(
                "retrieve-chunks-from-a-knowledge-base",
                base,
                "query=zebras stripes",
                #"retrieval_model={"search_method":"keyword_search"}"#
            )
            #expect(found.json?["records", "0", "segment", "content"].text?.contains("Zebras") == true)

            let renamed = try await bench.call("update-a-document-with-text", base, first, "name=b", "text=Only this.")
            #expect(renamed.json?["document", "name"].text == "b")
            let replaced = try await bench.call("update-a-document-with-a-file", base, second, "name=c", file: text)
            #expect(replaced.status == .ok)
            let documents = try await bench.call("get-the-document-list-of-a-knowledge-base", base)
            #expect(documents.json?["total"] == .integer(2))
            #expect(try await bench.call("delete-a-document", base, second).status == .ok)
            let deleted = try await bench.call("delete-a-knowledge-base", base, json: false)
            #expect(deleted.status == .ok)
            #expect(deleted.output == "done\n")
            #expect(try await bench.call("delete-a-knowledge-base", base).status == .notFound)
        }
    }

    @Test("a key of the other kind is refused, and says nothing of the first")
    func twoKeys() async throws {
        try await CallBench.run { bench async throws in
            await bench.simulator.revoke(bench.simulator.addresses.knowledge.key)
            #expect(try await bench.call("get-knowledge-base-list").status == .refused)
            #expect(try await bench.call("get-application-information").status == .ok)
            await bench.simulator.restore(bench.simulator.addresses.knowledge.key)
            await bench.simulator.revoke(bench.simulator.addresses.assistants[0].key)
            #expect(try await bench.call("get-application-information").status == .refused)
            #expect(try await bench.call("get-knowledge-base-list").status == .ok)
        }
    }

    @Test("what nobody documents is off, until it is declared or the guess is wanted")
    func declared() async throws {
        let names = [
            "create-chat", "get-a-list-of-tenant-space-charactar", "figure-txt2img", "get-a-list-of-tenant-space-plot",
            "get-a-list-of-tenant-space-audio",
        ]
        try await CallBench.run { bench async throws in
            for name in names + ["text-to-audio-v2"] {
                let off = try await bench.call(name, out: name.hasPrefix("text") ? "/tmp/never" : nil)
                #expect(off.status == .configuration)
                #expect(off.errors.contains("switched off"))
            }
            #expect(await bench.simulator.requests.keys.allSatisfy { !$0.contains("tenant") })
        }
        let guesses = names.map { "[account.calls.\($0)]\nenabled = true" }.joined(separator: "\n")
        try await CallBench.run(more: guesses) { bench async throws in
            for name in names {
                let set = name == "figure-txt2img" ? "prompt=a red fox" : name == "create-chat" ? "name=New" : "limit=2"
                let guessed = try await bench.call(name, set)
                #expect(guessed.status == .ok, "\(guessed.errors)")
                #expect(guessed.errors.contains("guess"))
            }
            let plots = try await bench.call("get-a-list-of-tenant-space-plot", json: false)
            #expect(plots.output.contains("title: "))
        }
        let own = """
            [account.calls.figure-txt2img]
            method = "POST"
            path = "tenant/figure/{kind}"
            fields = ["prompt"]
            show = ["url"]
            """
        try await CallBench.run(more: own) { bench async throws in
            let made = try await bench.call("figure-txt2img", "kind=txt2img", "prompt=a fox", json: false)
            #expect(made.status == .ok)
            #expect(made.errors.isEmpty)
            #expect(made.output.hasPrefix("url: http://127.0.0.1:"))
            let wrong = try await bench.call("figure-txt2img", "kind=txt2img", "width=3")
            #expect(wrong.status == .usage)
            #expect(wrong.errors.contains("kind (needed), prompt"))
        }
    }
}
