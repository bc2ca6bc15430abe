package import Foundation

/// What a simulator took besides messages; see ``ControlVerb`` for the same over HTTP.
extension Simulator {
    /// One form with files that was taken.
    package struct Upload: Sendable, Equatable {
        /// One file of the form.
        package struct File: Sendable, Equatable {
            /// The name of its part.
            package var field: String
            /// As the client wrote it.
            package var name: String
            package var contentType: String?
            /// In bytes, also of what is not held.
            package var size: Int
            /// FNV-1a with 64 bits over all bytes, as sixteen hexadecimal digits.
            package var checksum: String
            /// The first 32 MiB.
            package var content: Data
            /// Whether `content` is all of it.
            package var isWhole: Bool
        }

        package var files: [File]
        /// The parts that are no files, by name.
        package var texts: [String: String]
    }

    /// What a user thinks of an answer.
    package struct Feedback: Sendable, Equatable {
        package var messageID: String
        /// `like` or `dislike`.
        package var rating: String
        package var content: String?
    }

    /// All forms with files that were taken, in their order.
    package var uploads: [Upload] {
        get async { await world.takenUploads }
    }

    /// All ratings that were not taken back, by message.
    package var feedback: [Feedback] {
        get async { await world.ratings }
    }

    /// Says what speech turns into next; what was said before comes first.
    package func setNextTranscript(_ text: String) async {
        await world.queueTranscript(text)
    }
}

extension World {
    var takenUploads: [Simulator.Upload] {
        takenForms.map { form in
            Simulator.Upload(
                files: form.files.map {
                    .init(
                        field: $0.field,
                        name: $0.name,
                        contentType: $0.contentType,
                        size: $0.size,
                        checksum: $0.checksum.text,
                        content: $0.content,
                        isWhole: $0.isWhole
                    )
                },
                texts: Dictionary(form.texts.map { ($0.name, $0.value) }) { first, _ in first }
            )
        }
    }

    var ratings: [Simulator.Feedback] {
        feedback.sorted { $0.key < $1.key }.map {
            Simulator.Feedback(messageID: $0.key, rating: $0.value.rating, content: $0.value.content)
        }
    }

    func queueTranscript(_ text: String) { nextTranscripts.append(text) }

    /// Keeps a form with files that was taken, for whoever controls the simulator.
    func record(_ call: Call) {
        if call.form != MultipartForm() { takenForms.append(call.form) }
    }
}

extension Simulator.Upload {
    var json: JSON {
        [
            "files": .array(
                files.map {
                    [
                        "field": .string($0.field), "name": .string($0.name), "contentType": .optional($0.contentType),
                        "size": .int(Int64($0.size)), "checksum": .string($0.checksum), "isWhole": .bool($0.isWhole),
                    ]
                }
            ),
            "texts": .object(texts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) }),
        ]
    }
}

extension Simulator.Feedback {
    var json: JSON {
        ["messageId": .string(messageID), "rating": .string(rating), "content": .optional(content)]
    }
}
