import Foundation

/// Collects the body that a head announced, counted or chunked.
struct BodyReader: Sendable {
    private enum Stage: Sendable {
        case counted(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailers(left: Int)
        case complete
    }

    private var stage: Stage
    private let limits: RequestLimits
    private(set) var body = Data()

    /// Whether no byte of a body follows the head.
    var isComplete: Bool { if case .complete = stage { true } else { false } }

    init(head: Request, limits: RequestLimits) throws(RequestError) {
        self.limits = limits
        let codings = head.headers.members("Transfer-Encoding")
        let lengths = head.headers.members("Content-Length")
        if !codings.isEmpty {
            // A server that read the length and one that read the chunks would see two different requests.
            guard lengths.isEmpty, head.version == .http11 else { throw .malformed("the length is said in two ways") }
            guard codings == ["chunked"] else { throw .unknownCoding }
            stage = .chunkSize
        } else if let text = lengths.first {
            guard Set(lengths).count == 1, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.isEmpty else {
                throw .malformed("the length is no number")
            }
            guard let length = Int(text), length <= limits.body else { throw .bodyTooLarge }
            stage = length == 0 ? .complete : .counted(left: length)
        } else {
            stage = .complete
        }
    }

    /// Takes what is there; true when the body is whole.
    mutating func read(_ input: inout InputBuffer) throws(RequestError) -> Bool {
        while !isComplete {
            guard try step(&input) else { return false }
        }
        return true
    }

    /// Goes one stage on; false when bytes are missing.
    private mutating func step(_ input: inout InputBuffer) throws(RequestError) -> Bool {
        switch stage {
        case .counted(let left):
            let rest = take(left, &input)
            stage = rest == 0 ? .complete : .counted(left: rest)
            return rest == 0
        case .chunkSize:
            let overflow = RequestError.malformed("the size of a chunk is too long")
            guard let line = try input.line(atMost: 1024, overflow: overflow) else { return false }
            let size = try chunkSize(line)
            stage = size == 0 ? .trailers(left: limits.head) : .chunk(left: size)
        case .chunk(let left):
            let rest = take(left, &input)
            stage = rest == 0 ? .chunkEnd : .chunk(left: rest)
            return rest == 0
        case .chunkEnd:
            let overflow = RequestError.malformed("a chunk is longer than its size")
            guard try input.line(atMost: 0, overflow: overflow) != nil else { return false }
            stage = .chunkSize
        case .trailers(let left):
            guard let line = try input.line(atMost: left, overflow: .headTooLarge) else { return false }
            guard !line.isEmpty else {
                stage = .complete
                return true
            }
            var unused = HeaderFields()
            try unused.add(line: line)
            stage = .trailers(left: max(0, left - line.utf8.count - 2))
        case .complete: break
        }
        return true
    }

    /// Moves bytes into the body and says how many are still missing.
    private mutating func take(_ count: Int, _ input: inout InputBuffer) -> Int {
        let bytes = input.take(atMost: count)
        body.append(contentsOf: bytes)
        return count - bytes.count
    }

    private func chunkSize(_ line: String) throws(RequestError) -> Int {
        let digits = line.prefix { $0 != ";" }.trimmingOptionalSpace
        guard !digits.isEmpty, digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
            throw .malformed("the size of a chunk is no number")
        }
        guard let size = Int(digits, radix: 16), size <= limits.body - body.count else { throw .bodyTooLarge }
        return size
    }
}
