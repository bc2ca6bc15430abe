import PulseCore
import PulseModel
import Testing

/// Ages are shown when they say something, in steps, and the next step is waited for.
@Suite struct DataAgeTests {
    private static let noon = DeskUnderTest.noon

    private func ages(_ state: AccountState) -> DataAges {
        var desk = DeskUnderTest(accounts: [DeskUnderTest.support])
        desk.report(.account(state))
        return desk.state.ages
    }

    private func state(
        _ health: AccountState.Health = .fine,
        seen: Int64? = nil,
        before: Int64? = nil,
        late: Int64? = nil
    ) -> AccountState {
        func ago(_ age: Int64?) -> Timestamp? { age.map { Self.noon.adding(milliseconds: -$0) } }
        return AccountState(
            id: DeskUnderTest.support.id,
            health: health,
            listsSeenAt: ago(seen),
            listsSeenBefore: ago(before),
            listInterval: 20_000,
            nextDue: ago(late)
        )
    }

    @Test(
        arguments: [
            (0, 4_000), (-5_000, 4_000), (9_999, 4_000), (9_999, 5_000), (39_999, 20_000), (119_999, 60_000),
        ] as [(Int64, Int64)]
    )
    func nothingIsSaidOfDataYoungerThanTwiceItsInterval(age: Int64, interval: Int64) {
        #expect(DataAge(age: age, interval: interval) == nil)
    }

    @Test(
        arguments: [
            (10_000, 4_000, 10_000, 10_000), (10_001, 5_000, 10_000, 9_999), (40_000, 20_000, 40_000, 10_000),
            (59_999, 4_000, 50_000, 1), (60_000, 4_000, 60_000, 60_000), (119_999, 4_000, 60_000, 1),
            (120_000, 60_000, 120_000, 60_000), (3_599_999, 4_000, 3_540_000, 1),
        ] as [(Int64, Int64, Int64, Int64)]
    )
    func fromThenOnItIsSaidInSteps(age: Int64, interval: Int64, shown: Int64, untilNext: Int64) {
        let known = DataAge(age: age, interval: interval)
        #expect(known?.shown == shown)
        #expect(known?.untilNext == untilNext)
    }

    @Test func theFirstStepIsWaitedForAsTheLaterOnes() {
        let young = ages(state(seen: 39_000))
        #expect(young.accounts.isEmpty && young.nextStep == 1_000)
        let old = ages(state(seen: 40_000))
        #expect(old.accounts[DeskUnderTest.support.id]?.shown == 40_000 && old.nextStep == 10_000)
    }

    @Test func aLoopIsStalledFortyFiveSecondsPastItsTime() {
        let late = ages(state(late: 44_999))
        #expect(late.stalled.isEmpty && late.nextStep == 1)
        #expect(ages(state(late: 45_000)).stalled == [DeskUnderTest.support.id])
    }

    @Test func whatAnEarlierRunSawHasAnAgeUntilTheFirstAnswer() {
        let failing = AccountState.Health.failing(.timedOut(after: 30_000), nextTry: Self.noon)
        let id = DeskUnderTest.support.id
        #expect(ages(state(failing, before: 7_200_000)).accounts[id]?.shown == 7_200_000)
        #expect(ages(state(.fine, before: 7_200_000)).accounts.isEmpty)
        #expect(ages(state(failing, seen: 60_000, before: 7_200_000)).accounts[id]?.shown == 60_000)
    }
}
