import Testing

@testable import PulseSimulator

/// Visitors who write on by themselves.
@Suite struct VisitorTests {
    /// The scripts that letters of a text are of; Chinese and Japanese are told by kana.
    private func scripts(_ text: String) -> Set<String> {
        Set(
            text.unicodeScalars.compactMap { scalar in
                switch scalar.value {
                case 0x3041...0x30FF: "kana"
                case 0x4E00...0x9FFF: "han"
                case 0x600...0x6FF: "arabic"
                default: scalar.properties.isAlphabetic ? "latin" : nil
                }
            }
        )
    }

    private func visitorTexts(_ conversation: SupportConversationRecord) -> [String] {
        conversation.messages.filter { $0.senderType == "visitor" }.map(\.content)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whoever writes on writes in the language of before`(_ seed: UInt64) async throws {
        var options = SimulatorOptions(scenario: .demo, seed: seed)
        options.pace = 0
        let world = World(options)
        let first = await world.support
        for _ in 0..<600 { await world.visitorsTick() }
        for conversation in first where conversation.status == "open" { await world.visitorWillReply(conversation.id) }
        #expect(await eventually { await world.pendingReplies.isEmpty })
        let later = await world.support
        var wroteOn = Set<String>()
        for (before, after) in zip(first, later) where before.id == after.id {
            let old = visitorTexts(before).reduce(into: Set<String>()) { $0.formUnion(scripts($1)) }
            // Japanese has both.
            let allowed = old.contains("kana") ? ["kana", "han"] : old
            for text in visitorTexts(after).dropFirst(visitorTexts(before).count) {
                #expect(scripts(text).isSubset(of: allowed), "\(after.visitorName ?? "-"): \(text)")
                wroteOn.formUnion(scripts(text))
            }
        }
        #expect(wroteOn == ["latin", "kana", "han", "arabic"])
    }

    @Test(arguments: VisitorLanguage.allCases)
    func `every text of a language is told to be of it`(_ language: VisitorLanguage) {
        for text in VisitorTexts.more(in: language) + VisitorTexts.replies(in: language) {
            // Japanese without kana would be taken for Chinese.
            #expect(VisitorLanguage(of: [text]) == language, "\(text)")
        }
    }

    @Test func `the language is that of most letters`() {
        #expect(VisitorLanguage(of: ["The button says 退款, what does it mean?", "👍"]) == .english)
        #expect(VisitorLanguage(of: ["返品したいのですが", "OK 👍"]) == .japanese)
        #expect(VisitorLanguage(of: ["你好!", String(repeating: "x", count: 100) + "?"]) == .english)
        #expect(VisitorLanguage(of: []) == .english)
    }
}
