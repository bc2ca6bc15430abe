// Answers a question, and names the documents that the answer was drawn from.
//
//     export PULSEAI_URL=https://api-platform.digitpulse.ai/v1 PULSEAI_KEY=app-...
//     swift run AnswerWithSources "How long is the warranty?"
import Foundation
import PulseClient
import PulseModel

let environment = ProcessInfo.processInfo.environment
let arguments = CommandLine.arguments.dropFirst()
guard let url = environment["PULSEAI_URL"], let key = environment["PULSEAI_KEY"], let question = arguments.first else {
    write("usage: PULSEAI_URL=URL PULSEAI_KEY=KEY AnswerWithSources QUESTION\n", to: .standardError)
    exit(64)
}

do {
    let account = Account(id: AccountID(rawValue: "example"), service: .assistant, baseURL: url, user: "example")
    let assistant = try AssistantClient(account: account, key: APIKey(key), runtime: ClientRuntime())
    var answer = AnswerAssembler()
    for try await event in try await assistant.stream(query: question) {
        answer.receive(event)
        if case .delta(let text) = event { write(text) }
        if answer.isCut { break }
    }
    answer.streamEnded()
    write("\n")
    for source in answer.sources {
        write("[\(source.position ?? 0)] \(source.documentName ?? "a document"): \(source.content ?? "")\n")
    }
    guard answer.end == .finished else {
        write(
            "the answer is not complete: \(answer.end?.sentence ?? "it was longer than can be kept")\n",
            to: .standardError
        )
        exit(69)
    }
} catch {
    write("\((error as? ServiceFailure)?.sentence ?? "\(error)")\n", to: .standardError)
    exit(69)
}

/// Writes text from outside at once, without anything that a terminal would obey.
func write(_ text: String, to file: FileHandle = .standardOutput) {
    let harmless = text.unicodeScalars.filter { $0 == "\n" || $0.properties.generalCategory != .control }
    file.write(Data(String(String.UnicodeScalarView(harmless)).utf8))
}
