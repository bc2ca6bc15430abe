import PulseModel

/// One page of a list, with the rows that could not be read counted and named.
public struct Listing<Row: Sendable>: Sendable {
    /// The rows that could be read, in the server's order.
    public var rows: [Row]
    /// Whether the server says that there is more.
    public var hasMore: Bool
    /// How many rows the server says there are; not for conversations and histories of assistants.
    public var total: Int?
    /// The limit as the server understood it; not a count of rows.
    public var limit: Int?
    /// The number of the page, from 1; only for lists that are numbered.
    public var page: Int?
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
        page: Int? = nil,
        unreadable: [UnreadableRow] = [],
        unreadableCount: Int? = nil
    ) {
        self.rows = rows
        self.hasMore = hasMore
        self.total = total
        self.limit = limit
        self.page = page
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

/// How the pages of a list are told apart, and how one says that there are more.
enum Paging {
    /// A page ends at a row; the flag is exact. Conversations and histories of assistants.
    case cursor
    /// One page only; the flag is beside the total. Lists of Pulse.
    case single
    /// Pages have numbers, and only the total says whether there are more: the flag of a full last page is wrong.
    ///
    /// Source: langgenius/dify, `api/controllers/service_api/dataset/dataset.py`, `has_more`.
    case numbered(page: Int, limit: Int)
    /// All rows at once.
    case none
}

extension Listing {
    /// A page from the elements of a body.
    init(_ elements: [JSONValue], _ body: JSONValue, _ paging: Paging, _ row: (JSONValue) -> Row?) {
        var rows: [Row] = []
        var unreadable: [UnreadableRow] = []
        var unreadableCount = 0
        for (index, element) in elements.enumerated() {
            if let row = row(element) {
                rows.append(row)
            } else {
                unreadableCount += 1
                // A body may be made of millions of them.
                guard unreadable.count < 100 else { continue }
                let reason = element.members == nil ? "not an object" : "no id"
                unreadable.append(UnreadableRow(index: index, id: element["id"].identifier, reason: reason))
            }
        }
        self.init(rows: rows, unreadable: unreadable, unreadableCount: unreadableCount)
        switch paging {
        case .cursor:
            hasMore = body["has_more"].flag ?? false
            limit = body["limit"].count
        case .single:
            let paging = body["pagination"]
            hasMore = paging["hasMore"].flag ?? false
            total = paging["total"].count
            limit = paging["limit"].count
        case .numbered(let page, let limit):
            total = body["total"].count
            hasMore = total.map { page * limit < $0 } ?? (elements.count == limit)
            self.limit = limit
            self.page = page
        case .none:
            total = body["total"].count
        }
    }
}
