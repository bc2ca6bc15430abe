import GRDB
import PulseModel

// The table `change` tells other processes what changed, and numbers the commits. It is short: whoever is further behind
// than it reaches loads everything again.

extension Database {
    /// How long a line of the log is kept, in seconds.
    private static let logSpan = 600
    /// How many lines are kept, but for those since the last trimming.
    private static let logLimit = 10_000
    /// Commits from one trimming to the next.
    private static let logStep: Int64 = 100

    /// The number of the last commit that changed something.
    func lastChange() throws -> Int64 {
        try Row.fetchOne(cachedStatement(sql: "SELECT max(number) FROM change"))?[at: 0] ?? 0
    }

    /// Writes a change to the log; its number.
    func log(_ change: DeskChange) throws -> Int64 {
        let number = try lastChange() + 1
        let statement = try cachedStatement(
            // Where a failing disk has changed the numbers, the log is worth nothing, and the commit is worth all.
            sql:
                "INSERT OR REPLACE INTO change (number, kind, id, cause, at) VALUES (?, ?, ?, ?, strftime('%s', 'now'))"
        )
        for (kind, id) in change.logged {
            try statement.execute(arguments: [number, kind.rawValue, id, change.cause.logged])
        }
        if number % Self.logStep == 0 { try trimLog(before: number) }
        return number
    }

    private func trimLog(before number: Int64) throws {
        try execute(
            sql: """
                DELETE FROM change WHERE number < ?1 AND number < max(
                    coalesce((SELECT min(number) FROM change WHERE at >= strftime('%s', 'now') - ?2), ?1),
                    coalesce((SELECT number FROM change ORDER BY number DESC LIMIT 1 OFFSET ?3), 0)
                )
                """,
            arguments: [number, Self.logSpan, Self.logLimit]
        )
    }
}

/// What a line of the log is about, in column `kind`.
private enum LoggedKind: Int {
    case row = 0
    case removedRow = 1
    case item = 2
    case removedItem = 3
    case draft = 4
    case names = 5
}

extension DeskChange {
    /// The lines of the log; a change of accounts' names has one, since no record tells of it.
    fileprivate var logged: [(kind: LoggedKind, id: Int64)] {
        var lines: [(kind: LoggedKind, id: Int64)] = []
        lines += rows.map { (.row, $0.id.rawValue) }
        lines += removedRows.map { (.removedRow, $0.id.rawValue) }
        lines += transcripts.flatMap(\.items).map { (.item, $0.id.rawValue) }
        lines += removedItems.map { (.removedItem, $0.rawValue) }
        lines += drafts.map { (.draft, $0.rawValue) }
        if !widgets.isEmpty || !appNames.isEmpty { lines.append((.names, 0)) }
        return lines
    }
}

extension DeskChange.Cause {
    /// The text in column `cause`.
    fileprivate var logged: String {
        switch self {
        case .person: "person"
        case .poll(isCatchUp: false): "poll"
        case .poll(isCatchUp: true): "catch-up"
        case .delivery: "delivery"
        case .history: "history"
        case .start: "start"
        }
    }
}
