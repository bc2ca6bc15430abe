import PulseModel

extension ServiceFailure {
    /// Whether no answer came, so that the way may be closed for everything else too.
    var saysNothingOfTheServer: Bool {
        switch self {
        case .notReached, .timedOut, .broken: true
        case .unauthorized, .forbidden, .notFound, .busy, .rejected, .declined, .streamError, .redirected, .server,
            .malformed, .cancelled, .invalidRequest:
            false
        }
    }
}
