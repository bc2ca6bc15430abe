/// What the services hold when they start.
package enum Scenario {
    /// The scenarios by name.
    package enum Name: String, CaseIterable, Sendable, Codable {
        /// A small company with two widgets, visitors that write by themselves, and three assistants.
        case demo
        /// Keys and assistants, but not one conversation.
        case empty
        /// 500 open conversations over five widgets, so that lists exceed their 100 rows.
        case busy
        /// One assistant conversation of 20,000 exchanges, many of which share their second.
        case long
        /// Attacking text wherever text is shown.
        case hostile
    }

    /// Puts the content of a scenario in.
    static func fill(_ content: inout ScenarioContent, _ options: SimulatorOptions) {
        switch options.scenario {
        case .demo: demo(&content)
        case .empty: empty(&content)
        case .busy: busy(&content)
        case .long: long(&content, exchanges: options.longConversation)
        case .hostile: hostile(&content)
        }
        knowledge(&content, options)
    }
}
