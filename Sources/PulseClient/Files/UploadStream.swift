import NIOCore
import Synchronization

/// A form on its way out: says how much has left, and keeps the wait for the reply from beginning too early.
struct UploadStream: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let form: MultipartForm
    private let length: Int64
    let watchdog: ReplyWatchdog
    let progress: TransferProgress.Handler?
    private let fetched = Flag()
    private let left = Flag()

    init(_ form: MultipartForm, watchdog: ReplyWatchdog, progress: TransferProgress.Handler?) {
        self.form = form
        length = form.length
        self.watchdog = watchdog
        self.progress = progress
    }

    /// Whether the transport has come for all of it.
    var hasLeft: Bool { left.isSet }

    /// Whether the transport has come for the first piece.
    var wasFetched: Bool { fetched.isSet }

    func makeAsyncIterator() -> Iterator { Iterator(upload: self, pieces: FormPieces(form)) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let upload: UploadStream
        fileprivate var pieces: FormPieces
        private var sent: Int64 = 0

        fileprivate init(upload: UploadStream, pieces: FormPieces) {
            self.upload = upload
            self.pieces = pieces
        }

        mutating func next() async throws -> ByteBuffer? {
            upload.fetched.set()
            // The transport comes for a piece when it has handed on the one before.
            upload.progress?(TransferProgress(bytes: sent, total: upload.length))
            guard let piece = try await pieces.next() else {
                upload.watchdog.bodyLeft()
                return nil
            }
            upload.watchdog.bytesLeft()
            sent += Int64(piece.readableBytes)
            // With the last piece: before this is called again the server may have all of it.
            if sent >= upload.length { upload.left.set() }
            return piece
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .sequentiallyConsistent) }
        func set() { value.store(true, ordering: .sequentiallyConsistent) }
    }
}
