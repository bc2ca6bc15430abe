/// How a streamed answer ended; exactly one of these for each stream.
public enum StreamEnd: Hashable, Sendable {
    /// The server said that the text is complete.
    case finished
    /// We asked to stop, or the server says that the run was stopped.
    case stopped
    /// The server reported an error inside the stream.
    case failed(status: Int?, ServerWords)
    /// The stream ended without a word about how.
    case interrupted(Interruption)

    /// What cut a stream off.
    public enum Interruption: Hashable, Sendable {
        /// The body ended properly, but without an end or error event.
        case endOfStream
        /// The connection broke.
        case broken(detail: String)
        /// No byte came for this many milliseconds.
        case timedOut(after: Int64)
        /// What came could not be read at all.
        case malformed(detail: String)
        /// More came than this many bytes, the most that is taken: it was ended here.
        case tooLong(bytes: Int)
        /// Our side gave up.
        case cancelled
    }
}

extension StreamEnd {
    /// How the answer ended, in words for a person; words of the server are in it.
    public var sentence: String {
        switch self {
        case .finished: "complete"
        case .stopped: "stopped"
        case .failed(_, let words): "failed\(words.tail)"
        case .interrupted(.endOfStream): "cut off: the service ended it without a word"
        case .interrupted(.broken): "cut off: the connection broke"
        case .interrupted(.timedOut(let waited)): "cut off: nothing came for \(waited / 1000) s"
        case .interrupted(.malformed(let detail)): "cut off: \(detail)"
        case .interrupted(.tooLong(let bytes)): "cut off: it is longer than \(bytes) bytes"
        case .interrupted(.cancelled): "given up"
        }
    }
}
