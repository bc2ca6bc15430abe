/// What a simulator is started with.
package struct SimulatorOptions: Sendable {
    /// The content it starts with.
    package var scenario: Scenario.Name
    /// Two runs with one seed start with the same content (but for the time) and make the same choices.
    package var seed: UInt64
    /// The faults that act from the start.
    package var faults: Set<Fault>
    /// Every how many requests the faults act: 1 is every request, 3 every third.
    package var rate: Int
    /// Which requests the faults act on.
    package var faultScope: FaultScope
    /// The port on 127.0.0.1; 0 takes a free one.
    package var port: UInt16
    /// Multiplies every delay: visitors typing, words of a stream, pings.
    ///
    /// 1 is as alive as a real service, 0 is no delay.
    package var pace: Double
    /// Whether visitors write by themselves and answer; nil leaves it to the scenario (only `demo` does).
    package var visitorsWrite: Bool?
    /// The longest `lastMessage` in characters, longer ones end in `…`; nil sends all of it.
    package var lastMessageLimit: Int?
    /// Whether deleting a conversation answers 204 without a body, as newer servers of the family do.
    package var deletesWithoutBody: Bool
    /// How many exchanges the long conversation of the scenario `long` has.
    package var longConversation: Int
    /// The largest file that is taken, in MiB and whatever its kind; nil leaves it to the kind, 0 takes any.
    package var uploadLimitMB: Int?
    /// Whether a first question is refused without a value for each declared input.
    package var needsInputs: Bool

    /// By default the scenario `demo` at full pace and without faults, on a free port.
    package init(
        scenario: Scenario.Name = .demo,
        seed: UInt64 = 1,
        faults: Set<Fault> = [],
        rate: Int = 1,
        faultScope: FaultScope = .natural,
        port: UInt16 = 0,
        pace: Double = 1,
        visitorsWrite: Bool? = nil,
        lastMessageLimit: Int? = nil,
        deletesWithoutBody: Bool = false,
        longConversation: Int = 20_000,
        needsInputs: Bool = false,
        uploadLimitMB: Int? = nil
    ) {
        self.scenario = scenario
        self.seed = seed
        self.faults = faults
        self.rate = rate
        self.faultScope = faultScope
        self.port = port
        self.pace = pace
        self.visitorsWrite = visitorsWrite
        self.lastMessageLimit = lastMessageLimit
        self.deletesWithoutBody = deletesWithoutBody
        self.longConversation = longConversation
        self.needsInputs = needsInputs
        self.uploadLimitMB = uploadLimitMB
    }
}
