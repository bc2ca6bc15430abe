extension Scenario {
    /// Attacking text in every place that is shown.
    static func hostile(_ content: inout ScenarioContent) {
        let attacks = HostileTexts.all
        content.widget("Shop\u{1B}]0;owned\u{7}\u{1B}[31mred", color: "\u{1B}[5m", greeting: "\u{1B}[2J\u{1B}[H wiped")
        content.widget("Zwei\nZeilen\r\u{202E}gnol", greeting: "\0")
        content.usualAssistants()
        for index in content.assistants.indices {
            content.assistants[index].name += attacks[index].text
            content.assistants[index].description = attacks[index + 3].text
            content.assistants[index].opening = attacks[index + 6].text
        }
        for (index, attack) in attacks.enumerated() {
            let ago = Int64(30 + index * 45)
            content.visitor(
                attack.name,
                "a@b.example",
                widget: index % 2,
                ago: ago,
                "text: \(attack.text) :end of \(attack.name)"
            )
            content.visitor(
                "N\(index) \(attack.text)",
                "\(attack.text)@evil.example",
                widget: 0,
                status: index % 5 == 4 ? "snoozed" : "open",
                ago: ago + 20,
                attack.name
            )
            var failed = content.exchange("fails: \(attack.text)", "")
            failed.status = "error"
            failed.error = "error \(attack.text)"
            content.assistantConversation(
                "\(attack.name) \(attack.text)",
                of: index % 3,
                ago: ago,
                [
                    content.exchange("\(attack.name)? \(attack.text)", "before \(attack.text) after\nnext line"),
                    failed,
                ]
            )
        }
        content.visitor(
            String(repeating: "N", count: 5_000),
            String(repeating: "e", count: 3_000) + "@x",
            widget: 0,
            ago: 10,
            "long name"
        )
        content.visitor("Many\nlines\nin\na\nname", "two\nlines@x.example", widget: 0, ago: 12, "\n\n\n")
        content.visitor("", "", widget: 0, ago: 14, "")
        content.visitor("One MiB", "big@x.example", widget: 0, ago: 16, HostileTexts.oneMiB)
        content.visitor("Nothing said", nil, widget: 0, ago: 18, nil)
        content.assistantConversation(
            "One MiB",
            of: 0,
            ago: 20,
            [content.exchange("Say a lot", HostileTexts.oneMiB)]
        )
    }
}
