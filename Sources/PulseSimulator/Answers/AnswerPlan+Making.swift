extension AnswerPlan {
    /// Plans the answer to a question: what its directives say, else what fits its words.
    init(query: String, app: AssistantRecord, next: NextAnswer?, generator: inout SeededGenerator) {
        let directives = AnswerDirectives(query + (next?.directives ?? ""))
        let canned = CannedAnswers.answer(to: query)
        let text = next?.text ?? AnswerPlan.text(directives) ?? canned.answer
        if app.citesSources, next?.text == nil { sources = canned.sources }
        let pause = directives.has("fast") ? 0 : directives.number("slow") ?? 0.04
        let first = directives.has("fast") ? 0 : directives.number("delay") ?? directives.number("first") ?? 0.6
        let failure = AnswerFailure(
            message: "[openai_api_compatible] Error: API request failed with status code 500: "
                + "{\"error\": {\"message\": \"the model is not there\", \"type\": \"server_error\", \"code\": \"500\"}}"
        )

        var body: [AnswerStep] = []
        let pieces = AnswerPlan.pieces(of: text)
        for (index, piece) in pieces.enumerated() {
            if index > 0, pause > 0 { body.append(.wait(pause)) }
            if index == pieces.count / 2 {
                if directives.has("ping") { body.append(.wait(25)) }
                if directives.has("unknown") { body.append(.unknown) }
                if directives.has("cut") { body.append(.cut) }
            }
            if directives.has("error"), index == min(4, pieces.count - 1) { body.append(.fail(failure)) }
            body.append(.delta(piece))
            if app.speaks || directives.has("tts"), index % 8 == 7 { body.append(.speech(AnswerPlan.speech)) }
        }
        if !directives.has("empty") || body.isEmpty { body.append(.delta("")) }
        if directives.has("http") { body = [.fail(failure)] }

        if first > 0 { steps.append(.wait(first)) }
        switch app.kind {
        case .chat: steps += body
        case .agent:
            steps += AnswerPlan.agent(body, text, usesTool: directives.has("tool") || query.contains("day"), &generator)
        case .flow: steps += AnswerPlan.flow(body, &generator)
        }
        if directives.has("replace") { steps.append(.replace("This text was replaced by the moderation.")) }
        if app.kind == .flow { steps.append(.flow(.workflowFinished)) }
        steps.append(.end)
        if app.speaks || directives.has("tts") {
            steps += [.wait(0.3), .speech(AnswerPlan.speech), .speech(AnswerPlan.speech), .speech("")]
        }
    }

    /// Words with the white space behind them; scripts without spaces go by a few characters.
    static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text {
            piece.append(character)
            if character.isWhitespace || piece.count >= 24 {
                pieces.append(piece)
                piece = ""
            }
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }

    private static func text(_ directives: AnswerDirectives) -> String? {
        if let count = directives.number("n") {
            return (0..<max(0, min(20_000, Int(count)))).map { "w\($0) " }.joined()
        }
        if let count = directives.number("lines") {
            return (1...max(1, min(5_000, Int(count)))).map { "Line \($0) of this answer." }.joined(separator: "\n")
        }
        if directives.has("empty") { return "" }
        if directives.has("code") { return CannedAnswers.code }
        if directives.has("uni") { return CannedAnswers.manyScripts }
        if directives.has("long") {
            return (1...400).map { "\($0). \(CannedAnswers.topics[$0 % CannedAnswers.topics.count].answer)" }
                .joined(separator: "\n")
        }
        return nil
    }

    /// A short piece of made-up audio.
    static let speech = String(repeating: "UklGRmQfAABXQVZF", count: 12)
}
