/// What a tenant's space holds; made up, as are the calls that give it.
enum TenantContent {
    struct Character: Sendable {
        var name: String
        var description: String
    }

    struct Plot: Sendable {
        var title: String
        var summary: String
    }

    struct Audio: Sendable {
        var name: String
        var language: String
    }

    static let characters = [
        Character(name: "Nora", description: "Answers briefly, and always with a source."),
        Character(name: "Theo", description: "Explains step by step, and asks whether it helped."),
        Character(name: "Mika", description: "Speaks Japanese and English, and knows the shop."),
        Character(name: "Selma", description: "Handles refunds; polite, and firm."),
        Character(name: "Ravi", description: "Reads logs, and says what to try first."),
    ]

    static let plots = [
        Plot(title: "The lost parcel", summary: "A parcel is lost twice; the visitor is told the truth each time."),
        Plot(title: "First day", summary: "A new customer sets up a widget with help."),
        Plot(title: "The wrong invoice", summary: "Two prices, one invoice, and a correction."),
    ]

    static let audio = [
        Audio(name: "Welcome", language: "en-US"), Audio(name: "Willkommen", language: "de-DE"),
        Audio(name: "いらっしゃいませ", language: "ja-JP"), Audio(name: "Please hold", language: "en-GB"),
    ]
}

/// A picture that was drawn from words.
struct Figure: Sendable {
    var id: String
    var prompt: String
    var width: Int
    var height: Int

    var seed: UInt64 { SeededGenerator.seed(of: prompt + id) }
}
