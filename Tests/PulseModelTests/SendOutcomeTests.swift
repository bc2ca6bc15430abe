import PulseModel
import Testing

/// What the end of a POST that sends a message means for the message, line by line.
@Suite struct SendOutcomeTests {
    private static let words = ServerWords(message: "No.")

    @Test(
        arguments: [
            .notReached(.refused, detail: ""), .notReached(.unreachable, detail: ""),
            .notReached(.unknownHost, detail: ""),
            .notReached(.connectTimeout, detail: ""), .notReached(.tls, detail: ""),
        ] as [ServiceFailure]
    )
    func whatFailedBeforeTheFirstByteLeftIsTriedAgain(_ failure: ServiceFailure) {
        #expect(SendOutcome.failed(failure).delivery == .queued)
        #expect(!SendOutcome.failed(failure).wasReached)
    }

    @Test func whatTheServerTurnedAwayForNowIsTriedAgain() {
        let busy = SendOutcome.failed(.busy(status: 429, retryAfter: nil, Self.words))
        #expect(busy.delivery == .queued && busy.wasReached)
    }

    /// A proxy says 503 too, and may do so after the server has taken the message: sent again, it could be there twice.
    @Test(arguments: [nil, 2_000] as [Int64?])
    func afterA503NobodyKnowsWhetherOrNotItSaysWhenToComeBack(_ pause: Int64?) {
        let failure = ServiceFailure.busy(status: 503, retryAfter: pause, Self.words)
        #expect(SendOutcome.failed(failure).delivery == .unknown(.service(failure)))
    }

    @Test(
        arguments: [
            .unauthorized(words), .forbidden(words), .notFound(words), .rejected(status: 400, words),
            .redirected(status: 302, host: "x"), .declined(words), .streamError(status: 400, words),
        ] as [ServiceFailure]
    )
    func whatTheServerWillNotTakeIsRefusedWithItsWords(_ failure: ServiceFailure) {
        #expect(SendOutcome.failed(failure).delivery == .refused(.service(failure)))
    }

    @Test(
        arguments: [
            .server(status: 500, words), .redirected(status: 303, host: nil), .malformed(detail: ""),
            .timedOut(after: 1),
            .broken(detail: ""), .cancelled,
        ] as [ServiceFailure]
    )
    func whatLeftAndGotNoUsableAnswerIsUnknown(_ failure: ServiceFailure) {
        let outcome = SendOutcome.failed(failure)
        #expect(outcome.delivery == .unknown(.service(failure)))
        #expect(outcome.delivery.mayHaveArrived && outcome.wasReached)
    }

    @Test func whatTheServerNamedIsSent() {
        let outcome = SendOutcome.sent(remoteID: "m", at: Timestamp(seconds: 1))
        #expect(outcome.delivery == .sent && outcome.delivery.mayHaveArrived)
    }

    @Test func aQuestionThatWasStoppedBeforeTheFirstWordIsUnknown() {
        #expect(SendOutcome.stopped.delivery == .unknown(.stopped))
    }

    @Test func whatDidNotBeginStaysQueued() {
        for outcome in [SendOutcome.notBegun(), .notBegun(.timedOut(after: 1))] {
            #expect(outcome.delivery == .queued && !outcome.wasReached && !outcome.delivery.mayHaveArrived)
        }
    }
}
