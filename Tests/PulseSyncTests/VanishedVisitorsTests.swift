import PulseModel
import TestPacing
import Testing

@testable import PulseSync

@Suite("Looking for rows that left a list", .paced)
struct VanishedVisitorsTests {
    private let row = ConversationID(rawValue: 1)

    @Test("a row that a later look finds elsewhere is not lost")
    func found() {
        var missing = VanishedVisitors()
        expect(missing.rowsLeft([row], of: .open, isCut: false, ticket: 5), is: true)
        expect(missing.rowsLeft([row], of: .open, isCut: false, ticket: 6), is: false)
        _ = missing.looked(at: .snoozed, seen: [row], isCut: false, ticket: 7)
        expect(missing.looked(at: .resolved, seen: [], isCut: false, ticket: 8).gone.isEmpty, is: true)
    }

    @Test("a row that is in none of the whole lists is gone")
    func gone() {
        var missing = VanishedVisitors()
        _ = missing.rowsLeft([row], of: .open, isCut: false, ticket: 5)
        expect(missing.looked(at: .snoozed, seen: [], isCut: false, ticket: 6).gone.isEmpty, is: true)
        expect(missing.looked(at: .resolved, seen: [], isCut: false, ticket: 7).gone, is: [row])
        expect(missing.looked(at: .open, seen: [], isCut: false, ticket: 8).gone.isEmpty, is: true)
    }

    @Test("where a list was cut the row is only beyond it")
    func beyond() {
        var missing = VanishedVisitors()
        _ = missing.rowsLeft([row], of: .open, isCut: true, ticket: 5)
        _ = missing.looked(at: .snoozed, seen: [], isCut: false, ticket: 6)
        let lost = missing.looked(at: .resolved, seen: [], isCut: false, ticket: 7)
        #expect(lost.gone.isEmpty)
        #expect(lost.beyond == [row])
    }

    @Test("a look that began before the row left says nothing")
    func earlierLook() {
        var missing = VanishedVisitors()
        _ = missing.rowsLeft([row], of: .open, isCut: false, ticket: 5)
        _ = missing.looked(at: .snoozed, seen: [], isCut: false, ticket: 4)
        expect(missing.looked(at: .resolved, seen: [], isCut: false, ticket: 6).gone.isEmpty, is: true)
        expect(missing.looked(at: .snoozed, seen: [], isCut: false, ticket: 7).gone, is: [row])
    }

    @Test("the clock offset ignores what whole seconds cannot tell")
    func clock() {
        var clock = ServerClock()
        let local = Timestamp(seconds: 1_000)
        clock.dateCame(Timestamp(seconds: 1_000), asked: local, answered: local.adding(milliseconds: 100))
        #expect(clock.offset == 0)
        clock.dateCame(Timestamp(seconds: 1_030), asked: local, answered: local.adding(milliseconds: 100))
        #expect(abs(clock.offset - 30_450) < 10)
        clock.dateCame(Timestamp(seconds: 1_031), asked: local, answered: local.adding(milliseconds: 100))
        #expect(abs(clock.offset - 30_450) < 10)
        clock.dateCame(Timestamp(seconds: 1_000), asked: local, answered: local.adding(milliseconds: 100))
        #expect(clock.offset == 0)
    }
}
