/// How long the client waits, and how much it reads, before it gives up.
public struct TimeLimits: Hashable, Sendable {
    /// Until a connection stands, TLS included, in two steps of this each.
    public var connect: Duration
    /// Until the first byte of the reply to a call that only reads.
    public var poll: Duration
    /// Until the first byte of the reply to a call that waits for a model.
    public var model: Duration
    /// Until the first byte of the reply to any other call, a stream's too.
    public var other: Duration
    /// Between two bytes, once the first came; a stream's pings count, and so do the bytes of an upload.
    public var silence: Duration
    /// From the first byte of a reply to its last; not for streams and downloads.
    public var body: Duration
    /// Bytes of a reply's body, after decompression; not for streams, downloads and lists of chunks.
    public var bodyBytes: Int
    /// Bytes of a list of chunks, which the service gives without pages.
    public var chunkListBytes: Int
    /// Bytes of one line or one frame of a stream; a longer one is skipped.
    public var frameBytes: Int
    /// Bytes of a streamed answer, its steps and files included; see `AnswerAssembler`.
    public var answerBytes: Int

    /// Limits, each with the value that suits a person who waits.
    public init(
        connect: Duration = .seconds(5),
        poll: Duration = .seconds(10),
        model: Duration = .seconds(110),
        other: Duration = .seconds(30),
        silence: Duration = .seconds(60),
        body: Duration = .seconds(120),
        bodyBytes: Int = 16 << 20,
        chunkListBytes: Int = 64 << 20,
        frameBytes: Int = 4 << 20,
        answerBytes: Int = 4 << 20
    ) {
        self.connect = connect
        self.poll = poll
        self.model = model
        self.other = other
        self.silence = silence
        self.body = body
        self.bodyBytes = bodyBytes
        self.chunkListBytes = chunkListBytes
        self.frameBytes = frameBytes
        self.answerBytes = answerBytes
    }

    /// From the moment a call that sends a message or asks a streamed question begins to the last one at which the
    /// server is waited for.
    ///
    /// Connecting is part of the wait for the first byte. A stream that says something goes on for longer.
    public var longestSend: Duration { other + max(body, silence) }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var wholeMilliseconds: Int64 {
        let parts = components
        return parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
    }
}
