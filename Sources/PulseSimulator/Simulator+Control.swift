/// The control verbs for tests in the same process; see ``ControlVerb`` for the same over HTTP.
extension Simulator {
    /// One text that was sent, and how often.
    package struct Received: Sendable, Equatable {
        /// `support` or `assistant`.
        package var service: String
        /// The identifier as lists have it; of an assistant's first question, that of the conversation it opened.
        package var conversationID: String
        /// The text as it was stored: white space at its ends stays, an assistant's loses NUL characters.
        package var text: String
        /// What the first of them named: `visitor`, `agent` or `system`; `user` for every question to an assistant.
        package var senderType: String
        /// At least 1; more where one text was sent again.
        package var count: Int
    }

    /// Replaces the faults, and how often and where they act.
    package func setFaults(_ faults: Set<Fault>, rate: Int = 1, scope: FaultScope = .natural) async {
        await world.setFaults(faults, rate: rate, scope: scope)
    }

    /// Lets a visitor write; false when there is no such conversation.
    @discardableResult
    package func visitorWrites(_ text: String, in conversation: String) async -> Bool {
        await world.visitorWrites(text, in: conversation)
    }

    /// Lets a visitor come, and gives the conversation's identifier.
    ///
    /// Without name and e-mail both are chosen.
    @discardableResult
    package func startConversation(
        name: String? = nil,
        email: String? = nil,
        widgetID: String? = nil,
        text: String
    ) async -> String {
        await world.startConversation(name: name, email: email, widgetID: widgetID, text: text)
    }

    /// Changes a status as a colleague elsewhere would; false when there is no such conversation.
    ///
    /// - Parameters:
    ///   - status: `open`, `snoozed` or `resolved`.
    ///   - conversation: The identifier.
    ///   - touch: Whether `updatedAt` changes too.
    /// - Returns: Whether there is such a conversation.
    @discardableResult
    package func setStatus(_ status: String, of conversation: String, touch: Bool = false) async -> Bool {
        await world.setStatus(status, of: conversation, touch: touch)
    }

    /// Refuses a key from now on.
    package func revoke(_ key: String) async { await world.revoke(key) }

    /// Takes a key again.
    package func restore(_ key: String) async { await world.restore(key) }

    /// Moves the servers' clock.
    ///
    /// Milliseconds; a pinned clock stands still.
    package func setClock(offset: Int64 = 0, pinned: Int64? = nil) async {
        await world.setClock(SimulatedClock(offset: offset, pinned: pinned))
    }

    /// Says what the next answers are made of.
    ///
    /// - Parameters:
    ///   - text: The whole text; nil leaves it to the question.
    ///   - directives: Words like `[slow=0.2][cut]`, added to the question's.
    ///   - times: For how many answers.
    package func setNextAnswer(_ text: String? = nil, directives: String = "", times: Int = 1) async {
        await world.queue(NextAnswer(text: text, directives: directives), times: times)
    }

    /// What was stored by sends, each different text of a conversation once with its count.
    package var received: [Received] {
        get async { await world.receivedCounts }
    }

    /// The number of requests by route, like `GET /v1/messages`; identifiers are `{id}`.
    package var requests: [String: Int] {
        get async { await world.requestCounts }
    }
}

extension World {
    func setFaults(_ set: Set<Fault>, rate: Int, scope: FaultScope) {
        faults.faults = set
        faults.rate = max(1, rate)
        faults.scope = scope
    }

    func revoke(_ key: String) { revokedKeys.insert(key) }
    func restore(_ key: String) { revokedKeys.remove(key) }
    func setClock(_ clock: SimulatedClock) { self.clock = clock }
    func queue(_ next: NextAnswer, times: Int) { nextAnswers += Array(repeating: next, count: max(0, times)) }
}
