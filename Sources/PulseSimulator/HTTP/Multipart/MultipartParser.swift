import Foundation

/// Reads a form with files while its bytes come, in whatever pieces (RFC 7578; names as browsers write them).
struct MultipartParser: Sendable {
    private enum Stage: Sendable {
        /// Before the first part; its bytes mean nothing.
        case preamble
        case head
        case content
        /// After the last part, or where the form broke.
        case epilogue
    }

    /// What follows the bytes of a delimiter.
    private enum Ending {
        case part(start: Int)
        case close
        /// It was content that looks like a delimiter.
        case content
        case unknownYet
    }

    /// The most bytes of a part that is no file.
    static let longestText = 1_048_576
    private static let longestHead = 16_384

    private let delimiter: [UInt8]
    private var stage = Stage.preamble
    /// What came and was not used; it begins with the line break that the first delimiter may lack.
    private var pending: [UInt8] = [0x0D, 0x0A]
    private var text: (name: String, bytes: [UInt8])?
    private var file: MultipartFile?
    private var read = MultipartForm()
    private var isClosed = false

    /// A parser for a body of that type, or nil when it is no form with files.
    init?(contentType: String) {
        let type = HeaderValue(contentType)
        guard type.value == "multipart/form-data", let boundary = type["boundary"], !boundary.isEmpty else {
            return nil
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// The form, once all bytes were read.
    var form: MultipartForm { isClosed ? read : MultipartForm() }

    /// Reads the next bytes.
    mutating func read(_ bytes: some Collection<UInt8>) throws(RequestBody.TooLarge) {
        pending.append(contentsOf: bytes)
        var position = 0
        while try step(&position) {}
        pending.removeFirst(position)
    }

    /// Goes one stage on; false when bytes are missing.
    private mutating func step(_ position: inout Int) throws(RequestBody.TooLarge) -> Bool {
        switch stage {
        case .preamble, .content:
            guard let found = place(of: delimiter, from: position) else {
                let end = max(position, pending.count - delimiter.count + 1)
                try take(position..<end)
                position = end
                return false
            }
            try take(position..<found)
            position = found
            switch ending(at: found + delimiter.count) {
            case .unknownYet: return false
            case .content:
                try take(found..<(found + 1))
                position = found + 1
            case .part(let start):
                endPart()
                stage = .head
                position = start
            case .close:
                endPart()
                isClosed = true
                stage = .epilogue
            }
        case .head:
            guard let end = place(of: [0x0D, 0x0A, 0x0D, 0x0A], from: position) else {
                if pending.count - position > MultipartParser.longestHead { stage = .epilogue }
                return stage == .epilogue
            }
            beginPart(String(decoding: pending[position..<end], as: UTF8.self))
            stage = .content
            position = end + 4
        case .epilogue:
            position = pending.count
            return false
        }
        return true
    }
    /// Where those bytes come next in what is pending.
    private func place(of wanted: [UInt8], from start: Int) -> Int? {
        pending.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress else { return nil }
            var index = start
            // Most bytes are content: the search for the first byte is left to the C library.
            while index + wanted.count <= bytes.count,
                let found = memchr(base + index, Int32(wanted[0]), bytes.count - index - wanted.count + 1)
            {
                index = base.distance(to: UnsafeRawPointer(found))
                if memcmp(found, wanted, wanted.count) == 0 { return index }
                index += 1
            }
            return nil
        }
    }

    private func ending(at place: Int) -> Ending {
        if pending[place...].starts(with: [0x2D, 0x2D]) { return .close }
        let line = pending[place...].drop { $0 == 0x20 || $0 == 0x09 }
        if line.starts(with: [0x0D, 0x0A]) { return .part(start: line.startIndex) }
        let isCut = line.isEmpty || line.elementsEqual([0x0D]) || pending[place...].elementsEqual([0x2D])
        return isCut ? .unknownYet : .content
    }

    private mutating func beginPart(_ head: String) {
        var disposition: HeaderValue?
        var type: String?
        for line in head.components(separatedBy: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            switch halves[0].lowercased() {
            case "content-disposition": disposition = HeaderValue(halves[1])
            case "content-type": type = HeaderValue(halves[1]).value
            default: continue
            }
        }
        // A part without a name belongs to no form, and is dropped.
        guard let name = disposition?.formName("name") else { return }
        if let fileName = disposition?.formName("filename") {
            file = MultipartFile(field: name, name: fileName, contentType: type)
        } else {
            text = (name, [])
        }
    }

    private mutating func take(_ range: Range<Int>) throws(RequestBody.TooLarge) {
        file?.add(pending[range])
        text?.bytes.append(contentsOf: pending[range])
        if let text, text.bytes.count > MultipartParser.longestText { throw RequestBody.TooLarge() }
    }

    private mutating func endPart() {
        if let file { read.files.append(file) }
        if let text { read.texts.append(.init(name: text.name, value: String(decoding: text.bytes, as: UTF8.self))) }
        (file, text) = (nil, nil)
    }
}
