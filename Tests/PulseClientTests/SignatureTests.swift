import Foundation
import PulseModel
import Synchronization
import TestPacing
import Testing

@testable import PulseClient

/// What is signed, and that nothing leaves without its signature.
@Suite("Signatures", .paced)
struct SignatureTests {
    /// Remembers what it was asked to sign.
    private final class Signer: RequestSigner {
        private let asked = Mutex<[SignableRequest]>([])
        let answer: Result<String, SigningFailure>
        var requests: [SignableRequest] { asked.withLock { $0 } }

        init(_ answer: Result<String, SigningFailure> = .success("sig-1")) {
            self.answer = answer
        }

        func signature(of request: SignableRequest) async throws(SigningFailure) -> String {
            asked.withLock { $0.append(request) }
            return try answer.get()
        }
    }

    private func with(
        _ signer: Signer,
        _ body: String = #"{"id":"f1","data":[]}"#,
        _ work: (AssistantClient) async throws -> Void
    ) async throws -> [String] {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.send(RawReplyText.json(body)) }
        }
        defer { server.stop() }
        return try await withRuntime { runtime in
            let account = Account(
                id: AccountID(rawValue: "a"),
                service: .assistant,
                baseURL: "http://127.0.0.1:\(server.port)/gate/v1",
                user: "u"
            )
            try await work(AssistantClient(account: account, key: Desk.key, runtime: runtime, signer: signer))
            return server.requests
        }
    }

    @Test("without a signer neither header is sent")
    func none() async throws {
        let server = try RawServer.answering(RawReplyText.json(#"{"name":"a"}"#))
        defer { server.stop() }
        try await withRuntime { runtime in
            _ = try await Desk.assistant(port: server.port, runtime: runtime).info()
            let request = try #require(server.requests.first).lowercased()
            #expect(!request.contains("x-timestamp") && !request.contains("x-signature"))
        }
    }

    @Test("a call is signed by method, path with query, seconds and the checksum of its body")
    func headers() async throws {
        let signer = Signer()
        let begin = Int64(Date().timeIntervalSince1970)
        let requests = try await with(signer) { client in
            _ = try await client.messages(conversationID: "c", limit: 3)
            _ = try await client.stop(taskID: "t")
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        // Of {"user":"u"}, by sha256sum.
        let user = "5bd8598368922bfc86be1fc2187b3fa12a96399a256b615434eda567ac31b992"
        #expect(signer.requests.map(\.method) == ["GET", "POST"])
        #expect(
            signer.requests.map(\.target) == [
                "/gate/v1/messages?user=u&conversation_id=c&limit=3", "/gate/v1/chat-messages/t/stop",
            ]
        )
        #expect(signer.requests.map(\.bodySHA256) == [empty, user])
        for (request, signed) in zip(requests, signer.requests) {
            #expect(request.contains("X-Timestamp: \(signed.seconds)\r\n"))
            #expect(request.contains("X-Signature: sig-1\r\n"))
            #expect((begin...begin + 60).contains(signed.seconds))
        }
    }

    @Test("a file is read for its checksum and again for the upload")
    func file() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 65, count: 300_000), to: "a.txt")
        let signer = Signer()
        let requests = try await with(signer) { client in _ = try await client.upload(UploadFile(path: path)) }
        let body = try #require(requests.first?.firstRange(of: "\r\n\r\n").map { requests[0][$0.upperBound...] })
        #expect(body.contains(String(repeating: "A", count: 300_000)))
        #expect(signer.requests.map(\.bodySHA256) == [try sha256sum(String(body), in: folder)])
    }

    @Test("without a signature nothing leaves, and the reason is told")
    func failing() async throws {
        for (answer, reason) in [
            (Result<String, SigningFailure>.failure(SigningFailure(reason: "the program died")), "the program died"),
            (.success("two words"), "the signature contains characters that no header can carry"),
            (.success("a\r\nX: y"), "the signature contains characters that no header can carry"),
            (.success(""), "the signature contains characters that no header can carry"),
        ] {
            let requests = try await with(Signer(answer)) { client in
                let ended = await failure { () throws(ServiceFailure) in try await client.info() }
                #expect(ended == .notReached(.unsigned, detail: reason))
                #expect(ended?.deliveryVerdict == .retry(after: nil))
                #expect(ended?.sentence == "not signed, so not sent: \(reason)")
            }
            #expect(requests.isEmpty)
        }
    }

    /// The checksum by a program that nobody here wrote.
    private func sha256sum(_ text: String, in folder: TemporaryFolder) throws -> String {
        let path = try folder.write(Array(text.utf8), to: "body")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        process.arguments = [path]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return String(text.prefix { $0 != " " })
    }
}
