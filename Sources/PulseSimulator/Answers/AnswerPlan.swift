/// Why an answer failed.
struct AnswerFailure: Sendable, Equatable {
    var code = "completion_request_error"
    var status: Int64 = 400
    var message: String
}

/// One step of an answer that is given.
enum AnswerStep: Sendable, Equatable {
    /// Silence, in seconds before the pace is applied; pings fill it.
    case wait(Double)
    /// A piece of the text.
    case delta(String)
    /// A step of an agent's reasoning, new or filled up.
    case thought(ThoughtRecord)
    /// The whole text anew.
    case replace(String)
    /// A piece of speech (base64), or its end when empty.
    case speech(String)
    /// An event of a flow's run.
    case flow(FlowEvent)
    /// An event that no client knows.
    case unknown
    /// The answer fails here.
    case fail(AnswerFailure)
    /// The connection breaks here, in the middle of a frame.
    case cut
    /// The text is complete.
    case end
}

/// What an answer will be, step by step.
struct AnswerPlan: Sendable {
    var steps: [AnswerStep] = []
    var sources: [SourceRecord] = []

    /// The text as it stands after all steps.
    var wholeAnswer: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .delta(let piece): text += piece
            case .replace(let whole): text = whole
            default: break
            }
        }
    }

    /// Seconds of silence in all steps.
    var totalWait: Double {
        steps.reduce(0) { sum, step in
            if case .wait(let seconds) = step { sum + seconds } else { sum }
        }
    }

    /// The failure among the steps.
    var failure: AnswerFailure? {
        for step in steps { if case .fail(let failure) = step { return failure } }
        return nil
    }

    /// Breaks the connection after so many pieces of text, or before the end when there are fewer.
    mutating func cut(after pieces: Int) {
        var left = pieces
        for (index, step) in steps.enumerated() {
            if case .delta = step { left -= 1 }
            if step == .end || left == 0 {
                steps.insert(.cut, at: step == .end ? index : index + 1)
                return
            }
        }
    }
}
