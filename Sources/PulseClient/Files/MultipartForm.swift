import PulseModel

/// A form with one file, as a browser would send it.
///
/// Names are raw UTF-8, in which a quotation mark, CR and LF are percent-encoded; no `filename*`. Source: WHATWG HTML,
/// "Multipart form data"; RFC 7578.
struct MultipartForm: Sendable {
    /// Text parts, which come first.
    var fields: [(name: String, value: String)]
    var fileField: String
    var file: UploadFile
    private let boundary: String

    init(fields: [(name: String, value: String)], fileField: String = "file", file: UploadFile) {
        self.fields = fields
        self.fileField = fileField
        self.file = file
        let random = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }
        boundary = "pulse-form-" + random.joined(separator: "-")
    }

    var contentType: String { "multipart/form-data; boundary=" + boundary }

    /// Everything before the file's bytes.
    var head: [UInt8] {
        var text = ""
        for field in fields {
            text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.escaped(field.name))\"\r\n\r\n"
            text += field.value + "\r\n"
        }
        text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.escaped(fileField))\"; "
        text += "filename=\"\(Self.escaped(file.name))\"\r\nContent-Type: \(Self.printable(file.mediaType))\r\n\r\n"
        return Array(text.utf8)
    }

    /// Everything behind the file's bytes.
    var tail: [UInt8] { Array("\r\n--\(boundary)--\r\n".utf8) }

    /// Bytes in all; the most there can be for a file that says to be larger than anything.
    var length: Int64 {
        let (length, isTooLarge) = file.size.addingReportingOverflow(Int64(head.count + tail.count))
        return isTooLarge ? .max : length
    }

    /// A type without what would end its line.
    private static func printable(_ type: String) -> String {
        String(String.UnicodeScalarView(type.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }))
    }

    private static func escaped(_ name: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": text += "%22".unicodeScalars
            case "\r": text += "%0D".unicodeScalars
            case "\n": text += "%0A".unicodeScalars
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
