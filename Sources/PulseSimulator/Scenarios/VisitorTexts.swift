/// Names and words for simulated visitors.
enum VisitorTexts {
    /// A person's name and e-mail address.
    static func person(_ generator: inout SeededGenerator) -> (name: String, email: String) {
        let first = generator.pick(firstNames)
        let last = generator.pick(lastNames)
        return ("\(first) \(last)", "\(first.lowercased()).\(last.lowercased())@\(generator.pick(domains))")
    }

    private static let firstNames = [
        "Ada", "Bruno", "Chiara", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Katya", "Liam", "Mei",
        "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Samir", "Tove",
    ]
    private static let lastNames = [
        "Almeida", "Berg", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad", "Ivanova", "Jansen", "Kowalski",
        "Lindqvist", "Moretti", "Nguyen", "Okafor", "Petrov", "Rossi", "Sato", "Tanaka", "Weber",
    ]
    private static let domains = ["example.com", "mail.example", "company.example", "shop.example"]

    /// How conversations begin.
    static let first = [
        "Hello, is anyone there?",
        "I cannot log in since this morning.",
        "Where do I find my invoice for May?",
        "Do you ship to Portugal?",
        "My order 48213 has not arrived yet.",
        "The webhook returns 403 although the key is right.",
        "Can I change my plan in the middle of the month?",
        "Your site shows an empty page in my browser.",
        "How do I add a colleague to our account?",
        "Is there a discount for schools?",
    ]

    /// What visitors write while they wait.
    static func more(in language: VisitorLanguage) -> [String] {
        switch language {
        case .english:
            [
                "Any news?",
                "Still waiting here :)",
                "I tried it again, same error.",
                "By the way, it is the blue one.",
                "It says: error 1042, please contact support.",
                "Sorry, I meant the other account.",
                "Thanks, take your time 🙂",
                "I can send a screenshot if that helps.\nIt happens only on the second page.",
            ]
        case .chinese: ["我还在等,谢谢。", "有消息了吗?", "我又试了一次,还是一样。"]
        case .japanese: ["まだ待っています。", "その後いかがでしょうか?", "もう一度試しましたが、同じでした。"]
        case .arabic: ["ما زلت أنتظر.", "هل من جديد؟", "حاولت مرة أخرى والخطأ نفسه."]
        }
    }

    /// What visitors answer.
    static func replies(in language: VisitorLanguage) -> [String] {
        switch language {
        case .english:
            [
                "Thank you, that helps!",
                "Ah, I see. Let me try.",
                "Hmm, where exactly do I click?",
                "That worked, great!",
                "No, it still shows the same message.",
                "Perfect 👍",
                "How long will it take?",
                "OK. And does that cost anything?",
            ]
        case .chinese: ["谢谢,这很有帮助!", "好的,我试一下。", "需要多长时间?"]
        case .japanese: ["ありがとうございます、助かりました!", "わかりました。試してみます。", "どのくらいかかりますか?"]
        case .arabic: ["شكرا، هذا مفيد!", "حسنا، سأجرب ذلك.", "كم من الوقت سيستغرق ذلك؟"]
        }
    }
}
