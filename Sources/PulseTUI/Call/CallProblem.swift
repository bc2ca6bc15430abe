import PulseModel

/// Why a call could not be made, or did not succeed.
enum CallProblem: Error, Hashable, Sendable {
    /// The command line is wrong.
    case usage(String)
    /// The configuration is wrong, or has not what the call needs.
    case configuration(String)
    /// The service did not do it.
    case service(ServiceFailure)
    /// The service has the message, and what it answered is not whole.
    case incomplete(String)
    /// A file is not what the call needs.
    case file(String)
    /// What came cannot be printed.
    case output(String)
    /// The person gave it up.
    case interrupted

    /// Whether the service, or the way to it, said it.
    var isAnswer: Bool {
        guard case .service(let failure) = self else { return false }
        if case .invalidRequest = failure { return false }
        return true
    }

    /// For a person, not sanitised yet.
    var words: String {
        switch self {
        case .usage(let words), .configuration(let words), .incomplete(let words), .file(let words),
            .output(let words):
            words
        case .service(let failure): failure.sentence(address: "base_url")
        case .interrupted: "given up"
        }
    }

    /// What the process ends with.
    ///
    /// - Parameter sends: whether a second call could double what the first one did.
    /// - Returns: the status.
    func status(sends: Bool) -> ExitStatus {
        switch self {
        case .usage: .usage
        case .configuration: .configuration
        case .file: .notFound
        case .incomplete: .unavailable
        case .output: .outputFailed
        case .interrupted: .interrupted
        case .service(let failure): Self.status(of: failure, sends: sends)
        }
    }

    private static func status(of failure: ServiceFailure, sends: Bool) -> ExitStatus {
        if sends, failure.deliveryVerdict == .unknown { return .unknownFate }
        switch failure {
        case .notReached, .busy, .server, .timedOut, .broken, .malformed: return .unavailable
        case .streamError: return .unavailable
        case .notFound, .rejected(404, _): return .notFound
        case .unauthorized, .forbidden, .rejected, .declined, .redirected: return .refused
        case .cancelled: return .interrupted
        case .invalidRequest(let problem):
            switch problem {
            case .unreadableFile, .changedFile: return .notFound
            case .unwritableFile: return .outputFailed
            case .missing: return .usage
            case .fileTooLarge, .fileType, .tooManyFiles, .length: return .refused
            }
        }
    }
}
