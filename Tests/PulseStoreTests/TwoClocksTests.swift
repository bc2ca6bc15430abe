import PulseModel
import PulseStore
import TestPacing
import Testing

/// A server whose rows have another clock than its replies: the order of the looks says what the times do not.
@Suite(.paced) struct TwoClocksTests {
    private static let skews: [Int64] = [-3600, -90, -5, -3, 3, 60, 3600]
    private let lost = Delivery.unknown(.service(.timedOut(after: 30_000)))

    /// A look that was asked for now.
    private func look(_ desk: TestDesk, _ text: String, at second: Int64, seenAt: Int64) async throws
        -> TestDesk.Outcome<ListedRows>
    {
        try await desk.look(TestDesk.row(text, at: second), seenAt: seenAt, asked: .now)
    }

    private func desk(at second: Int64) async throws -> (TestDesk, ConversationID) {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        _ = try await look(desk, "Hi", at: second - 50, seenAt: second)
        return (desk, id)
    }

    @Test(arguments: skews)
    func aMessageThatWasTurnedAwayAndIsShownWithAnotherClockLeavesNoSecondTime(_ skew: Int64) async throws {
        let (desk, id) = try await desk(at: 10_000)
        let item = try await desk.send("Once", in: id, at: 10_000)
        try await desk.store.settle(item, as: .queued, wasReached: true)
        let seen = try await look(desk, "Once", at: 10_000 + skew, seenAt: 10_002)
        #expect(seen.arrived.isEmpty)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.deliverable().isEmpty)
        #expect(try await desk.transcript(id) == ["~Hi", "own: Once"])
        #expect(try await desk.row(id).snippetIsOurs)
    }

    @Test(arguments: skews)
    func aMessageThatIsLeavingAndShownWithAnotherClockLeavesNoSecondTime(_ skew: Int64) async throws {
        let (desk, id) = try await desk(at: 10_000)
        let item = try await desk.send("Once", in: id, at: 10_000)
        #expect(try await look(desk, "Once", at: 10_000 + skew, seenAt: 10_001).arrived.isEmpty)
        try await desk.store.settle(item, as: .queued, wasReached: true)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.transcript(id) == ["~Hi", "own: Once"])
    }

    @Test func aTextThatTheRowShowedBeforeOursLeftIsTheVisitorsAndOursLeavesAgain() async throws {
        let (desk, id) = try await desk(at: 10_000)
        _ = try await look(desk, "ok", at: 9_990, seenAt: 10_000)
        let item = try await desk.send("ok", in: id, at: 10_000)
        try await desk.store.settle(item, as: .queued, wasReached: true)
        _ = try await look(desk, "ok", at: 9_990, seenAt: 10_002)
        #expect(try await desk.deliverable() == [item])
        #expect(try await desk.transcript(id) == ["~Hi", "~ok", "own: ok"])
    }

    @Test(arguments: skews)
    func anUnknownMessageThatIsShownWithAnotherClockHasArrived(_ skew: Int64) async throws {
        let (desk, id) = try await desk(at: 10_000)
        let item = try await desk.send("Once", in: id, at: 10_000)
        try await desk.store.settle(item, as: lost)
        #expect(try await look(desk, "Once", at: 10_000 + skew, seenAt: 10_004).arrived.isEmpty)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.transcript(id) == ["~Hi", "own: Once"])
        #expect(try await desk.row(id).isWaiting == false)
    }

    @Test func aVisitorWhoRepeatsOurTextAfterItWasSeenIsHeard() async throws {
        let (desk, id) = try await desk(at: 10_000)
        let item = try await desk.send("ok", in: id, at: 10_000)
        try await desk.store.settle(item, as: lost)
        _ = try await look(desk, "ok", at: 9_995, seenAt: 10_004)
        #expect(try await look(desk, "ok", at: 10_095, seenAt: 10_100).arrived == [id])
        #expect(try await desk.transcript(id) == ["~Hi", "own: ok", "again: ok"])
        #expect(try await desk.row(id).isWaiting)
    }

    @Test func aVisitorWhoSaysWhatWeSentForCertainIsHeard() async throws {
        let (desk, id) = try await desk(at: 10_000)
        let item = try await desk.send("ok", in: id, at: 10_000)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 10_000))
        #expect(try await look(desk, "ok", at: 10_003, seenAt: 10_004).arrived == [id])
        #expect(try await desk.transcript(id) == ["~Hi", "own: ok", "~ok"])
    }

    @Test func ofAMessageThatLeftInAnEarlierRunOnlyTheTimesSpeak() async throws {
        let folder = TemporaryFolder()
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        _ = try await look(desk, "Hi", at: 9_950, seenAt: 10_000)
        let item = try await desk.send("ok", in: id, at: 10_000)
        try await desk.store.settle(item, as: lost)
        desk.store.close()
        let next = try TestDesk(folder: folder.path)
        #expect(try await look(next, "ok", at: 13_600, seenAt: 13_602).arrived == [id])
        #expect(try await next.delivery(item) == lost)
        next.store.close()
    }

    @Test func whatTheRowShowsSinceAnEarlierRunIsLeftToThePerson() async throws {
        let folder = TemporaryFolder()
        let desk = try TestDesk(folder: folder.path)
        let id = try await desk.conversation()
        let item = try await desk.send("Once", in: id, at: 10_000)
        let behind = try await desk.enter("And", in: id, at: 10_001)
        try await desk.store.settle(item, as: .queued, wasReached: true)
        desk.store.close()
        let next = try TestDesk(folder: folder.path)
        #expect(try await !next.store.markUnknownIfShown(item))
        _ = try await look(next, "Once", at: 9_000, seenAt: 10_010)
        let shown = try await next.outcome { try await $0.markUnknownIfShown(item) }
        #expect(shown.value && shown.items.map(\.id) == [item, behind])
        guard case .unknown? = try await next.delivery(item) else { throw TestDesk.Missing() }
        #expect(try await next.delivery(behind) == .held(.behindAnother))
        next.store.close()
    }

    @Test func whatTheRowShowedBeforeEnterHoldsNothing() async throws {
        let (desk, id) = try await desk(at: 10_000)
        _ = try await look(desk, "ok", at: 9_990, seenAt: 10_000)
        let item = try await desk.send("ok", in: id, at: 10_000)
        try await desk.store.settle(item, as: .queued, wasReached: true)
        #expect(try await !desk.store.markUnknownIfShown(item))
        #expect(try await desk.delivery(item) == .queued)
    }
}
