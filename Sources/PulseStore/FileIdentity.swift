import Glibc

/// Which file stands at a path, so that one that was removed, moved away, replaced or emptied is noticed.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64
    /// Whether it is too short to be a desk, which has more than twenty pages of at least 512 bytes.
    ///
    /// SQLite takes a file that was emptied under it for its own as long as its log says what is in it: what it then
    /// commits is in no file that can be opened again.
    let isEmptied: Bool

    /// The file that stands at a path now; nil where none does.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
        isEmptied = status.st_size < 4096
    }
}
