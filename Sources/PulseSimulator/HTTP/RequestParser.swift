/// How large a request may be, in bytes.
struct RequestLimits: Sendable {
    /// The first line and all header lines.
    var head = 65_536
    var body = 16_777_216
}

/// Makes requests of the bytes of a connection, in whatever pieces they come.
///
/// After an error it is of no more use: where the next request starts is not known.
struct RequestParser: Sendable {
    enum Event: Sendable, Equatable {
        /// A whole request; the next one may be there already.
        case request(Request)
        /// The client waits for `100 Continue` before it sends the body.
        case expectsContinue
        case needsMore
    }

    private enum Stage: Sendable {
        case requestLine
        case headers(Request)
        case body(Request, BodyReader)
    }

    private let limits: RequestLimits
    private var input = InputBuffer()
    private var stage = Stage.requestLine
    private var headLeft: Int

    init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
        headLeft = limits.head
    }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        input.append(bytes)
    }

    /// What the bytes so far amount to.
    mutating func next() throws(RequestError) -> Event {
        while true {
            switch stage {
            case .requestLine:
                guard let line = try headLine() else { return .needsMore }
                // Some clients end a body with a line break too much.
                if !line.isEmpty { stage = .headers(try Request(line: line)) }
            case .headers(var head):
                guard let line = try headLine() else { return .needsMore }
                guard line.isEmpty else {
                    try head.headers.add(line: line)
                    stage = .headers(head)
                    continue
                }
                try head.checkHead()
                let reader = try BodyReader(head: head, limits: limits)
                stage = .body(head, reader)
                headLeft = limits.head
                if head.expectsContinue, !reader.isComplete, input.isEmpty { return .expectsContinue }
            case .body(var request, var reader):
                // So that the body has one owner while it grows, and is not copied for each piece.
                stage = .requestLine
                guard try reader.read(&input) else {
                    stage = .body(request, reader)
                    return .needsMore
                }
                request.body = reader.body
                return .request(request)
            }
        }
    }

    private mutating func headLine() throws(RequestError) -> String? {
        guard let line = try input.line(atMost: headLeft, overflow: .headTooLarge) else { return nil }
        headLeft = max(0, headLeft - line.utf8.count - 2)
        return line
    }
}
