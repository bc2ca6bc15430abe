import Foundation
import TestPacing
import Testing

@testable import PulseSimulator

/// The table of calls, and what faults do to each.
@Suite(.paced) struct EndpointTests {
    @Test func `each method of each path is there once`() {
        let names = Endpoint.all.map { $0.method + " " + $0.countedPath }
        #expect(Set(names).count == names.count)
        // 4 of the support service, 35 calls of the other, and two kinds of files.
        #expect(names.count == 41)
    }

    @Test(arguments: [
        "/datasets/none/documents", "/datasets/\(Simulator.unknown)/documents/none/segments",
        "/messages/none/suggested",
        "/datasets/", "/tenant/", "/datasets/\(Simulator.unknown)/documents/\(Simulator.unknown)",
    ])
    func `a path with another identifier than a UUID is no path`(_ path: String) async throws {
        let capture = try Capture("038-path-404")
        try await withSimulator { simulator in
            let reply = await simulator.get(path)
            if path.hasSuffix(Simulator.unknown) {
                #expect(reply.status == 405)
            } else {
                #expect(capture.isSame(as: reply))
            }
        }
    }

    @Test func `requests are counted by route`() async throws {
        try await withSimulator { simulator in
            let id = await simulator.newDataset()
            _ = await simulator.newDocument(in: id)
            _ = await simulator.get("/messages/\(Simulator.unknown)/suggested?user=a")
            let counts = await simulator.requests
            #expect(counts["POST /v1/datasets"] == 1)
            #expect(counts["GET /v1/datasets/{id}/documents/{id}/indexing-status"] ?? 0 > 0)
            #expect(counts["GET /v1/messages/{id}/suggested"] == 1)
        }
    }

    /// Sends what is to be stored: a knowledge base, a file and a conversation.
    private func store(_ simulator: Simulator, seconds: Double = 10) async -> [RawReply] {
        let app = simulator.assistant("chat")
        let requests = [
            ("/datasets", simulator.addresses.knowledge.key, #"{"name": "stored"}"#),
            ("/create-chat", app.key, #"{"user": "support-desk", "name": "Stored"}"#),
        ]
        var replies: [RawReply] = []
        for (path, key, body) in requests {
            replies.append(await RawClient.post(app.baseURL + path, key: key, body, seconds: seconds))
        }
        var upload = FormBody().file("a.png").request(app.baseURL + "/files/upload", key: app.key)
        upload.seconds = seconds
        return replies + [await RawClient.send(upload)]
    }

    private func stored(_ simulator: Simulator) async -> [Int] {
        let list = await simulator.get("/conversations?user=support-desk").json?["data"]?.rows.count ?? 0
        return [
            await simulator.knowledge.filter { $0.name == "stored" }.count, await simulator.uploads.count, list,
        ]
    }

    @Test(arguments: [Fault.lostReply, .silent])
    func `what is stored without an answer is stored`(_ fault: Fault) async throws {
        try await withSimulator(faults: [fault]) { simulator in
            // A silent server never answers: the client gives up by itself.
            let replies = await store(simulator, seconds: fault == .silent ? 0.5 : 10)
            #expect(replies.allSatisfy { $0.bytes == 0 && $0.timedOut == (fault == .silent) })
            #expect(await stored(simulator) == [1, 1, 1])
        }
    }

    @Test(arguments: [(Fault.unauthorized, 401), (.tooManyRequests, 429), (.serverError, 500)])
    func `a refusal stores nothing`(_ fault: Fault, _ status: Int) async throws {
        try await withSimulator(faults: [fault]) { simulator in
            for reply in await store(simulator) { #expect(reply.status == status) }
            await simulator.setFaults([])
            #expect(await stored(simulator) == [0, 0, 0])
        }
    }

    @Test func `a page, other JSON and half a character come in each reply`() async throws {
        try await withSimulator { simulator in
            _ = await simulator.newDataset()
            await simulator.setFaults([.html])
            for reply in [
                await simulator.knowledge("GET", ""),
                await simulator.post("/text-to-audio", #"{"text": "x", "user": "a"}"#),
            ] {
                #expect(reply.headers["content-type"]?.hasPrefix("text/html") == true)
                #expect(reply.status == 200)
            }
            await simulator.setFaults([.wrongJSON])
            #expect(await simulator.knowledge("GET", "").json?["ok"]?.text == "yes")
            await simulator.setFaults([.halfUTF8])
            #expect(String(validating: await simulator.knowledge("GET", "").body, as: UTF8.self) == nil)
        }
    }

    @Test(arguments: [1, 64, 70_000, 5_000_000])
    func `a cut upload is reset, and nothing of it is stored`(_ size: Int) async throws {
        try await withSimulator(faults: [.cutUpload]) { simulator in
            let form = FormBody().file("a.png", .init(count: size))
            #expect(await simulator.post("/files/upload", form: form).bytes == 0)
            #expect(await simulator.uploads.isEmpty)
            #expect(await simulator.ask("[n=1]").status == 200)
            await simulator.setFaults([])
            #expect(await simulator.post("/files/upload", form: form).status == 201)
        }
    }
}
