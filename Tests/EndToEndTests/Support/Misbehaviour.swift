import PulseSimulator
import Testing

/// Faults of the services, and what the person is to read of them.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
    var faults: Set<Fault>
    /// One of them stands in the status line while the faults act; none where nothing is wrong with looking.
    var inStatus: [String]
    /// One of them stands in the thread behind a question to an assistant; none where all goes well.
    var behindQuestion: [String] = []

    var testDescription: String { faults.map(\.rawValue).sorted().joined(separator: " + ") }

    /// Whether the key is refused, so that only Ctrl-R makes the desk try again soon.
    var isKeyRefused: Bool { faults.contains(.unauthorized) }

    private static let wrongAnswer = "the answer is not what this service sends"
    private static let refusedKey = "the key is refused"
    private static let serverFailed = "the server failed with 500"
    private static let tooMany = "too many requests"
    private static let mayHaveArrived = "it may have arrived"

    /// Each fault alone.
    static let alone = [
        Misbehaviour(faults: [.slow], inStatus: []),
        Misbehaviour(faults: [.cutStream], inStatus: [], behindQuestion: ["interrupted"]),
        Misbehaviour(faults: [.lostReply], inStatus: []),
        Misbehaviour(faults: [.silent], inStatus: [], behindQuestion: ["sending", mayHaveArrived]),
        Misbehaviour(faults: [.serverError], inStatus: [serverFailed], behindQuestion: [mayHaveArrived]),
        Misbehaviour(faults: [.tooManyRequests], inStatus: [tooMany], behindQuestion: ["queued"]),
        Misbehaviour(faults: [.unauthorized], inStatus: [refusedKey], behindQuestion: ["queued", refusedKey]),
        Misbehaviour(faults: [.wrongJSON], inStatus: [wrongAnswer]),
        Misbehaviour(faults: [.html], inStatus: [wrongAnswer], behindQuestion: [mayHaveArrived]),
        Misbehaviour(faults: [.halfUTF8], inStatus: []),
    ]

    /// Two at a time.
    static let pairs = [
        Misbehaviour(faults: [.slow, .lostReply], inStatus: []),
        Misbehaviour(faults: [.slow, .cutStream], inStatus: [], behindQuestion: ["interrupted"]),
        Misbehaviour(
            faults: [.tooManyRequests, .serverError],
            inStatus: [tooMany, serverFailed],
            behindQuestion: ["queued", mayHaveArrived]
        ),
        Misbehaviour(faults: [.unauthorized, .slow], inStatus: [refusedKey], behindQuestion: ["queued", refusedKey]),
        Misbehaviour(faults: [.wrongJSON, .cutStream], inStatus: [wrongAnswer]),
        Misbehaviour(faults: [.html, .serverError], inStatus: [serverFailed], behindQuestion: [mayHaveArrived]),
    ]
}
