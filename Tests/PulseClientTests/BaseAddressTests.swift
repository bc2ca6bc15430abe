import PulseModel
import TestPacing
import Testing

@testable import PulseClient

@Suite("Addresses and keys", .paced)
struct BaseAddressTests {
    @Test(
        "https anywhere and http to this machine are allowed",
        arguments: [
            "https://pulse.chat/api/v1", "https://pulse.chat/api/v1///", "http://localhost:8080/v1",
            "http://127.0.0.1:1/v1",
            "http://127.8.9.10/v1", "http://[::1]:80/v1", "HTTPS://example.org",
        ]
    )
    func allowed(_ address: String) throws {
        let base = try BaseAddress(address)
        #expect(!base.text.hasSuffix("/"))
    }

    @Test(
        "plain http to any other machine is refused by name",
        arguments: [
            "http://pulse.chat/api/v1", "http://127.0.0.1.example.org/v1", "http://10.0.0.1/",
            "http://localhost.example.org",
            "http://127.1/", "http://[::2]/",
        ]
    )
    func plain(_ address: String) {
        let thrown = #expect(throws: ConfigurationFailure.self) { try BaseAddress(address) }
        guard case .plainHTTP = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
    }

    @Test(
        "what is no base address is refused",
        arguments: [
            "", "pulse.chat", "ftp://pulse.chat", "https://", "https://user:secret@pulse.chat",
            "https://pulse.chat?x=1", "https://pulse.chat/v1?key=secret", "ftp://x#secret", "https://x y#secret",
            "https://pulse.chat/#x", "https://pulse.chat/a b", "https://pülse.chat", "file:///etc/passwd",
            "http://127.0.0.1:99999/v1", "https://[::1]:65536", "https://pulse.chat:0",
            "https://pulse.chat:99999999999999999999",
            "https://pulse%2Echat", "http://%6cocalhost/",
        ]
    )
    func invalid(_ address: String) {
        let thrown = #expect(throws: ConfigurationFailure.self) { try BaseAddress(address) }
        #expect(!String(describing: thrown).contains("secret"))
    }

    @Test("a key that cannot stand in a header, a wrong service, a missing user are refused")
    func accounts() async throws {
        try await withRuntime { runtime in
            let support = Account(id: .init(rawValue: "a"), service: .support, baseURL: "https://x.org")
            let assistant = Account(id: .init(rawValue: "a"), service: .assistant, baseURL: "https://x.org")
            for key in ["", "a\r\nX: y", "a b", "schlüssel"] {
                #expect(throws: ConfigurationFailure.unusableKey) {
                    try SupportClient(account: support, key: APIKey(key), runtime: runtime)
                }
            }
            #expect(throws: ConfigurationFailure.wrongService) {
                try SupportClient(account: assistant, key: Desk.key, runtime: runtime)
            }
            #expect(throws: ConfigurationFailure.missingUser) {
                try AssistantClient(account: assistant, key: Desk.key, runtime: runtime)
            }
        }
    }

    @Test("an id cannot leave its path segment, and empty values are not sent")
    func target() {
        let request = ServiceRequest(
            method: .get,
            path: ["conversations", "../a/b?c#d%", "..", "ü"],
            query: [("a", nil), ("b", ""), ("c", "1&d=2"), ("e", "x y")],
            patience: .poll
        )
        #expect(request.target == "/conversations/..%2Fa%2Fb%3Fc%23d%25/%2E%2E/%C3%BC?c=1%26d%3D2&e=x%20y")
    }
}
