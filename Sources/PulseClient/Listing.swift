/// One page of a list, with the rows that could not be read counted and named.
public struct Listing<Row: Sendable>: Sendable {
    /// The rows that could be read, in the server's order.
    public var rows: [Row]
    /// Whether the server says that there is more.
    public var hasMore: Bool
    /// How many rows the server says there are; Pulse only.
    public var total: Int?
    /// The limit as the server understood it; not a count of rows.
    public var limit: Int?
    /// The first rows that could not be read, a hundred at most.
    public var unreadable: [UnreadableRow]
    /// How many rows could not be read.
    public var unreadableCount: Int

    /// A page with its rows; as many unreadable ones as are given where no count is.
    public init(
        rows: [Row],
        hasMore: Bool = false,
        total: Int? = nil,
        limit: Int? = nil,
        unreadable: [UnreadableRow] = [],
        unreadableCount: Int? = nil
    ) {
        self.rows = rows
        self.hasMore = hasMore
        self.total = total
        self.limit = limit
        self.unreadable = unreadable
        self.unreadableCount = unreadableCount ?? unreadable.count
    }

    /// How many rows the server sent, readable or not; what a full page is told by.
    public var sentRows: Int { rows.count + unreadableCount }
}

extension Listing: Equatable where Row: Equatable {}

/// A row of a list that could not be read.
public struct UnreadableRow: Hashable, Sendable {
    /// Its place among the rows that were sent, from 0.
    public var index: Int
    /// Its id, where at least that could be read.
    public var id: String?
    /// What is wrong with it.
    public var reason: String

    /// A row by its place and what is wrong with it.
    public init(index: Int, id: String? = nil, reason: String) {
        self.index = index
        self.id = id
        self.reason = reason
    }
}
