import PulseModel
import PulseSimulator
import TestPacing
import Testing

@testable import PulseClient

/// Each fault of the simulator on each call that is not of the main job: it ends, and as what it is.
@Suite("Faults on every call", .serialized, .timeLimit(.minutes(20)), .paced)
struct EveryCallFaultTests {
    /// A call with what faults do to it.
    private struct Attempt: Sendable {
        var name: String
        /// Whether the service keeps something of it, so that a lost reply leaves that open.
        var stores = false
        var uploads = false
        var downloads = false
        /// Whether any JSON is a success.
        var acceptsAnything = false
        var call: @Sendable (Ids) async throws(ServiceFailure) -> Void
    }

    /// Clients, and what there is to ask about.
    private struct Ids: Sendable {
        var assistant: AssistantClient
        var knowledge: KnowledgeClient
        var message: String
        var base: String
        var document: String
        var batch: String
        var chunk: String
    }

    private static let file = UploadFile(bytes: [UInt8](repeating: 65, count: 300_000), name: "a.txt")
    private static let sound = UploadFile(bytes: [UInt8](repeating: 65, count: 300_000), name: "a.wav")

    private static let attempts: [Attempt] = [
        Attempt(name: "upload", stores: true, uploads: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.upload(file)
        },
        Attempt(name: "rate", stores: true, acceptsAnything: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.rate(messageID: ids.message, .like)
        },
        Attempt(name: "suggestedQuestions") { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.suggestedQuestions(after: ids.message)
        },
        Attempt(name: "speechToText", uploads: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.speechToText(sound)
        },
        Attempt(name: "textToAudio", downloads: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.textToAudio(.text("Good morning")) { _, _ in }
        },
        Attempt(name: "textToAudio V2", downloads: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.textToAudio(.text("Good morning"), version: .v2) { _, _ in }
        },
        Attempt(name: "create-chat", stores: true, acceptsAnything: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.call(.guessedCreateChat, values: ["name": "New"])
        },
        Attempt(name: "characters", acceptsAnything: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.call(.guessedCharacters)
        },
        Attempt(name: "picture", stores: true, acceptsAnything: true) { ids async throws(ServiceFailure) in
            _ = try await ids.assistant.call(.guessedPicture, values: ["prompt": "a fox"])
        },
        Attempt(name: "knowledgeBases") { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.knowledgeBases()
        },
        Attempt(name: "createKnowledgeBase", stores: true) { ids async throws(ServiceFailure) in
            let name = String(UInt64.random(in: .min ... .max), radix: 36)
            _ = try await ids.knowledge.createKnowledgeBase(named: name)
        },
        Attempt(name: "documents") { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.documents(in: ids.base)
        },
        Attempt(name: "createDocument by text", stores: true) { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.createDocument(in: ids.base, name: "t", text: "Some text.")
        },
        Attempt(name: "createDocument by file", stores: true, uploads: true) { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.createDocument(in: ids.base, from: file)
        },
        Attempt(name: "indexingProgress") { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.indexingProgress(of: ids.batch, in: ids.base)
        },
        Attempt(name: "chunks") { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.chunks(of: ids.document, in: ids.base)
        },
        Attempt(name: "addChunks", stores: true) { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.addChunks([ChunkText(content: "More.")], to: ids.document, in: ids.base)
        },
        Attempt(name: "updateChunk", stores: true) { ids async throws(ServiceFailure) in
            let text = ChunkText(content: "Changed.")
            _ = try await ids.knowledge.updateChunk(ids.chunk, of: ids.document, in: ids.base, to: text)
        },
        Attempt(name: "retrieve") { ids async throws(ServiceFailure) in
            // With a result, so that a damaged string is a value and not a key.
            let options = RetrievalOptions(method: "keyword_search")
            let found = try await ids.knowledge.retrieve("text", from: ids.base, options: options).value
            #expect(!found.rows.isEmpty)
        },
        Attempt(name: "updateDocument by text", stores: true) { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.updateDocument(ids.document, in: ids.base, name: "t", text: "Other text.")
        },
        Attempt(name: "updateDocument by file", stores: true, uploads: true) { ids async throws(ServiceFailure) in
            _ = try await ids.knowledge.updateDocument(ids.document, in: ids.base, from: file)
        },
    ]

    /// A fresh document, since some calls change it.
    private func ids(_ desk: SimulatedDesk) async throws -> Ids {
        let answer = try await desk.assistant.ask(query: "[n=3]").value
        let name = String(UInt64.random(in: .min ... .max), radix: 36)
        let base = try await desk.knowledge.createKnowledgeBase(named: name).value.id
        let made = try await desk.knowledge.createDocument(in: base, name: "d", text: "A text.").value
        let chunks = try await desk.knowledge.chunks(of: made.document.id, in: base).value.rows
        return Ids(
            assistant: desk.assistant,
            knowledge: desk.knowledge,
            message: answer.messageID,
            base: base,
            document: made.document.id,
            batch: made.batch,
            chunk: try #require(chunks.first?.id)
        )
    }

    @Test("it succeeds, or fails as the fault that it met", arguments: Fault.allCases)
    func each(_ fault: Fault) async throws {
        let limits =
            fault == .silent
            ? TimeLimits(model: .seconds(1), other: .seconds(1), silence: .seconds(1))
            : TimeLimits()
        let options = SimulatorOptions(scenario: .demo, pace: 0, visitorsWrite: false)
        try await SimulatedDesk.run(options, limits: limits) { desk in
            for attempt in Self.attempts {
                await desk.simulator.setFaults([])
                let ids = try await ids(desk)
                await desk.simulator.setFaults([fault])
                let ended = await failure { () throws(ServiceFailure) in try await attempt.call(ids) }
                #expect(Self.expected(fault, attempt, ended), "\(attempt.name): \(String(describing: ended))")
                // What was cut or refused can be run again.
                await desk.simulator.setFaults([])
                let again = await failure { () throws(ServiceFailure) in try await attempt.call(ids) }
                #expect(again == nil, "\(attempt.name) again")
            }
        }
    }

    private static func expected(_ fault: Fault, _ attempt: Attempt, _ ended: ServiceFailure?) -> Bool {
        switch (fault, ended) {
        case (.unauthorized, .unauthorized), (.tooManyRequests, .busy(429, 2000, _)), (.serverError, .server(500, _)):
            true
        case (.lostReply, .broken), (.silent, .timedOut): attempt.stores
        case (.lostReply, nil), (.silent, nil): !attempt.stores
        // By the way of it, all of the file had been handed to the system already, or not.
        case (.cutUpload, .notReached(.cutUpload, _)), (.cutUpload, .broken): attempt.uploads
        case (.cutUpload, nil): !attempt.uploads
        case (.cutStream, .broken): attempt.downloads
        case (.cutStream, nil): !attempt.downloads
        case (.html, .malformed): true
        case (.wrongJSON, .malformed): !attempt.acceptsAnything && !attempt.downloads
        case (.wrongJSON, nil): attempt.acceptsAnything || attempt.downloads
        case (.halfUTF8, nil), (.slow, nil): true
        default: false
        }
    }
}
