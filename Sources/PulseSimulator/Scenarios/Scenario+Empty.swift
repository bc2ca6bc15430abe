extension Scenario {
    /// Keys, two widgets and the assistants, without a conversation.
    static func empty(_ content: inout ScenarioContent) {
        content.widget("Main Website", greeting: "Hi! How can we help?")
        content.widget("Help Centre", color: "#16a34a", online: false, greeting: "Leave us a message.")
        content.usualAssistants()
    }
}
