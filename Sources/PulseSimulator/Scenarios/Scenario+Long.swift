extension Scenario {
    /// One conversation of so many exchanges, 20,000 unless told otherwise, that is made while it is read.
    static func long(_ content: inout ScenarioContent, exchanges: Int) {
        content.widget("Main Website", greeting: "Hi! How can we help?")
        content.usualAssistants()
        content.visitor("Jane Doe", "jane.doe@company.example", widget: 0, ago: 40, "Is anybody there?")
        let end = content.now / 1000 - 120
        content.assistantConversation(
            "The long one",
            of: 0,
            ago: 120,
            [],
            generated: GeneratedHistory(seed: content.seed &+ 77, count: exchanges, end: end)
        )
        content.assistantConversation(
            "Burst of 250 in 22 seconds",
            of: 0,
            ago: 4_000,
            apart: 0,
            (0..<250).map { content.exchange("message \($0)", "Echo: message \($0)") }
        )
        content.spreadLastConversation(over: 22)
        // More than a usual page in one second, fewer than the largest page: nothing of it need be lost.
        content.assistantConversation(
            "Sixty in one second",
            of: 0,
            ago: 5_000,
            apart: 0,
            (0..<60).map { content.exchange("tied \($0)", "Echo: tied \($0)") }
        )
    }
}

extension ScenarioContent {
    /// Spreads the exchanges of the last conversation evenly over so many seconds.
    mutating func spreadLastConversation(over seconds: Int64) {
        guard var conversation = conversations.popLast() else { return }
        let count = conversation.history.count
        let spread = (0..<count).map { index in
            var exchange = conversation.history[index]
            exchange.createdAt -= seconds - Int64(index) * seconds / Int64(max(1, count))
            return exchange
        }
        conversation.createdAt = spread.first?.createdAt ?? conversation.createdAt
        conversation.history = History(spread)
        conversations.append(conversation)
    }
}
