/// How far a transcript has been on screen.
public struct ReadMark: Hashable, Sendable {
    /// The item that came last of all that were loaded; not always the last in the transcript.
    public var newest: ItemID
    /// The last item of the transcript.
    public var last: ItemID
    /// What of the last item was shown.
    public var revision: Int

    /// A mark.
    public init(newest: ItemID, last: ItemID, revision: Int) {
        self.newest = newest
        self.last = last
        self.revision = revision
    }
}
