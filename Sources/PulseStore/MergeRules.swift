package import PulseModel

/// How a server's record is merged into what the desk holds of the same exchange: field by field. Pure.
package enum MergeRules {
    /// What the desk holds after the merge; equal to `mine` when nothing a person would see is new.
    package static func merged(_ mine: Exchange, with record: ExchangeRecord) -> Exchange {
        var merged = mine
        merged.remoteID = record.id
        merged.delivery = .sent
        if isNews(record.query, over: mine.query) { merged.query = record.query }
        // After a cut stream the server keeps an empty answer for ever: ours stays.
        if !record.answer.isEmpty, isNews(record.answer, over: mine.answer) { merged.answer = record.answer }
        merged.state = state(mine, record)
        if !record.sources.isEmpty, record.sources != mine.sources { merged.sources = record.sources }
        if !record.thoughts.isEmpty, record.thoughts != mine.thoughts { merged.thoughts = record.thoughts }
        if !areSame(record.files, mine.files) { merged.files = record.files }
        return merged
    }

    /// A record that the desk holds nothing of.
    package static func exchange(_ record: ExchangeRecord) -> Exchange {
        Exchange(
            query: record.query,
            answer: record.answer,
            state: serverState(record),
            delivery: .sent,
            remoteID: record.id,
            sources: record.sources,
            thoughts: record.thoughts,
            files: record.files
        )
    }

    /// Stopped, interrupted and failed are what this desk saw, and stay unless the server has a whole answer that ours is not.
    private static func state(_ mine: Exchange, _ record: ExchangeRecord) -> AnswerState {
        switch mine.state {
        case .stopped, .interrupted, .failed, .streaming: return mine.state
        case .complete: return record.status == "error" ? serverState(record) : .complete
        case .none, .empty: return serverState(record)
        }
    }

    private static func serverState(_ record: ExchangeRecord) -> AnswerState {
        if record.status == "error" { return .failed(ServerWords(message: record.error ?? "")) }
        return record.answer.isEmpty ? .empty : .complete
    }

    /// Whether a text of the server says something else than ours; it strips white space at both ends.
    private static func isNews(_ server: String, over mine: String) -> Bool {
        server != mine && server.trimmed != mine.trimmed
    }

    /// Whether both name the same files; addresses are signed anew at every read.
    private static func areSame(_ a: [ExchangeFile], _ b: [ExchangeFile]) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).allSatisfy { $0.id == $1.id && $0.type == $1.type && $0.belongsTo == $1.belongsTo }
    }
}
