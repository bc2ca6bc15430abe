/// One page of a list of knowledge, with the fault of the service: whether there is more is told from the page's size.
struct KnowledgePage {
    private let page: Int
    private let limit: Int

    /// Reads `page` and `limit`; what is no number is quietly 1 and 20.
    init(_ call: Call) {
        page = call.value("page").flatMap(Int.init) ?? 1
        limit = call.value("limit").flatMap(Int.init) ?? 20
    }

    /// The reply.
    ///
    /// At most 100 rows come, and yet "more" is said only where as many came as were asked for: of 101 never, and of
    /// exactly a page's worth always.
    func json<Row>(of rows: [Row], _ json: (Row) -> JSON) -> JSON {
        let size = limit < 1 ? 20 : min(limit, 100)
        let (skipped, isFar) = (max(1, page) - 1).multipliedReportingOverflow(by: size)
        let shown = isFar ? [] : Array(rows.dropFirst(skipped).prefix(size))
        return [
            "data": .array(shown.map(json)), "has_more": .bool(shown.count == limit), "limit": .int(Int64(limit)),
            "total": .int(Int64(rows.count)), "page": .int(Int64(page)),
        ]
    }
}
