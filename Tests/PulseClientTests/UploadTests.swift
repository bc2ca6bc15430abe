import Foundation
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseClient

/// What leaves for an upload, and what happens where it does not get there.
@Suite("Uploads", .paced)
struct UploadTests {
    private static let taken = RawReplyText.json(#"{"id":"f1","name":"a.png","size":5}"#, status: "201 CREATED")

    @Test("a form has the user, the name with its marks encoded, and the type of the extension")
    func form() async throws {
        let server = try RawServer.answering(Self.taken)
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let file = UploadFile(bytes: Array("bytes".utf8), name: "ä \"q\"\r\nX: y.png")
            let reply = try await client.upload(file)
            #expect(reply.value.id == "f1")
            let request = try #require(server.requests.first)
            let mark = try #require(request.firstMatch(of: /boundary=([^\r\n]+)/)?.1)
            let body = try #require(request.firstRange(of: "\r\n\r\n").map { request[$0.upperBound...] })
            let expected = """
                --\(mark)\r
                Content-Disposition: form-data; name="user"\r
                \r
                tester\r
                --\(mark)\r
                Content-Disposition: form-data; name="file"; filename="ä %22q%22%0D%0AX: y.png"\r
                Content-Type: image/png\r
                \r
                bytes\r
                --\(mark)--\r

                """
            #expect(body == expected)
            #expect(
                request.contains("content-length: \(expected.utf8.count)\r\n".lowercased())
                    || request.contains("Content-Length: \(expected.utf8.count)\r\n")
            )
        }
    }

    @Test("a recording is sent under the very type that the service compares it with")
    func speechTypes() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.send(RawReplyText.json(#"{"text":"hello"}"#)) }
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            for name in ["a.mp3", "a.mp4", "a.MPEG", "a.mpga", "a.m4a", "a.wav", "a.webm", "a.amr"] {
                #expect(try await client.speechToText(UploadFile(bytes: [1], name: name)).value == "hello")
                let type = "audio/" + name.dropFirst(2).lowercased()
                #expect(server.requests.last?.contains("Content-Type: \(type)\r\n") == true)
            }
            let sent = server.requests.count
            let refused = await failure { () throws(ServiceFailure) in
                try await client.speechToText(UploadFile(bytes: [1], name: "a.ogg"))
            }
            guard case .invalidRequest(.fileType(name: "a.ogg", let accepted)) = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
            #expect(accepted.contains("wav"))
            #expect(server.requests.count == sent)
        }
    }

    @Test("a document's options are one text part of JSON before its file")
    func documentForm() async throws {
        let reply = #"{"document":{"id":"d"},"batch":"7"}"#
        let server = try RawServer.answering(RawReplyText.json(reply))
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.knowledge(port: server.port, runtime: runtime)
            let created = try await client.createDocument(in: "b", from: UploadFile(bytes: [65], name: "t.md"))
            #expect(created.value.batch == "7")
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("POST /v1/datasets/b/document/create-by-file HTTP/1.1\r\n"))
            let options = #"{"indexing_technique":"economy","process_rule":{"mode":"automatic"}}"#
            let part = "name=\"data\"\r\n\r\n\(options)\r\n--"
            #expect(request.contains(part))
            #expect(request.contains("name=\"file\"; filename=\"t.md\"\r\nContent-Type: text/markdown\r\n\r\nA\r\n--"))
        }
    }

    @Test("a file on disk leaves whole, in steps that end at its length")
    func fromDisk() async throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try folder.write(bytes, to: "long.txt")
        let came = Mutex<[UInt8]>([])
        let server = try RawServer { connection in
            guard let request = connection.readRequestBytes() else { return }
            came.withLock { $0 = request }
            connection.send(Self.taken)
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let steps = Mutex<[TransferProgress]>([])
            _ = try await client.upload(UploadFile(path: path)) { step in steps.withLock { $0.append(step) } }
            let request = came.withLock { $0 }
            let begin = try #require(request.firstRange(of: Array("text/plain\r\n\r\n".utf8))?.upperBound)
            #expect(Array(request[begin...].prefix(bytes.count)) == bytes)
            let told = steps.withLock { $0 }
            #expect(told.first?.bytes == 0)
            #expect(told.last.map { $0.bytes == $0.total } == true)
            #expect(zip(told, told.dropFirst()).allSatisfy { $0.bytes < $1.bytes })
        }
    }

    @Test("a file over the app's limit is not sent, and one that cannot be read is named")
    func checked() async throws {
        let server = try RawServer.answering(Self.taken)
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let parameters = AppParameters(systemParameters: ["image_file_size_limit": 1, "file_size_limit": 15])
            let large = UploadFile(bytes: [UInt8](repeating: 0, count: (1 << 20) + 1), name: "p.PNG")
            let tooLarge = await failure { () throws(ServiceFailure) in
                try await client.upload(large, within: parameters)
            }
            #expect(
                tooLarge == .invalidRequest(.fileTooLarge(name: "p.PNG", bytes: (1 << 20) + 1, limit: 1 << 20))
            )
            #expect(tooLarge?.deliveryVerdict == .refused)
            #expect(server.connectionCount == 0)
            _ = try await client.upload(
                UploadFile(bytes: [UInt8](repeating: 0, count: 1 << 20), name: "p.png"),
                within: parameters
            )
        }
        for path in ["/nowhere/at.all", "/tmp"] {
            #expect(throws: ServiceFailure.self) { try UploadFile(path: path) }
        }
    }

    @Test("a file that becomes shorter while it leaves ends the upload as what it is")
    func shrinking() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 64 << 20), to: "shrinks.txt")
        let server = try RawServer { connection in
            _ = connection.read()
            truncate(path, 1000)
            while let bytes = connection.read(), !bytes.isEmpty {}
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in try await client.upload(UploadFile(path: path)) }
            #expect(ended == .invalidRequest(.changedFile(path: path)))
        }
    }

    @Test("a server that refuses in the middle is heard, and the rest does not leave")
    func refusedEarly() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 64 << 20), to: "large.txt")
        let server = try RawServer { connection in
            _ = connection.read()
            connection.send(
                RawReplyText.json(
                    #"{"code":"file_too_large","message":"File size exceeded. {message}","status":413}"#,
                    status: "413 REQUEST ENTITY TOO LARGE"
                )
            )
            // Reads on, as a server that lingers does, so that its answer is not lost in a reset.
            _ = connection.waitForClose()
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let sent = Mutex<Int64>(0)
            let refused = await failure { () throws(ServiceFailure) in
                try await client.upload(UploadFile(path: path)) { step in sent.withLock { $0 = step.bytes } }
            }
            let words = ServerWords(code: "file_too_large", message: "File size exceeded. {message}")
            #expect(refused == .rejected(status: 413, words))
            #expect(sent.withLock { $0 } < 64 << 20)
        }
    }

    @Test("a refusal is heard, though it breaks in the middle of its words")
    func refusedHalf() async throws {
        let server = try RawServer { connection in
            _ = connection.read()
            connection.send(
                "HTTP/1.1 413 REQUEST ENTITY TOO LARGE\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{"
            )
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let file = UploadFile(bytes: [UInt8](repeating: 7, count: 100), name: "a.txt")
            let refused = await failure { () throws(ServiceFailure) in try await client.upload(file) }
            guard case .rejected(413, _) = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
        }
    }

    @Test("a server that answers and closes at once has answered", arguments: 0..<20)
    func answersAndCloses(_ run: Int) async throws {
        let server = try RawServer { connection in
            guard connection.readRequestBytes() != nil else { return }
            connection.send(RawReplyText.json(#"{"id":"f1"}"#, status: "201 CREATED", closes: true))
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 300_000), to: "a.txt")
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            #expect(try await client.upload(UploadFile(path: path)).value.id == "f1")
        }
    }

    @Test("an upload that moves is waited for, and one that does not is given up")
    func limits() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 32 << 20), to: "slow.txt")
        let wanted = 8 << 20
        let taken = Mutex(0)
        let server = try RawServer { connection in
            // Reads a little at a time, for longer in all than the limit, then nothing more.
            while taken.withLock({ $0 }) < wanted {
                guard let bytes = connection.read(), !bytes.isEmpty else { return }
                taken.withLock { $0 += bytes.count }
                usleep(15_000)
            }
            _ = connection.waitForEnd()
        }
        defer { server.stop() }
        var limits = TimeLimits()
        limits.silence = .seconds(1)
        try await withRuntime(limits) { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in try await client.upload(UploadFile(path: path)) }
            #expect(ended == .notReached(.cutUpload, detail: "nothing moved for 1000 ms"))
            #expect(taken.withLock { $0 } >= wanted)
        }
    }

    @Test("an upload that is cut says so, and can be run again", arguments: [true, false])
    func cut(isReset: Bool) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 8 << 20), to: "cut.txt")
        let runs = Mutex(0)
        let server = try RawServer { connection in
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            guard run > 1 else {
                _ = connection.read()
                if isReset { connection.reset() }
                return
            }
            guard connection.readRequestBytes() != nil else { return }
            connection.send(Self.taken)
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let file = try UploadFile(path: path)
            let ended = await failure { () throws(ServiceFailure) in try await client.upload(file) }
            guard case .notReached(.cutUpload, _) = ended else {
                Issue.record("\(String(describing: ended))")
                return
            }
            #expect(try await client.upload(file).value.id == "f1")
        }
    }

    @Test("a server that says yes to a part of a file has not the file")
    func answeredEarly() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 32 << 20), to: "early.txt")
        let server = try RawServer { connection in
            _ = connection.read()
            connection.send(Self.taken)
            _ = connection.waitForEnd()
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in try await client.upload(UploadFile(path: path)) }
            #expect(ended == .notReached(.cutUpload, detail: "answered before all of it had left"))
        }
    }

    @Test("an upload that is cancelled ends, and its connection with it")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 7, count: 64 << 20), to: "long.txt")
        let closed = Mutex(false)
        let server = try RawServer { connection in
            _ = connection.read()
            let isClosed = connection.waitForClose()
            closed.withLock { $0 = isClosed }
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let file = try UploadFile(path: path)
            let (began, hasBegun) = AsyncStream<Void>.makeStream()
            let upload = Task {
                await failure { () throws(ServiceFailure) in
                    try await client.upload(file) { step in if step.bytes > 0 { hasBegun.yield() } }
                }
            }
            for await _ in began { break }
            upload.cancel()
            #expect(await upload.value == .notReached(.cutUpload, detail: "given up"))
        }
        let end = ContinuousClock.now + .seconds(10)
        while !closed.withLock({ $0 }), ContinuousClock.now < end { await Task.yield() }
        #expect(closed.withLock { $0 })
    }
}
