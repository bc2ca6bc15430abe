import Foundation
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseClient

/// Sound on its way into a file or a player.
@Suite("Downloads", .paced)
struct DownloadTests {
    private static func chunk(_ bytes: Int) -> String {
        String(bytes, radix: 16) + "\r\n" + String(repeating: "s", count: bytes) + "\r\n"
    }

    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"

    @Test("sound goes to its file, which is there when it is whole")
    func toFile() async throws {
        let server = try RawServer.answering(Self.head + Self.chunk(100_000) + Self.chunk(5) + "0\r\n\r\n")
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: "answer.mp3")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let steps = Mutex<[TransferProgress]>([])
            let reply = try await client.textToAudio(.message(id: "m"), voice: "alloy", toFile: path) { step in
                steps.withLock { $0.append(step) }
            }
            #expect(reply.value == SpeechSound(mediaType: "audio/mpeg", bytes: 100_005))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 100_005)
            #expect(try folder.names == ["answer.mp3"])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "who could not read what was there cannot read this")
            #expect(steps.withLock { $0.last } == TransferProgress(bytes: 100_005, total: nil))
            #expect(server.requests.first?.hasSuffix(#"{"message_id":"m","user":"tester","voice":"alloy"}"#) == true)
        }
    }

    @Test("the second version has its own path")
    func secondVersion() async throws {
        let server = try RawServer.answering(Self.head + Self.chunk(5) + "0\r\n\r\n")
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            _ = try await client.textToAudio(.text("hi"), version: .v2) { _, _ in }
            #expect(server.requests.first?.hasPrefix("POST /v1/text-to-audio/20250114 HTTP/1.1") == true)
        }
    }

    @Test("sound that is cut leaves the old file, and nothing half")
    func cut() async throws {
        let server = try RawServer.answering(Self.head + Self.chunk(100_000))
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: "answer.mp3")
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in
                try await client.textToAudio(.text("hi"), toFile: path)
            }
            guard case .broken = ended else {
                Issue.record("\(String(describing: ended))")
                return
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1]))
            #expect(try folder.names == ["answer.mp3"])
        }
    }

    @Test("null is no sound, and JSON is none either")
    func noSound() async throws {
        for (body, expectsNotFound) in [("null", true), (#"{"result":"success"}"#, false)] {
            let server = try RawServer.answering(RawReplyText.json(body))
            defer { server.stop() }
            try await withRuntime { runtime in
                let client = try Desk.assistant(port: server.port, runtime: runtime)
                let ended = await failure { () throws(ServiceFailure) in
                    try await client.textToAudio(.message(id: "m")) { _, _ in Issue.record("no sound was sent") }
                }
                if expectsNotFound {
                    #expect(ended == .notFound(ServerWords()))
                } else if case .malformed = ended {
                } else {
                    Issue.record("\(String(describing: ended))")
                }
            }
        }
    }

    @Test("a refusal has the server's words")
    func refused() async throws {
        let words = #"{"code":"invalid_param","message":"TTS is not enabled","status":400}"#
        let server = try RawServer.answering(RawReplyText.json(words, status: "400 BAD REQUEST"))
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in
                try await client.textToAudio(.text("hi")) { _, _ in }
            }
            let said = ServerWords(code: "invalid_param", message: "TTS is not enabled")
            #expect(ended == .rejected(status: 400, said))
        }
    }

    @Test("a file that cannot be written is named before anything is asked")
    func unwritable() async throws {
        let server = try RawServer.answering(Self.head)
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in
                try await client.textToAudio(.text("hi"), toFile: "/nowhere/at/all.mp3")
            }
            guard case .invalidRequest(.unwritableFile(path: "/nowhere/at/all.mp3", let detail)) = ended else {
                Issue.record("\(String(describing: ended))")
                return
            }
            #expect(detail == "No such file or directory")
            #expect(server.connectionCount == 0)
        }
    }

    @Test("a player that stops listening ends the download")
    func receiverThrows() async throws {
        struct PlayerIsGone: Error {}
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send(Self.head)
            while connection.send(Self.chunk(10_000)) {}
        }
        defer { server.stop() }
        try await withRuntime { runtime in
            let client = try Desk.assistant(port: server.port, runtime: runtime)
            let ended = await failure { () throws(ServiceFailure) in
                try await client.textToAudio(.text("hi")) { _, _ in throw PlayerIsGone() }
            }
            #expect(ended != nil)
        }
    }
}
