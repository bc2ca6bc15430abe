// What is between two marks is a code block of Speech.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Answers a spoken question in a file of sound.
func answer(
    recordingAt path: String,
    aloudIn output: String,
    with assistant: AssistantClient
) async throws(ServiceFailure) {
    let question = try await assistant.speechToText(UploadFile(path: path)).value
    let answer = try await assistant.ask(query: question).value
    let sound = try await assistant.textToAudio(.message(id: answer.messageID), toFile: output).value
    print("\(output): \(sound.bytes) bytes")
}
// end of example

// example
/// Reads a text aloud; the sound goes to a player while it comes.
func read(
    _ text: String,
    with assistant: AssistantClient,
    play: @escaping @Sendable ([UInt8]) async throws -> Void
) async throws(ServiceFailure) {
    try await assistant.textToAudio(.text(text)) { bytes, _ in try await play(bytes) }
}
// end of example
