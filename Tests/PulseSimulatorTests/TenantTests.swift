import Foundation
import PulseSimulator
import TestPacing
import Testing

/// The guesses: what the simulator has them be.
@Suite(.paced) struct TenantTests {
    @Test(arguments: [
        ("characters", ["id", "name", "description", "avatar_url"]), ("plots", ["id", "title", "summary"]),
        ("audio", ["id", "name", "language", "url"]),
    ])
    func `the space is listed by pages`(_ list: String, _ members: [String]) async throws {
        try await withSimulator { simulator in
            let whole = await simulator.get("/tenant/\(list)").json
            let rows = whole?["data"]?.rows ?? []
            #expect(rows.count > 1)
            #expect(whole?["total"]?.number == Double(rows.count))
            #expect(whole?["has_more"] == .bool(false))
            for row in rows { #expect(members.allSatisfy { row[$0]?.text?.isEmpty == false }) }
            let second = await simulator.get("/tenant/\(list)?page=2&limit=1").json
            #expect(second?["data"]?.rows == [rows[1]])
            #expect(second?["has_more"] == .bool(rows.count > 2))
            for url in rows.compactMap({ $0["url"]?.text ?? $0["avatar_url"]?.text }) {
                #expect(await RawClient.get(url, key: nil).status == 200)
            }
            #expect(await simulator.get("/tenant/\(list)?limit=0").status == 400)
            #expect(
                await RawClient.get(simulator.assistant("chat").baseURL + "/tenant/\(list)", key: nil).status == 401
            )
        }
    }

    @Test func `a picture is drawn, and opens without a key`() async throws {
        try await withSimulator { simulator in
            let reply = await simulator.post("/tenant/figure/txt2img", #"{"prompt": "a red fox", "width": 640}"#)
            let data = try #require(reply.json?["data"])
            #expect(data["prompt"]?.text == "a red fox")
            #expect([data["width"]?.number, data["height"]?.number] == [640, 512])
            let url = try #require(data["url"]?.text)
            #expect(url.hasPrefix("http://127.0.0.1:"))
            let picture = await RawClient.get(url, key: nil)
            #expect(picture.headers["content-type"] == "image/png")
            #expect(isPicture(picture.body))
            #expect(await simulator.post("/tenant/figure/txt2img", "{}").status == 400)
            #expect(await simulator.post("/tenant/figure/txt2img", #"{"prompt": "x", "width": 1}"#).status == 400)
            #expect(await RawClient.get(url.replacing(".png", with: "0.png"), key: nil).status == 404)
        }
    }

    /// Whether the chunks of a PNG file have the sizes and checksums that they say.
    private func isPicture(_ bytes: Data) -> Bool {
        var rest = bytes.dropFirst(8)
        var types: [String] = []
        func number(_ bytes: Data) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
        while rest.count >= 12 {
            let count = Int(number(rest.prefix(4)))
            guard rest.count >= 12 + count else { return false }
            let body = rest.dropFirst(4).prefix(4 + count)
            let sum = body.reduce(UInt32.max) { sum, byte in
                (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
            }
            guard number(rest.dropFirst(8 + count).prefix(4)) == ~sum else { return false }
            types.append(String(decoding: body.prefix(4), as: UTF8.self))
            rest = rest.dropFirst(12 + count)
        }
        return types == ["IHDR", "IDAT", "IEND"]
            && bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }
}
