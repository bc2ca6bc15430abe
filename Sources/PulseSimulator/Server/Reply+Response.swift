import Foundation

extension Reply {
    /// The response on the wire, with the faults that act on it.
    func response(date: String, outcome: FaultOutcome) -> Response {
        var response = Response(status: status, phrase: phrase)
        response.headers.add("Server", "pulse-simulator")
        response.headers.add("Date", date)
        for (name, value) in headers { response.headers.add(name, value) }
        if status == 204 {
            response.headers.add("Content-Type", "application/json")
            return response
        }
        switch outcome.html ? .html(Reply.maintenancePage) : body {
        case .none: break
        case .html(let page):
            response.headers.add("Content-Type", "text/html; charset=utf-8")
            response.body = .bytes(Data(page.utf8))
        case .json(let json, let style):
            response.headers.add("Content-Type", "application/json" + (style == .ascii ? "" : "; charset=utf-8"))
            let value = outcome.wrongJSON ? Reply.anotherShape : json
            var bytes = Data((value.written(style) + (style == .ascii ? "\n" : "")).utf8)
            if outcome.halfUTF8 { Reply.breakCharacter(in: &bytes) }
            response.body = .bytes(bytes)
        case .bytes(let bytes, let type):
            response.headers.add("Content-Type", type)
            response.body = .bytes(bytes)
        case .audio(let pieces):
            // Said whatever it is: the recorded server said so of a WAV file too.
            response.headers.add("Content-Type", "audio/mpeg")
            response.body = .stream(PieceStream(pieces: pieces, breaks: outcome.cutStream))
        case .stream(let stream):
            response.headers.add("Content-Type", "text/event-stream; charset=utf-8")
            response.body = .stream(stream)
        }
        return response
    }

    /// The body if it is a stream, for a connection that goes before it is read.
    var unread: AnswerStream? {
        if case .stream(let stream) = body { stream } else { nil }
    }

    /// Puts the first two bytes of a three-byte character at the end of the last non-empty string in a JSON text.
    static func breakCharacter(in bytes: inout Data) {
        var index = bytes.endIndex
        while index > bytes.startIndex + 1 {
            index -= 1
            let quote = UInt8(ascii: "\"")
            guard bytes[index] == quote else { continue }
            let before = bytes[index - 1]
            if before != quote, before != UInt8(ascii: "\\") {
                bytes.insert(contentsOf: [0xE2, 0x82], at: index)
                return
            }
            index -= 1
        }
    }

    /// Valid JSON that no client of these services expects.
    static let anotherShape: JSON = ["ok": "yes", "items": [1, "two", ["three": 3]], "data": "none"]

    static let maintenancePage = """
        <!DOCTYPE html>
        <html><head><title>502 Bad Gateway</title></head>
        <body><center><h1>502 Bad Gateway</h1></center><hr><center>gateway</center></body></html>

        """
}
