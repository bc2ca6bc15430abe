extension Scenario {
    /// A small company on an ordinary day.
    static func demo(_ content: inout ScenarioContent) {
        content.widget("Main Website", greeting: "Hi! How can we help you today?")
        content.widget("Acme Shop", color: "#f59e0b", greeting: "Questions about an order? Ask us.")
        demoVisitors(&content)
        content.usualAssistants()
        demoAssistants(&content)
    }

    private static func demoVisitors(_ content: inout ScenarioContent) {
        content.visitor(
            "Jane Doe",
            "jane.doe@company.example",
            widget: 0,
            ago: 95,
            "I need help configuring my API webhook keys.",
            then: [
                "I found the page, but the button is grey.", "Ah, I was in the wrong project. It works now, thanks!",
            ]
        )
        content.visitor(
            "John Smith",
            "john@smith.example",
            widget: 0,
            ago: 300,
            "Is support open on Saturdays?",
            then: ["Good. Until when?", "Thanks, I will call then."]
        )
        content.visitor(
            "John Smith",
            "j.smith@otherplace.example",
            widget: 1,
            ago: 410,
            "My parcel came without the cable.",
            then: ["Order 48213, from Tuesday.", "Please send it to the same address."]
        )
        content.visitor(
            nil,
            nil,
            widget: 0,
            ago: 720,
            "hi",
            then: ["hello??", "your price list says 49 but I was charged 59"]
        )
        content.visitor(
            "Mei Tanaka",
            "mei@tanaka.example",
            widget: 1,
            ago: 1_500,
            "返品したいのですが、どうすればいいですか?",
            then: ["ありがとうございます。", "日本語で大丈夫ですか? 🙏"]
        )
        content.visitor(
            "Omar Haddad",
            "omar@haddad.example",
            widget: 0,
            ago: 2_400,
            "مرحبا، لا أستطيع تسجيل الدخول إلى حسابي.",
            then: ["شكرا جزيلا!"]
        )
        content.visitor(
            "Chiara Moretti",
            "chiara.moretti@mail.example",
            widget: 0,
            ago: 3_900,
            "Ciao! Can I move my subscription to another card?\nThe old one ends this month."
        )
        content.visitor(nil, "buyer77@mail.example", widget: 1, ago: 5_400, "Do you ship to Madeira? 🏝️")
        content.visitor(
            "Lindqvist & Söner AB",
            "inkop@lindqvist.example",
            widget: 1,
            ago: 9_000,
            "We would like an offer for 120 pieces of the A4 model, with delivery to three places. "
                + "Please include the price for the extended warranty, and tell us whether you can put our logo on the "
                + "boxes. We need an answer by Friday, since the board meets on Monday."
        )
        content.visitor("Priya Nguyen", "priya@nguyen.example", widget: 0, ago: 14_400, "Same error again: 1042")
        content.visitor(nil, nil, widget: 0, ago: 40_000, "is this a bot or a person")
        content.visitor(
            "Tove Eriksen",
            "tove@eriksen.example",
            widget: 1,
            ago: 90_000,
            "Takk! I will send the form back tomorrow."
        )
        content.visitor(
            "Jonas Weber",
            "jonas.weber@company.example",
            widget: 0,
            status: "snoozed",
            ago: 100_000,
            "I will check with our admin and come back on Monday."
        )
        content.visitor(
            "Rosa Garcia",
            "rosa@garcia.example",
            widget: 1,
            status: "snoozed",
            ago: 180_000,
            "OK, I wait for the parcel."
        )
        let replies = VisitorTexts.replies(in: .english)
        for index in 0..<9 {
            let person = VisitorTexts.person(&content.generator)
            content.visitor(
                index % 4 == 3 ? nil : person.name,
                index % 4 == 3 ? nil : person.email,
                widget: index % 2,
                status: "resolved",
                ago: Int64(200_000 + index * 86_000),
                replies[index % replies.count]
            )
        }
    }

    private static func demoAssistants(_ content: inout ScenarioContent) {
        content.assistantConversation(
            "Everything about the router",
            of: 0,
            ago: 1_800,
            apart: 240,
            (0..<300).map { index in
                let topic = CannedAnswers.topics[index % CannedAnswers.topics.count]
                return content.exchange(
                    "\(topic.question) (\(index + 1))",
                    topic.answer,
                    sources: CannedAnswers.sources(of: topic)
                )
            }
        )
        content.assistantConversation(
            "Signatures of webhooks",
            of: 0,
            ago: 5_000,
            [
                content.exchange("How is a webhook checked?", CannedAnswers.topics[3].answer),
                content.exchange("And in which languages do you answer?", CannedAnswers.topics[8].answer),
                content.exchange("你好!退款需要多久?", "退款在收到包裹后五个工作日内入账。部分银行还需要三天。👍"),
            ]
        )
        for index in 0..<22 {
            let topic = CannedAnswers.topics[index % CannedAnswers.topics.count]
            let rounds = 1 + Int(content.generator.next() % 30)
            content.assistantConversation(
                index % 7 == 6 ? "New conversation" : topic.question,
                of: index % 4 == 3 ? 1 : 0,
                ago: Int64(9_000 + index * 30_000),
                (0..<rounds).map { round in
                    let next = CannedAnswers.topics[(index + round) % CannedAnswers.topics.count]
                    return content.exchange(next.question, next.answer)
                }
            )
        }
        var failed = content.exchange("Compare all plans for 2,000 people", "")
        failed.status = "error"
        failed.error = "[openai_api_compatible] Error: API request failed with status code 503"
        content.assistantConversation(
            "Refund for order 48213",
            of: 2,
            ago: 2_900,
            [
                content.exchange("The customer of order 48213 wants the money back.", CannedAnswers.topics[2].answer),
                failed, content.exchange("Who signs it?", ""),
            ]
        )
    }
}
