import PulseModel

/// How a record of the server's history goes into what this desk holds, field by field.
enum MergeRules {
    /// What is held of an exchange, after the server's record of it was read.
    ///
    /// A result equal to `held` means that nothing changed for the person: white space that the server strips, and file
    /// addresses that it signs anew at each read, are no change.
    static func merged(_ record: ExchangeRecord, into held: Exchange) -> Exchange {
        var result = held
        result.remoteID = record.id
        if case .streaming = held.state { return result }  // what comes in here is newer than any page
        if !record.query.trimmed.isEmpty, record.query.trimmed != held.query.trimmed {
            result.query = record.query
        }
        if !record.answer.trimmed.isEmpty, !isSame(record.answer.trimmed, held.answer.trimmed) {
            result.answer = record.answer
        }
        if !record.sources.isEmpty, record.sources.map(identity) != held.sources.map(identity) {
            result.sources = record.sources
        }
        if !record.thoughts.isEmpty, record.thoughts.map(identity) != held.thoughts.map(identity) {
            result.thoughts = record.thoughts
        }
        if !record.files.isEmpty, !isSame(record.files, held.files) { result.files = record.files }
        result.state = state(record, held: held.state, answer: result.answer)
        return result
    }

    /// A record of which nothing is held yet.
    static func exchange(_ record: ExchangeRecord) -> Exchange {
        merged(record, into: Exchange(query: record.query, answer: record.answer))
    }

    /// The record with text as the database keeps it, so that a NUL in it is no change at each read.
    static func storable(_ record: ExchangeRecord) -> ExchangeRecord {
        var result = record
        result.id = record.id.storable
        result.query = record.query.storable
        result.answer = record.answer.storable
        result.error = record.error?.storable
        result.createdAt = record.createdAt?.plausible
        result.sources = record.sources.map { source in
            var source = source
            source.content = source.content?.storable
            source.documentName = source.documentName?.storable
            source.datasetName = source.datasetName?.storable
            return source
        }
        result.thoughts = record.thoughts.map { thought in
            var thought = thought
            thought.thought = thought.thought?.storable
            thought.observation = thought.observation?.storable
            thought.toolInput = thought.toolInput?.storable
            return thought
        }
        return result
    }

    private static func state(_ record: ExchangeRecord, held: AnswerState, answer: String) -> AnswerState {
        switch held {
        case .stopped, .interrupted, .tooLong, .failed, .complete, .streaming:
            return held
        case .none, .empty:
            if record.status == "error" { return .failed(ServerWords(message: record.error ?? "")) }
            return answer.isEmpty ? .empty : .complete
        }
    }

    private static func isSame(_ new: String, _ held: String) -> Bool {
        new == held || SignedLinks.removed(from: new) == SignedLinks.removed(from: held)
    }

    private static func identity(_ source: Source) -> Source {
        var source = source
        source.content = source.content.map(SignedLinks.removed)
        return source
    }

    private static func identity(_ thought: Thought) -> Thought {
        var thought = thought
        thought.observation = thought.observation.map(SignedLinks.removed)
        return thought
    }

    private static func isSame(_ new: [ExchangeFile], _ held: [ExchangeFile]) -> Bool {
        new.map(identity) == held.map(identity)
    }

    /// The file without what is signed anew at each read.
    private static func identity(_ file: ExchangeFile) -> ExchangeFile {
        var file = file
        file.url = file.url.map { String($0.prefix { $0 != "?" && $0 != "#" }) }
        return file
    }
}
