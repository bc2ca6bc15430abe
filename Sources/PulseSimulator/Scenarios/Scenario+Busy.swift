extension Scenario {
    /// 500 open, 130 snoozed and 170 resolved conversations over five widgets.
    static func busy(_ content: inout ScenarioContent) {
        for name in ["Main Website", "Shop", "Help Centre", "Status page", "Mobile app"] {
            content.widget(name, greeting: "Welcome to \(name).")
        }
        content.usualAssistants()
        var ago: Int64 = 5
        for index in 0..<800 {
            let person = VisitorTexts.person(&content.generator)
            let status = index < 500 ? "open" : index < 630 ? "snoozed" : "resolved"
            // Two widgets hold more than 100 open conversations each, three hold fewer.
            let widget = index % 10 < 4 ? 0 : index % 10 < 7 ? 1 : 2 + index % 3
            let anonymous = index % 9 == 0
            content.visitor(
                anonymous ? nil : person.name,
                anonymous ? nil : person.email,
                widget: widget,
                status: status,
                ago: ago,
                "\(VisitorTexts.first[index % VisitorTexts.first.count]) (ticket \(index + 1))"
            )
            // Every fourth shares its second with the one before.
            if index % 4 != 0 { ago += Int64(content.generator.next() % 200) }
        }
        for index in 0..<60 {
            content.assistantConversation(
                "Question \(index + 1)",
                of: index % 3,
                ago: Int64(index / 2) * 600,
                [content.exchange(CannedAnswers.topics[index % CannedAnswers.topics.count].question, "Done.")]
            )
        }
    }
}
