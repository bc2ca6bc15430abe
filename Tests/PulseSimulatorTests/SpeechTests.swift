import Foundation
import PulseSimulator
import TestPacing
import Testing

/// Speech to text and text to speech.
@Suite(.paced) struct SpeechTests {
    private func wave(_ name: String = "refund-question.wav", type: String = "audio/wav") -> FormBody {
        FormBody().text("user", "cap").file(name, type: type, Data("RIFF".utf8))
    }

    @Test func `speech becomes what its name says, or what comes next`() async throws {
        let capture = try Capture("246-audio-to-text")
        try await withSimulator { simulator in
            let reply = await simulator.post("/audio-to-text", form: wave())
            #expect(capture.differences(from: reply) == [])
            #expect(reply.json?["text"]?.text == "How long does a refund take?")
            await simulator.setNextTranscript("first")
            _ = await RawClient.post(
                simulator.addresses.controlURL + "/next-transcript",
                key: nil,
                #"{"text": "second"}"#
            )
            #expect(await simulator.post("/audio-to-text", form: wave()).json?["text"]?.text == "first")
            #expect(await simulator.post("/audio-to-text", form: wave()).json?["text"]?.text == "second")
            #expect(await simulator.post("/audio-to-text", form: wave()).json == reply.json)
            #expect(await simulator.uploads.count == 4)
        }
    }

    @Test(arguments: [
        ("247-audio-to-text-disabled", "agent", "audio/wav"), ("248-audio-to-text-wrong-type", "chat", "image/png"),
        ("248-audio-to-text-wrong-type", "chat", "audio/x-wav"), ("248-audio-to-text-wrong-type", "chat", "video/mp4"),
    ])
    func `speech is refused as recorded`(_ name: String, _ kind: String, _ type: String) async throws {
        let capture = try Capture(name)
        try await withSimulator { simulator in
            #expect(capture.isSame(as: await simulator.post("/audio-to-text", to: kind, form: wave(type: type))))
        }
    }

    @Test func `speech without a file, or too much of it`() async throws {
        let capture = try Capture("250-audio-to-text-no-file")
        try await withSimulator { simulator in
            #expect(capture.isSame(as: await simulator.post("/audio-to-text", form: FormBody().text("user", "cap"))))
            let long = FormBody().file("a.mp3", type: "audio/mp3", Data(count: 30 * 1_048_576 + 1))
            let reply = await simulator.post("/audio-to-text", form: long)
            #expect(reply.status == 413)
            #expect(reply.json?["code"]?.text == "audio_too_large")
        }
    }

    /// Whether bytes are a WAV file whose head tells its length.
    private func isWave(_ bytes: Data) -> Bool {
        func number(at place: Int) -> Int {
            (0..<4).reduce(0) { $0 | Int(bytes[bytes.startIndex + place + $1]) << (8 * $1) }
        }
        return bytes.count > 44 && bytes.starts(with: "RIFF".utf8) && number(at: 4) == bytes.count - 8
            && number(at: 40) == bytes.count - 44
    }

    @Test(arguments: ["/text-to-audio", "/text-to-audio/20250114"])
    func `a text is read aloud, longer for a longer text`(_ path: String) async throws {
        try await withSimulator { simulator in
            let short = await simulator.post(path, #"{"text": "say this", "user": "cap"}"#)
            #expect(short.status == 200)
            #expect(short.headers["content-type"] == "audio/mpeg")
            #expect(short.isComplete)
            #expect(short.chunks.count > 1)
            #expect(isWave(short.body))
            let long = await simulator.post(path, #"{"text": "say this, and after it that", "user": "cap"}"#)
            #expect(long.body.count > short.body.count)
        }
    }

    @Test func `an answer is read aloud, to its own user`() async throws {
        try await withSimulator { simulator in
            _ = await simulator.ask("[n=3]")
            let id = try #require(await simulator.newestMessages().first?["id"]?.text)
            let mine = await simulator.post(
                "/text-to-audio",
                #"{"message_id": "\#(id)", "text": "x", "user": "support-desk"}"#
            )
            #expect(isWave(mine.body))
            let others = await simulator.post("/text-to-audio", #"{"message_id": "\#(id)", "user": "other"}"#)
            #expect(others.text == "null\n")
        }
    }

    @Test(arguments: [
        ("253-text-to-audio-unknown-message", "chat", #"{"message_id": "\#(RefusalTests.unknown)", "user": "cap"}"#),
        ("253-text-to-audio-unknown-message", "agent", #"{"message_id": "no id", "user": "cap"}"#),
        ("254-text-to-audio-nothing", "chat", #"{"user": "cap"}"#),
        ("255-text-to-audio-disabled", "agent", #"{"text": "x", "user": "cap"}"#),
    ])
    func `reading aloud is refused as recorded`(_ name: String, _ kind: String, _ body: String) async throws {
        let capture = try Capture(name)
        try await withSimulator { simulator in
            #expect(capture.isSame(as: await simulator.post("/text-to-audio", to: kind, body)))
        }
    }

    @Test func `audio breaks in the middle`() async throws {
        try await withSimulator(faults: [.cutStream]) { simulator in
            let reply = await simulator.post("/text-to-audio", #"{"text": "say all of this", "user": "cap"}"#)
            #expect(reply.status == 200)
            #expect(!reply.isComplete)
            #expect(!reply.timedOut)
            #expect(!reply.chunks.isEmpty)
        }
    }
}
