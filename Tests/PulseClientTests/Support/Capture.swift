import Foundation
import PulseModel
import Testing

/// One recorded reply of a real server, with the request that it answered.
struct Capture: Sendable, CustomTestStringConvertible {
    let name: String
    let method: String
    /// Under `/v1`, without the query.
    let path: String
    /// The request as it was typed.
    let request: String
    /// The reply as it came.
    let bytes: [UInt8]
    /// Whether the recording ends before its reply did.
    let isCut: Bool

    var testDescription: String { name }

    static func all() throws -> [Capture] {
        let folder = try folder()
        let index = try String(contentsOf: folder.appending(path: "INDEX.tsv"), encoding: .utf8)
        return try index.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
            guard fields.count == 3, fields[0].first?.isNumber == true else { return nil }
            let file = folder.appending(path: fields[0] + ".txt")
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            let words = fields[2].split(separator: " ").map { $0.trimmingCharacters(in: ["'"]) }
            guard words.count > 2, let address = words.first(where: { $0.hasPrefix("/v1") }) else { return nil }
            let text = Array(try Data(contentsOf: file))
            let cut = text.firstRange(of: Array("\n[cut here: ".utf8))
            return Capture(
                name: fields[0],
                method: words[1],
                path: String(address.dropFirst(3).prefix { $0 != "?" }),
                request: fields[2],
                bytes: Array(text[..<(cut?.lowerBound ?? text.endIndex)]),
                isCut: cut != nil
            )
        }
    }

    static func folder() throws -> URL {
        guard let folder = Bundle.module.url(forResource: "Captures", withExtension: nil) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return folder
    }

    /// The head of the final reply, after any `100 Continue`.
    private var split: (head: String, body: [UInt8]) {
        var rest = bytes[...]
        while true {
            guard let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) else { return ("", []) }
            let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            rest = rest[end.upperBound...]
            if !head.hasPrefix("HTTP/1.1 1") { return (head, Array(rest)) }
        }
    }

    var status: Int { Int(split.head.split(separator: " ")[1]) ?? 0 }

    func header(_ name: String) -> String? {
        split.head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    var isStream: Bool { header("content-type")?.hasPrefix("text/event-stream") == true }

    /// The body without its chunk marks, found without the code under test.
    var body: [UInt8] {
        let body = split.body
        guard header("transfer-encoding") == "chunked" else { return body }
        var rest = body[...]
        var whole: [UInt8] = []
        while let end = rest.firstRange(of: [13, 10]),
            let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16), size > 0
        {
            whole += rest[end.upperBound...].prefix(size)
            rest = rest[end.upperBound...].dropFirst(size + 2)
        }
        return whole
    }

    /// The body read by Foundation, not by the code under test; nil where it is no JSON.
    var json: JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(body))  // nil says that it is none
    }

    /// The payloads of a recorded stream, read by Foundation.
    var frames: [JSONValue] {
        String(decoding: body, as: UTF8.self).components(separatedBy: "\n\n")
            .filter { $0.hasPrefix("data: ") }
            .compactMap { try? JSONDecoder().decode(JSONValue.self, from: Data($0.dropFirst(6).utf8)) }
    }
}

extension JSONValue {
    /// The same value with whole numbers written one way, since readers differ in what `0.0` is.
    var normalised: JSONValue {
        switch self {
        case .number(let number): Int64(exactly: number).map(JSONValue.integer) ?? self
        case .array(let values): .array(values.map(\.normalised))
        case .object(let members): .object(members.mapValues(\.normalised))
        default: self
        }
    }
}
