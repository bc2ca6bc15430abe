import PulseModel
import Testing

@testable import PulseSync

@Suite("Rows that a list should show and does not")
struct SuspectedDeletionsTests {
    private func ids(_ numbers: ClosedRange<Int64>) -> [ConversationID] {
        numbers.map(ConversationID.init(rawValue:))
    }

    @Test("what two looks in a row miss is asked about, once")
    func twice() {
        var rows = SuspectedDeletions()
        expect(rows.looked(missing: ids(1...2)), is: [])
        expect(rows.looked(missing: ids(2...3)), is: ids(2...2))
        expect(rows.looked(missing: ids(2...2)), is: [])
        expect(rows.looked(missing: ids(2...3)), is: [])
        expect(rows.looked(missing: ids(2...3)), is: ids(3...3))
    }

    @Test("one that was shown again is asked about again when it goes")
    func shownAgain() {
        var rows = SuspectedDeletions()
        expect(rows.looked(missing: ids(1...1)), is: [])
        expect(rows.looked(missing: ids(1...1)), is: ids(1...1))
        expect(rows.looked(missing: []), is: [])
        expect(rows.looked(missing: ids(1...1)), is: [])
        expect(rows.looked(missing: ids(1...1)), is: ids(1...1))
    }

    @Test("many are asked about little by little")
    func many() {
        var rows = SuspectedDeletions()
        expect(rows.looked(missing: ids(1...12)), is: [])
        expect(rows.looked(missing: ids(1...12)), is: ids(1...5))
        expect(rows.looked(missing: ids(1...12)), is: ids(6...10))
        expect(rows.looked(missing: ids(1...12)), is: ids(11...12))
        expect(rows.looked(missing: ids(1...12)), is: [])
    }
}
