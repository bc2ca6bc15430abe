import Foundation

/// What a form with files held.
///
/// Empty where the body was no form, or broke off: the service reads such bodies without complaining.
struct MultipartForm: Sendable, Equatable {
    struct Text: Sendable, Equatable {
        var name: String
        var value: String
    }

    var texts: [Text] = []
    var files: [MultipartFile] = []

    /// The text of the first part of that name.
    func text(_ name: String) -> String? {
        texts.first { $0.name == name }?.value
    }

    /// The first file of that name.
    func file(_ name: String) -> MultipartFile? {
        files.first { $0.field == name }
    }
}

/// One file of a form.
struct MultipartFile: Sendable, Equatable {
    /// How much of a file is held; the rest is counted, and part of the checksum.
    static let keptBytes = 32 * 1_048_576

    /// The name of the part.
    var field: String
    /// What the client calls the file; empty where it sent an empty name.
    var name: String
    /// As the part says it, without parameters; nil where it does not.
    var contentType: String?
    var size = 0
    var checksum = Checksum()
    /// The first bytes, ``keptBytes`` at most.
    var content = Data()

    init(field: String, name: String, contentType: String?) {
        self.field = field
        self.name = name
        self.contentType = contentType
    }

    /// Whether all of the file is held.
    var isWhole: Bool { content.count == size }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        size += bytes.count
        checksum.add(bytes)
        content.append(contentsOf: bytes.prefix(MultipartFile.keptBytes - content.count))
    }
}
