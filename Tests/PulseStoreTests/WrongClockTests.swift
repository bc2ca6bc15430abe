import PulseModel
import PulseStore
import TestPacing
import Testing

/// Rows whose times cannot be: what they say is shown, and takes nothing away from what comes after them.
@Suite(.paced) struct WrongClockTests {
    private static let year9999: Int64 = 253_402_300_799

    @Test(arguments: [Int64(3_700), year9999])
    func textsAfterOneWrongTimeAreShown(_ wrong: Int64) async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        for (text, at, seen) in [("ahead", wrong, Int64(100)), ("second", 106, 106), ("third", 112, 113)] {
            let look = try await desk.look(TestDesk.row(text, at: at), seenAt: seen, asked: .now)
            #expect(look.arrived == [id])
        }
        #expect(try await desk.transcript(id) == ["~ahead", "~second", "~third"])
        #expect(try await desk.items(id).map(\.time.seconds) == [100, 106, 112])
        #expect(try await desk.row(id).lastActivity == Timestamp(seconds: 112))
        #expect(try await desk.row(id).snippet == "third")
    }

    @Test func aWrongTimeThatStaysIsToldOnce() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        for seen in [Int64(100), 104, 108] {
            try await desk.look(TestDesk.row("ahead", at: Self.year9999), seenAt: seen, asked: .now)
        }
        // The server mends its clock and the row with it.
        try await desk.look(TestDesk.row("ahead", at: 99), seenAt: 112, asked: .now)
        #expect(try await desk.transcript(id) == ["~ahead"])
    }

    @Test func aLookThatWasAskedForBeforeIsOutdatedWhateverTheClocksSay() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let before = ContinuousClock.now
        try await desk.look(TestDesk.row("new", at: 3_700), seenAt: 100, asked: .now)
        try await desk.look(TestDesk.row("old", at: 90), seenAt: 101, asked: before)
        #expect(try await desk.transcript(id) == ["~new"])
    }

    @Test func anOldCopyOfTheListShowsNothingAgain() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("first", at: 90), asked: .now)
        let item = try await desk.send("ours", in: id, at: 95)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 95))
        try await desk.look(TestDesk.row("ours", at: 95), asked: .now)
        try await desk.look(TestDesk.row("second", at: 100), asked: .now)
        for _ in 1...2 {
            try await desk.look(TestDesk.row("first", at: 90), seenAt: 101, asked: .now)
            try await desk.look(TestDesk.row("ours", at: 95), seenAt: 102, asked: .now)
            try await desk.look(TestDesk.row("second", at: 100), seenAt: 103, asked: .now)
        }
        #expect(try await desk.transcript(id) == ["~first", "own: ours", "~second"])
        #expect(try await desk.row(id).isWaiting)
    }

    @Test func aTimeBeforeTheKnownOneIsTakenForTheMomentOfTheLook() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        try await desk.look(TestDesk.row("first", at: 90), asked: .now)
        try await desk.look(TestDesk.row("second", at: 0), seenAt: 100, asked: .now)
        #expect(try await desk.items(id).map(\.time.seconds) == [90, 100])
    }

    @Test func ourMessageInARowWhoseClockIsAheadIsOursAndTheReplyToItIsShown() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("hello there", in: id, at: 100)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 100))
        for seen in [Int64(106), 110] {
            let look = try await desk.look(TestDesk.row("hello there", at: 220), seenAt: seen, asked: .now)
            #expect(look.arrived.isEmpty)
        }
        try await desk.look(TestDesk.row("a reply", at: 114), seenAt: 114, asked: .now)
        #expect(try await desk.transcript(id) == ["own: hello there", "~a reply"])
        #expect(try await desk.row(id).isWaiting)
    }

    @Test func aVisitorWhoRepeatsOurTextOnAServerWhoseClockIsAheadIsHeard() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("ok", in: id, at: 100)
        try await desk.store.settle(item, as: .sent, remoteID: "m", serverTime: Timestamp(seconds: 110))
        try await desk.look(TestDesk.row("ok", at: 110), seenAt: 101, asked: .now)
        let look = try await desk.look(TestDesk.row("ok", at: 118), seenAt: 108, asked: .now)
        #expect(look.arrived == [id])
        #expect(try await desk.transcript(id) == ["own: ok", "again: ok"])
    }

    @Test func anUnknownMessageThatARowOfTheYear9999ShowsHasArrived() async throws {
        let desk = try TestDesk()
        let id = try await desk.conversation()
        let item = try await desk.send("Hello", in: id, at: 100)
        try await desk.store.settle(item, as: .unknown(.service(.timedOut(after: 30_000))))
        try await desk.look(TestDesk.row("Hello", at: Self.year9999), seenAt: 104, asked: .now)
        #expect(try await desk.delivery(item) == .sent)
        #expect(try await desk.store.item(item)?.time == Timestamp(seconds: 104))
    }
}
