package import PulseModel

/// How old what is on screen is, where that says something.
package struct DataAge: Hashable, Sendable {
    /// Milliseconds, down to the step that is shown.
    package var shown: Int64
    /// Milliseconds until the next step.
    package var untilNext: Int64

    /// The age in the steps it is shown in: ten seconds below a minute, then minutes.
    ///
    /// Nil while the data is fresh.
    ///
    /// - Parameters:
    ///   - age: Milliseconds since the data was fresh.
    ///   - interval: Milliseconds between two looks.
    package init?(age: Int64, interval: Int64) {
        guard age >= Self.freshness(interval: interval) else { return nil }
        let step: Int64 = age < 60_000 ? 10_000 : 60_000
        shown = age / step * step
        untilNext = step - age % step
    }

    /// Milliseconds for which data counts as fresh: twice the interval between two looks, ten seconds at least.
    static func freshness(interval: Int64) -> Int64 {
        max(2 * interval, 10_000)
    }
}

/// The ages that the status line knows about.
package struct DataAges: Hashable, Sendable {
    /// The ages of the lists that are old, by account; an account whose lists are fresh has none.
    package var accounts: [AccountID: DataAge] = [:]
    /// Accounts whose loop has not run 45 s past the time it was due.
    package var stalled: Set<AccountID> = []
    /// Milliseconds until one of them changes.
    package var nextStep: Int64?
}

extension AccountState {
    /// When the lists on screen were read, which was in an earlier run until the first answer.
    var listsLastSeen: Timestamp? {
        listsSeenAt ?? (health == .fine ? nil : listsSeenBefore)
    }
}

extension State {
    /// Milliseconds past its due time at which a loop counts as stalled.
    package static let stallLimit: Int64 = 45_000

    /// What is old on screen now.
    package var ages: DataAges {
        var ages = DataAges()
        var steps: [Int64] = []
        for (id, state) in accountStates {
            if let seen = state.listsLastSeen {
                let age = now.milliseconds(since: seen)
                if let shown = DataAge(age: age, interval: state.listInterval) {
                    ages.accounts[id] = shown
                    steps.append(shown.untilNext)
                } else {
                    steps.append(DataAge.freshness(interval: state.listInterval) - age)
                }
            }
            if let due = state.nextDue {
                let late = now.milliseconds(since: due)
                if late >= State.stallLimit {
                    ages.stalled.insert(id)
                } else {
                    steps.append(State.stallLimit - late)
                }
            }
        }
        ages.nextStep = steps.min()
        return ages
    }
}
