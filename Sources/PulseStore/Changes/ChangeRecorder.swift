import GRDB

/// The records that one transaction touches, told by the database itself: no statement can forget to name one.
final class ChangeRecorder: TransactionObserver {
    private(set) var rows: Set<Int64> = []
    private(set) var removedRows: Set<Int64> = []
    private(set) var items: Set<Int64> = []
    private(set) var removedItems: Set<Int64> = []
    private(set) var drafts: Set<Int64> = []

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool {
        ["conversation", "item", "draft"].contains(eventKind.tableName)
    }

    func databaseDidChange(with event: DatabaseEvent) {
        let isRemoved = event.kind == .delete
        switch event.tableName {
        case "conversation": Self.note(event.rowID, isRemoved, in: &rows, &removedRows)
        case "item": Self.note(event.rowID, isRemoved, in: &items, &removedItems)
        default: drafts.insert(event.rowID)
        }
    }

    func databaseDidCommit(_ db: Database) {}

    func databaseDidRollback(_ db: Database) {}

    private static func note(_ id: Int64, _ isRemoved: Bool, in touched: inout Set<Int64>, _ removed: inout Set<Int64>)
    {
        if isRemoved {
            touched.remove(id)
            removed.insert(id)
        } else {
            // The number of a deleted record may be given again.
            removed.remove(id)
            touched.insert(id)
        }
    }
}

extension DatabaseEventKind {
    fileprivate var tableName: String {
        switch self {
        case .insert(let table), .delete(let table), .update(let table, _): table
        }
    }
}
