/// Why the desk's own files could not be used, by what the person can do about it.
public enum StoreFailure: Error, Hashable, Sendable {
    /// Another pulse-tui uses this state folder; its process id where known.
    case inUse(folder: String, pid: Int32?)
    /// Another process holds the database's lock.
    case locked
    /// The file is not a database, or its pages contradict each other.
    case corrupt(detail: String)
    /// A newer version of the program wrote it: its newest migration that this one does not know.
    case newer(migration: String)
    /// No space is left on the disk.
    case diskFull
    /// The folder or file cannot be read or written by this user.
    case notPermitted(path: String)
    /// The file was removed, moved away or replaced while it was in use: what is written to it is lost.
    case removed(path: String)
    /// An account of this name was used with another address or user; both are given.
    case accountChanged(AccountID, was: String, now: String)
    /// The row asked for is gone.
    case notFound
    /// Anything else, in the database's words; never a person's text.
    case failed(detail: String)
}
