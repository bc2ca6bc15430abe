/// What became of one attempt to send a message.
package enum SendOutcome: Hashable, Sendable {
    /// The server has it: its id of the message, and when it stored it, by its clock, where it says so.
    case sent(remoteID: String? = nil, at: Timestamp? = nil)
    /// It did not get there, or may not have.
    case failed(ServiceFailure)
    /// The person stopped a question before the server's first word.
    case stopped
    /// Not a byte left: the person or the clock took it back, or what had to be read before it failed so.
    case notBegun(ServiceFailure? = nil)

    /// Where the message is then: queued means that it is tried again.
    package var delivery: Delivery {
        switch self {
        case .sent: .sent
        case .failed(let failure):
            switch failure.deliveryVerdict {
            case .retry: .queued
            case .refused: .refused(.service(failure))
            case .unknown: .unknown(.service(failure))
            }
        case .stopped: .unknown(.stopped)
        case .notBegun: .queued
        }
    }

    /// Whether the service was asked; where it was not, the message never left.
    package var wasReached: Bool {
        switch self {
        case .sent, .stopped: true
        case .failed(let failure): failure.wasReached
        case .notBegun: false
        }
    }
}
