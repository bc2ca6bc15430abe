import FlyingFox
import Foundation

extension Reply {
    /// The response on the wire, with the faults that act on it.
    func response(date: String, outcome: FaultOutcome) -> HTTPResponse {
        var fields = HTTPHeaders()
        fields[HTTPHeader("Server")] = "pulse-simulator"
        fields[HTTPHeader("Date")] = date
        for (name, value) in headers { fields[HTTPHeader(name)] = value }
        let code = HTTPStatusCode(status, phrase: phrase)
        if status == 204 {
            fields[.contentType] = "application/json"
            return HTTPResponse(statusCode: code, headers: fields)
        }
        if outcome.html {
            fields[.contentType] = "text/html; charset=utf-8"
            return HTTPResponse(statusCode: code, headers: fields, body: Data(Reply.maintenancePage.utf8))
        }
        switch body {
        case .none:
            return HTTPResponse(statusCode: code, headers: fields)
        case .html(let page):
            fields[.contentType] = "text/html; charset=utf-8"
            return HTTPResponse(statusCode: code, headers: fields, body: Data(page.utf8))
        case .json(let json, let style):
            fields[.contentType] = style == .ascii ? "application/json" : "application/json; charset=utf-8"
            let value = outcome.wrongJSON ? Reply.anotherShape : json
            var bytes = Data((value.written(style) + (style == .ascii ? "\n" : "")).utf8)
            if outcome.halfUTF8 { Reply.breakCharacter(in: &bytes) }
            return HTTPResponse(
                statusCode: code,
                headers: fields,
                body: HTTPBodySequence(data: bytes, suggestedBufferSize: 65_536)
            )
        case .stream(let stream):
            fields[.contentType] = "text/event-stream; charset=utf-8"
            return HTTPResponse(statusCode: code, headers: fields, body: HTTPBodySequence(from: stream))
        }
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
