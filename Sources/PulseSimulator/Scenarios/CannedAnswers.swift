/// What the simulated model says.
enum CannedAnswers {
    /// A question with its answer and the words that lead to it.
    struct Topic: Sendable {
        var words: [String]
        var question: String
        var answer: String
        var document: String
    }

    /// The answer to a question, with the places it was found in.
    static func answer(to query: String) -> (answer: String, sources: [SourceRecord]) {
        let asked = query.lowercased()
        guard let topic = topics.first(where: { $0.words.contains(where: asked.contains) }) else {
            return (
                "I have found nothing about that in the manuals. Please tell me which product it is about, "
                    + "or ask a colleague from the support team.", []
            )
        }
        return (topic.answer, sources(of: topic))
    }

    static func sources(of topic: Topic) -> [SourceRecord] {
        let seed = SeededGenerator.seed(of: topic.document)
        let sentences = topic.answer.split(separator: ". ").prefix(2)
        return sentences.enumerated().map { index, sentence in
            let number = seed &+ UInt64(index)
            return SourceRecord(
                datasetID: SeededGenerator.uuid(11, 12),
                datasetName: "Manuals",
                documentID: SeededGenerator.uuid(seed, 1),
                documentName: topic.document,
                segmentID: SeededGenerator.uuid(number, 2),
                score: 0.91 - Double(index) * 0.13,
                content: String(sentence)
            )
        }
    }

    static let topics: [Topic] = [
        Topic(
            words: ["router", "reset", "wifi"],
            question: "How do I reset the router?",
            answer: "Hold the button beside the power socket for ten seconds, until the light blinks twice. "
                + "All settings go back to those printed on the label. Restore your backup afterwards.",
            document: "router-manual.pdf"
        ),
        Topic(
            words: ["warranty", "broken", "repair"],
            question: "What does the warranty cover?",
            answer: "The warranty covers faults of material and making for 24 months. "
                + "Batteries are covered for 6 months. It does not cover water or falls.",
            document: "warranty.md"
        ),
        Topic(
            words: ["refund", "return", "money"],
            question: "How long does a refund take?",
            answer: "A refund is booked within five working days after the parcel arrived. "
                + "Some banks need three more days to show it. The customer gets an e-mail at each step.",
            document: "refunds.md"
        ),
        Topic(
            words: ["webhook", "api", "key", "code"],
            question: "How is a webhook checked?",
            answer: "Compare the signature before you read the body:\n\n" + code
                + "\n\nA wrong signature must be answered with 401.",
            document: "webhooks.md"
        ),
        Topic(
            words: ["ship", "deliver", "order", "parcel"],
            question: "Where do you ship to?",
            answer: "We ship to all countries of the EU, to Norway and to Switzerland. "
                + "Orders before 14:00 leave on the same day. The number of the parcel is in the second e-mail.",
            document: "shipping.md"
        ),
        Topic(
            words: ["price", "plan", "cost", "discount"],
            question: "Which plans are there?",
            answer: "There are three plans:\n\n| plan | seats | a month |\n| --- | --- | --- |\n| Solo | 1 | 9 € |\n"
                + "| Team | 10 | 49 € |\n| Company | 100 | 290 € |\n\nSchools pay half. A change counts from the next day.",
            document: "plans.csv"
        ),
        Topic(
            words: ["hello", "hi ", "hallo", "你好"],
            question: "Hello!",
            answer: "Hello! I know the manuals, the price list and the rules for refunds. What can I look up?",
            document: "greeting.md"
        ),
        Topic(
            words: ["day", "date", "time"],
            question: "Which day is it?",
            answer: "November 21, 2026 is a Saturday. The office is closed, the hotline is open until 18:00.",
            document: "calendar.md"
        ),
        Topic(
            words: ["unicode", "emoji", "language"],
            question: "Which languages do you speak?",
            answer: "Several. " + manyScripts,
            document: "languages.txt"
        ),
    ]

    /// A fenced block.
    static let code = """
        ```swift
        func isGenuine(_ body: Data, _ signature: String, _ secret: SymmetricKey) -> Bool {
            let expected = HMAC<SHA256>.authenticationCode(for: body, using: secret)
            return expected.map { String(format: "%02x", $0) }.joined() == signature
        }
        ```
        """

    /// Wide, combining and right-to-left text.
    static let manyScripts =
        "Grüße! 你好,世界。こんにちは。안녕하세요. مرحبا بالعالم. שלום עולם. สวัสดีชาวโลก. "
        + "नमस्ते दुनिया. e\u{301} 👩‍👩‍👧‍👦 🇵🇹 👍🏽 🏳️‍🌈 ½ ﬁ Ω"
}
