import Foundation
import PulseModel
import Testing

@Suite struct ServiceFailureTests {
    private static let words = ServerWords(code: "invalid_param", message: "No.", parameter: "query")

    /// What each failure of a call that sends means, with the failure that says it.
    static let verdicts: [(ServiceFailure, DeliveryVerdict)] = [
        (.notReached(.refused, detail: ""), .retry(after: nil)),
        (.notReached(.tls, detail: ""), .retry(after: nil)),
        (.busy(status: 429, retryAfter: 3000, words), .retry(after: 3000)),
        (.busy(status: 503, retryAfter: 1000, words), .unknown),
        (.unauthorized(words), .refused),
        (.forbidden(words), .refused),
        (.notFound(words), .refused),
        (.rejected(status: 400, words), .refused),
        (.declined(words), .refused),
        (.streamError(status: 400, words), .refused),
        (.redirected(status: 302, host: "other.test"), .refused),
        (.redirected(status: 303, host: nil), .unknown),
        (.server(status: 500, words), .unknown),
        (.malformed(detail: "html"), .unknown),
        (.timedOut(after: 30_000), .unknown),
        (.broken(detail: "reset"), .unknown),
        (.cancelled, .unknown),
    ]

    @Test(arguments: verdicts)
    func whatTheEndOfASendMeans(_ failure: ServiceFailure, _ verdict: DeliveryVerdict) {
        #expect(failure.deliveryVerdict == verdict)
    }

    @Test(arguments: verdicts.map(\.0))
    func aReasonIsKeptAsItWas(_ failure: ServiceFailure) throws {
        let problem = SendProblem.service(failure)
        let kept = try JSONEncoder().encode(problem)
        #expect(try JSONDecoder().decode(SendProblem.self, from: kept) == problem)
    }

    @Test func aKeyNeverPrints() {
        let key = APIKey("pk_live_secret")
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), String(describing: [key]), dumped] {
            #expect(!text.contains("secret"))
        }
    }
}
