/// The largest files that are taken, in MiB.
struct UploadLimits: Sendable {
    /// The most images of one question.
    static let images = 3
    /// What is said where any size is taken: a client may need a number.
    private static let boundless = 1_048_576

    private let all: Int?

    init(_ options: SimulatorOptions) {
        all = options.uploadLimitMB.map { $0 <= 0 || $0 > UploadLimits.boundless ? UploadLimits.boundless : $0 }
    }

    var image: Int { all ?? 10 }
    var video: Int { all ?? 100 }
    var audio: Int { all ?? 50 }
    var other: Int { all ?? 15 }
    /// Of speech that is to become text.
    var speech: Int { all ?? 30 }

    /// The limit of a file with that extension.
    func limit(_ fileExtension: String) -> Int {
        switch fileExtension {
        case "jpg", "jpeg", "png", "webp", "gif", "svg": image
        case "mp4", "mov", "mpeg", "mpga": video
        case "mp3", "m4a", "wav", "webm", "amr": audio
        default: other
        }
    }

    /// Whether a file of that size is too large.
    static func isExceeded(_ limit: Int, by size: Int) -> Bool {
        size > limit * 1_048_576
    }

    /// The member `system_parameters` of an app's parameters.
    var json: JSON {
        [
            "image_file_size_limit": .int(Int64(image)), "video_file_size_limit": .int(Int64(video)),
            "audio_file_size_limit": .int(Int64(audio)), "file_size_limit": .int(Int64(other)),
            "workflow_file_upload_limit": 10,
        ]
    }
}
