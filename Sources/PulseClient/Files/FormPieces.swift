import NIOCore
import PulseModel

/// The bytes of a form, a piece at a time.
struct FormPieces {
    private enum Stage {
        case head
        case bytes(ArraySlice<UInt8>)
        case file(FileReader, left: Int64)
        case over
    }

    private let form: MultipartForm
    private var stage = Stage.head

    init(_ form: MultipartForm) {
        self.form = form
    }

    mutating func next() async throws(ServiceFailure) -> ByteBuffer? {
        switch stage {
        case .head:
            switch form.file.content {
            case .bytes(let bytes): stage = .bytes(bytes[...])
            case .file(let path): stage = .file(try FileReader(path: path), left: form.file.size)
            }
            return ByteBuffer(bytes: form.head)
        case .bytes(let left):
            guard !left.isEmpty else { return end() }
            let piece = left.prefix(FileReader.pieceBytes)
            stage = .bytes(left.dropFirst(piece.count))
            return ByteBuffer(bytes: piece)
        case .file(let reader, let left):
            guard left > 0 else {
                reader.close()
                return end()
            }
            guard var piece = try await reader.next() else {
                reader.close()
                guard case .file(let path) = form.file.content else { return nil }
                throw .invalidRequest(.changedFile(path: path))
            }
            // What was added to the file since its size was read is left out: the size has been announced.
            if Int64(piece.readableBytes) > left { piece.moveWriterIndex(to: piece.readerIndex + Int(left)) }
            stage = .file(reader, left: left - Int64(piece.readableBytes))
            return piece
        case .over:
            return nil
        }
    }

    private mutating func end() -> ByteBuffer {
        stage = .over
        return ByteBuffer(bytes: form.tail)
    }
}
