import PulseModel
import TestPacing
import Testing

@testable import PulseStore

/// Each sentence of "observed transcript" as a rule on values alone.
@Suite(.paced) struct ObservationRulesTests {
    private func look(_ text: String?, _ second: Int64?, _ status: ConversationStatus = .open) -> ObservationRules.Look
    {
        ObservationRules.Look(text: text, updatedAt: second.map(Timestamp.init(seconds:)), status: status)
    }

    private func known(_ text: String?, _ second: Int64, ours: Int64? = nil) -> ObservationRules.Known {
        ObservationRules.Known(text: text, updatedAt: Timestamp(seconds: second), status: .open, ours: ours)
    }

    private func own(
        _ text: String,
        _ way: ObservationRules.OwnText.Way,
        first: Int64? = nil,
        left: Int64? = nil,
        created: Int64? = nil,
        seen: Bool = false,
        id: Int64 = 7
    ) -> ObservationRules.OwnText {
        ObservationRules.OwnText(
            source: .item(id),
            text: text,
            way: way,
            wasSeen: seen,
            window: SendWindow(
                firstLeft: first.map(Timestamp.init(seconds:)),
                lastLeft: left.map(Timestamp.init(seconds:)),
                limit: 30_000
            ),
            createdAt: created.map(Timestamp.init(seconds:))
        )
    }

    private func meaning(
        _ look: ObservationRules.Look,
        _ known: ObservationRules.Known?,
        _ own: ObservationRules.OwnText...
    ) -> ObservationRules.Meaning {
        ObservationRules.meaning(of: look, known: known, own: own)
    }

    @Test func aNewTextIsAppended() {
        #expect(meaning(look("b", 11), known("a", 10)) == .seen(.new, statusChanged: false))
        #expect(meaning(look("b", 10), known("a", 10)) == .seen(.new, statusChanged: false))
        #expect(meaning(look("a", 10), nil) == .seen(.new, statusChanged: false))
    }

    @Test func anOlderTimeIsIgnored() {
        #expect(meaning(look("b", 9, .resolved), known("a", 10)) == .outdated)
    }

    @Test func theSameTextAtTheSameTimeSaysNothing() {
        #expect(meaning(look("a", 10), known("a", 10)) == .seen(.same, statusChanged: false))
        #expect(meaning(look("a", nil), known("a", 10)) == .seen(.same, statusChanged: false))
        #expect(meaning(look(nil, 12), known("a", 10)) == .seen(.same, statusChanged: false))
    }

    @Test func theSameTextLaterIsTheSameAgain() {
        #expect(meaning(look("a", 11), known("a", 10)) == .seen(.again, statusChanged: false))
    }

    @Test func theSameTextLaterWithAnotherStatusIsActivityOnly() {
        #expect(meaning(look("a", 11, .snoozed), known("a", 10)) == .seen(.same, statusChanged: true))
    }

    @Test(arguments: [
        "Hello there, friend", "  Hello there,\tfriend ", "Hello\r\nthere, friend", "Hello   there,\n\nfriend\n",
    ])
    func ourTextIsRecognisedWhateverItsWhiteSpace(_ shown: String) {
        let ours = own("Hello\nthere, friend", .sent, created: 20)
        #expect(meaning(look(shown, 20), known("a", 10), ours) == .seen(.ours(.item(7)), statusChanged: false))
    }

    @Test func fortyCharactersOfOursAreOurs() {
        let text = String(repeating: "x", count: 39) + "yz"
        let ours = own(text, .sent, created: 20)
        #expect(
            meaning(look(String(text.prefix(40)), 20), known("a", 10), ours)
                == .seen(.ours(.item(7)), statusChanged: false)
        )
        #expect(meaning(look(String(text.prefix(39)), 20), known("a", 10), ours) == .seen(.new, statusChanged: false))
    }

    @Test func aBeginningThatEndsInAnEllipsisIsOurs() {
        let ours = own("Hello there", .sent, created: 20)
        #expect(meaning(look("Hello th...", 20), known("a", 10), ours) == .seen(.new, statusChanged: false))
        #expect(meaning(look("Hello th…", 20), known("a", 10), ours) == .seen(.ours(.item(7)), statusChanged: false))
        #expect(meaning(look("Hullo th…", 20), known("a", 10), ours) == .seen(.new, statusChanged: false))
        #expect(meaning(look("…", 20), known("a", 10), ours) == .seen(.new, statusChanged: false))
    }

    @Test func aSentTextIsOursUpToTwoSecondsAfterItWasStored() {
        let ours = own("ok", .sent, left: 18, created: 20)
        #expect(meaning(look("ok", 22), known("a", 10), ours) == .seen(.ours(.item(7)), statusChanged: false))
        #expect(meaning(look("ok", 23), known("a", 10), ours) == .seen(.new, statusChanged: false))
    }

    @Test(arguments: [ObservationRules.OwnText.Way.sending, .unknown])
    func aTextUnderWayIsOursFromTwoSecondsBeforeItLeftToTwoAfterItsTimeLimit(_ way: ObservationRules.OwnText.Way) {
        let ours = own("ok", way, left: 100)
        for (second, isOurs) in [(97, false), (98, true), (132, true), (133, false)] as [(Int64, Bool)] {
            let expected = isOurs ? ObservationRules.Text.ours(.item(7)) : .new
            #expect(meaning(look("ok", second), known("a", 10), ours) == .seen(expected, statusChanged: false))
        }
    }

    @Test func aTextThatLeftTwiceIsOursByEitherOfItsWays() {
        let ours = own("ok", .unknown, first: 100, left: 200)
        #expect(meaning(look("ok", 98), known("a", 10), ours) == .seen(.ours(.item(7)), statusChanged: false))
        #expect(meaning(look("ok", 232), known("a", 10), ours) == .seen(.ours(.item(7)), statusChanged: false))
        #expect(meaning(look("ok", 233), known("a", 10), ours) == .seen(.new, statusChanged: false))
    }

    @Test func outsideTheWindowOurTextThatWasSeenComesAgain() {
        let ours = own("ok", .sent, created: 20, seen: true)
        #expect(meaning(look("ok", 90), known("a", 30), ours) == .seen(.again, statusChanged: false))
        #expect(meaning(look("ok", 90), known("ok", 20, ours: 7), ours) == .seen(.again, statusChanged: false))
        #expect(meaning(look("ok", 90, .resolved), known("ok", 20, ours: 7), ours) == .seen(.same, statusChanged: true))
    }

    @Test func insideTheWindowOurTextThatWasSeenIsNoNews() {
        let ours = own("ok", .sent, created: 20, seen: true)
        #expect(meaning(look("ok", 21), known("ok", 20, ours: 7), ours) == .seen(.same, statusChanged: false))
    }

    @Test func outsideTheWindowOurTextThatWasNotSeenIsTheVisitors() {
        #expect(
            meaning(look("ok", 90), known("a", 30), own("ok", .unknown, left: 20)) == .seen(.new, statusChanged: false)
        )
    }

    @Test func aTextThatASentMessageExplainsSaysNothingOfAnUnknownOne() {
        let sent = own("ok", .sent, created: 100, id: 1)
        let unknown = own("ok", .unknown, left: 100, id: 2)
        #expect(meaning(look("ok", 101), known("a", 10), sent, unknown) == .seen(.ours(.item(1)), statusChanged: false))
        #expect(meaning(look("ok", 110), known("a", 10), sent, unknown) == .seen(.ours(.item(2)), statusChanged: false))
    }

    @Test(arguments: [(32_000, true), (32_001, false)] as [(Int64, Bool)])
    func anAwaitedTextIsOursUnlessALookAfterItsTimeLimitDidNotShowIt(_ pause: Int64, _ isOurs: Bool) {
        var ours = own("ok", .unknown, left: 100)
        let left = ContinuousClock.now
        ours.wentAt = left
        var look = look("ok", 5_000)
        look.lastAskedAt = left + .milliseconds(pause)
        #expect(meaning(look, known("a", 10), ours) == .seen(isOurs ? .ours(.item(7)) : .new, statusChanged: false))
        look.lastAskedAt = nil
        #expect(meaning(look, known("a", 10), ours) == .seen(.new, statusChanged: false))
    }
}
