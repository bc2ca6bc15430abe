import Foundation
import TestPacing
import Testing

@testable import PulseSimulator

/// Files for questions.
@Suite(.paced) struct UploadTests {
    @Test(arguments: [("223-upload-png", "p.png", "image/png"), ("224-upload-txt", "t.txt", "text/plain")])
    func `a file is taken as recorded`(_ name: String, _ file: String, _ type: String) async throws {
        let capture = try Capture(name)
        try await withSimulator { simulator in
            let reply = await simulator.post(
                "/files/upload",
                form: FormBody().text("user", "cap").file(file, type: type)
            )
            #expect(capture.differences(from: reply) == [])
            for key in ["name", "extension", "mime_type"] { #expect(reply.json?[key] == capture.json?[key]) }
            let upload = try #require(await simulator.uploads.first)
            #expect(upload.texts == ["user": "cap"])
            #expect(upload.files.map(\.name) == [file])
            #expect(upload.files.map(\.checksum) == ["af63f54c86021707"])
            #expect(upload.files.first?.content == Data("x".utf8))
        }
    }

    @Test(arguments: [
        ("230-upload-no-file", FormBody().text("user", "cap")),
        ("232-upload-two", FormBody().file("p.png").file("t.txt", field: "file2")),
        ("233-upload-image-10MiB", FormBody().file("p.png", Data(count: 10 * 1_048_576 + 1))),
    ])
    func `a file is refused as recorded`(_ name: String, _ form: FormBody) async throws {
        let capture = try Capture(name)
        try await withSimulator { simulator in
            let reply = await simulator.post("/files/upload", form: form)
            #expect(capture.isSame(as: reply), "\(reply.text)")
            #expect(await simulator.uploads.isEmpty)
        }
    }

    @Test(arguments: [
        (FormBody().file("", type: "image/png"), 400, "filename_not_exists_error"),
        (FormBody().file("p.png", type: nil), 415, "unsupported_file_type"),
        (FormBody().file("p.png", field: "picture"), 400, "bad_request_key_error"),
        (FormBody().file("a.bin", Data(count: 15 * 1_048_576 + 1)), 413, "file_too_large"),
    ])
    func `other faults of a file have their words`(_ form: FormBody, _ status: Int, _ code: String) async throws {
        try await withSimulator { simulator in
            let reply = await simulator.post("/files/upload", form: form)
            #expect(reply.status == status)
            #expect(reply.json?["code"]?.text == code)
        }
    }

    @Test func `what is no form has no file`() async throws {
        try await withSimulator { simulator in
            #expect(await simulator.post("/files/upload", "{}").json?["code"]?.text == "bad_request_key_error")
        }
    }

    @Test func `without a user it belongs to the one that stands for nobody`() async throws {
        try await withSimulator { simulator in
            let nobody = await simulator.post("/files/upload", form: FormBody().file("a.png"))
            let empty = await simulator.post("/files/upload", form: FormBody().file("a.png").text("user", ""))
            let named = await simulator.post(
                "/files/upload",
                form: FormBody().file("a.png").text("user", "DEFAULT-USER")
            )
            let other = await simulator.post("/files/upload", form: FormBody().file("a.png").text("user", "ann"))
            #expect(nobody.json?["created_by"] == named.json?["created_by"])
            #expect(nobody.json?["created_by"] == empty.json?["created_by"])
            #expect(nobody.json?["created_by"] != other.json?["created_by"])
        }
    }

    @Test func `a limit can be set, or taken away`() async throws {
        for (limit, size, status) in [(1, 1_048_577, 413), (1, 1_048_576, 201), (0, 33 * 1_048_576, 201)] {
            var options = SimulatorOptions(scenario: .empty, pace: 0)
            options.uploadLimitMB = limit
            let simulator = try await Simulator.start(options)
            let reply = await simulator.post("/files/upload", form: FormBody().file("p.png", Data(count: size)))
            #expect(reply.status == status)
            if status == 201 {
                let file = try #require(await simulator.uploads.first?.files.first)
                #expect(file.size == size)
                #expect(file.isWhole == (limit == 1))
                #expect(file.content.count == min(size, 32 * 1_048_576))
            }
            let told = await simulator.get("/parameters").json?["system_parameters"]?["image_file_size_limit"]?.number
            #expect(told == (limit == 0 ? 1_048_576 : 1))
            await simulator.stop()
        }
    }

    @Test func `64 MiB pass without being held`() async throws {
        var options = SimulatorOptions(scenario: .empty, pace: 0)
        options.uploadLimitMB = 0
        let simulator = try await Simulator.start(options)
        let port = try #require(URLComponents(string: simulator.support.baseURL)?.port.map(UInt16.init))
        let client = try #require(WireClient(port: port))
        let head = "--B\r\nContent-Disposition: form-data; name=file; filename=big.bin\r\nContent-Type: a/b\r\n\r\n"
        let end = "\r\n--B--\r\n"
        let piece = String(repeating: "\r\n--A", count: 65_536)
        let count = 64 * 1_048_576 / piece.utf8.count + 1
        let size = piece.utf8.count * count
        await client.send(
            "POST /v1/files/upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer \(simulator.assistant("chat").key)\r\n"
                + "Content-Type: multipart/form-data; boundary=B\r\n"
                + "Content-Length: \(head.utf8.count + size + end.utf8.count)\r\n\r\n" + head
        )
        for _ in 0..<count { await client.send(piece) }
        await client.send(end)
        #expect(await client.readToEnd()?.hasPrefix("HTTP/1.1 201 ") == true)
        let file = try #require(await simulator.uploads.first?.files.first)
        #expect(file.size == size)
        #expect(file.content.count == 32 * 1_048_576)
        await simulator.stop()
    }

    private func ask(_ simulator: Simulator, files: String, _ kind: String = "chat") async -> RawReply {
        await simulator.post(
            "/chat-messages",
            to: kind,
            #"{"inputs": {}, "query": "look", "response_mode": "streaming", "user": "support-desk", "files": [\#(files)]}"#
        )
    }

    @Test func `a question's files are in the history, signed anew at each read, and open without a key`() async throws
    {
        let capture = try #require(try Capture("174-messages-uni-file").json)
        try await withSimulator { simulator in
            // A file of one user serves another.
            let form = FormBody().text("user", "someone else").file("p.png", Data("\u{89}PNG".utf8))
            let id = try #require(await simulator.post("/files/upload", form: form).json?["id"]?.text)
            let local = #"{"type": "image", "transfer_method": "local_file", "upload_file_id": "\#(id)"}"#
            let remote =
                #"{"type": "image", "transfer_method": "remote_url", "url": "http://pictures.example/cat.jpg"}"#
            #expect(await ask(simulator, files: local + "," + remote).eventNames.last == "message_end")
            let files = await simulator.newestMessages().first?["message_files"]?.rows ?? []
            let again = await simulator.newestMessages().first?["message_files"]?.rows ?? []
            let recorded = try #require(capture["data"]?.rows.first?["message_files"]?.rows.first)
            for file in files { #expect(file.differences(to: recorded) == []) }
            #expect(files.compactMap { $0["transfer_method"]?.text } == ["local_file", "remote_url"])
            #expect(files.last?["url"]?.text == "http://pictures.example/cat.jpg")
            #expect(files.map { $0["id"] } == again.map { $0["id"] })
            let url = try #require(files.first?["url"]?.text)
            #expect(url != again.first?["url"]?.text)
            let read = await RawClient.get(url, key: nil)
            #expect(read.status == 200)
            #expect(read.headers["content-type"] == "image/png")
            #expect(read.body == Data("\u{89}PNG".utf8))
            #expect(await RawClient.get(url.replacing("sign=", with: "sign=0"), key: nil).status == 404)
            #expect(await RawClient.get(String(url.prefix { $0 != "?" }), key: nil).status == 400)
            await simulator.setClock(offset: 301_000)
            #expect(await RawClient.get(url, key: nil).status == 404)
        }
    }

    @Test(arguments: [
        #"{"type": "image", "transfer_method": "local_file", "upload_file_id": "\#(Simulator.unknown)"}"#,
        #"{"type": "image", "transfer_method": "local_file"}"#, #"{"type": "image", "transfer_method": "post"}"#,
        #"{"type": "image", "transfer_method": "remote_url", "url": "ftp://a.example/b"}"#,
        #"{"type": "video", "transfer_method": "remote_url", "url": "http://a.example/b.mp4"}"#,
        Array(
            repeating: #"{"type": "image", "transfer_method": "remote_url", "url": "http://a.example/b.png"}"#,
            count: 4
        )
        .joined(separator: ","),
    ])
    func `wrong files are refused, and nothing is asked`(_ files: String) async throws {
        try await withSimulator { simulator in
            let reply = await ask(simulator, files: files)
            #expect(reply.status == 400)
            #expect(reply.json?["code"]?.text == "invalid_param")
            #expect(await simulator.received.isEmpty)
            // An app that takes no images does not look at them.
            #expect(await ask(simulator, files: files, "agent").status == 200)
        }
    }

    @Test func `a remote file that is not there is refused as recorded`() async throws {
        let capture = try Capture("240-chat-with-remote-404")
        try await withSimulator { simulator in
            let file = #"{"type": "image", "transfer_method": "remote_url", "url": "http://127.0.0.1:9/none.png"}"#
            #expect(capture.isSame(as: await ask(simulator, files: file)))
        }
    }
}
