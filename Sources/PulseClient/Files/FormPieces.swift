import NIOCore
import PulseModel

/// The bytes of a form, a piece at a time.
struct FormPieces {
    private enum Stage {
        case head
        case file(FileReader, left: Int64)
        case tail
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
            case .bytes(let bytes):
                stage = .tail
                return ByteBuffer(bytes: form.head + bytes)
            case .file(let path):
                stage = .file(try FileReader(path: path), left: form.file.size)
                return ByteBuffer(bytes: form.head)
            }
        case .file(let reader, let left):
            guard left > 0 else {
                reader.close()
                stage = .over
                return ByteBuffer(bytes: form.tail)
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
        case .tail:
            stage = .over
            return ByteBuffer(bytes: form.tail)
        case .over:
            return nil
        }
    }
}
