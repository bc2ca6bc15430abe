import PulseClient
import TestPacing
import Testing

@testable import PulseStore
@testable import PulseSync

@Suite("Limits that two parts have to agree on")
struct TimeLimitTests {
    @Test("what the store takes for a send's longest way is what the client waits for one")
    func sendLimit() {
        #expect(Duration.milliseconds(ObservationRules.sendLimit) == SyncSettings().limits.other)
    }
}
