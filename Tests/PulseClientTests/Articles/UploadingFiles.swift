// What is between two marks is a code block of UploadingFiles.md, letter for letter; `ArticleTests` compares them.

import PulseClient
import PulseModel

// example
/// Uploads a picture and asks a question about it.
func ask(
    _ query: String,
    aboutPictureAt path: String,
    of assistant: AssistantClient
) async throws(ServiceFailure) -> AnswerAssembler {
    let rules = try await assistant.parameters().value
    let picture = try UploadFile(path: path)
    let uploaded = try await assistant.upload(picture, within: rules) { step in
        print("\(step.bytes) of \(step.total ?? picture.size) bytes")
    }
    let file = QuestionFile(kind: .image, place: .uploaded(id: uploaded.value.id))

    var answer = AnswerAssembler()
    for try await event in try await assistant.stream(query: query, files: [file]) { answer.receive(event) }
    answer.streamEnded()
    return answer
}
// end of example
