import GRDB
import PulseModel

/// One transaction of the store: its connection, and what the change says that the tables do not.
///
/// Rows, items and drafts that are new, changed or gone are noted by themselves.
final class ChangeTransaction {
    let db: Database
    private let recorder: ChangeRecorder
    private var arrived: [Int64] = []
    private var survivors: [Int64: Int64] = [:]
    private var uncounted: Set<Int64> = []
    private var pages: [Int64: (places: ClosedRange<Int64>, changesEdge: Bool)] = [:]
    private var widgets: [AccountID: [Widget]] = [:]
    private var appNames: [AccountID: String] = [:]

    init(_ db: Database, _ recorder: ChangeRecorder) {
        self.db = db
        self.recorder = recorder
    }

    /// Notes that something came that this desk did not write.
    func noteArrival(in conversation: Int64) {
        arrived.append(conversation)
    }

    /// Notes that a conversation, which is removed, became part of another.
    func noteMerge(of twin: Int64, into survivor: Int64) {
        survivors[twin] = survivor
    }

    /// Notes that a message of ours was deleted, so that its conversation's row has to be counted again.
    func noteDeletion(in conversation: Int64) {
        uncounted.insert(conversation)
    }

    /// Notes that a page showed all of a transcript between these places, and whether another part of the transcript
    /// follows above it than before.
    func notePage(of conversation: Int64, places: ClosedRange<Int64>, changesEdge: Bool) {
        pages[conversation] = (places, changesEdge)
    }

    /// Notes an account's widgets.
    func note(widgets new: [Widget], of account: AccountID) {
        widgets[account] = new
    }

    /// Notes what an assistant's app calls itself.
    func note(appName: String, of account: AccountID) {
        appNames[account] = appName
    }

    /// What the transaction changed; nil where that is nothing that anybody is told of.
    ///
    /// Called once, when everything else is done: it also counts again what rows say of their messages.
    func change(by cause: DeskChange.Cause, _ accounts: () throws -> AccountDirectory) throws -> DeskChange? {
        var change = DeskChange(number: 0, cause: cause)
        change.transcripts = try changedPages()
        let items = try touchedItems(besides: Set(change.transcripts.flatMap(\.items).map(\.id.rawValue)))
        let changed = Set(change.transcripts.map(\.conversation.rawValue)).union(items.keys)
        for conversation in uncounted.union(changed).union(recorder.drafts).subtracting(recorder.removedRows) {
            try db.recount(conversation)
        }
        change.transcripts += items.sorted { $0.key < $1.key }.map { conversation, items in
            TranscriptChange(
                conversation: ConversationID(rawValue: conversation),
                items: items.sorted { $0.position < $1.position }
            )
        }
        if !recorder.rows.isEmpty { change.rows = try db.conversationRows(recorder.rows.sorted(), accounts()) }
        change.removedRows = recorder.removedRows.sorted().map { id in
            DeskChange.RemovedRow(
                id: ConversationID(rawValue: id),
                survivor: survivors[id].map(ConversationID.init(rawValue:))
            )
        }
        change.removedItems = recorder.removedItems.sorted().map(ItemID.init(rawValue:))
        change.drafts = recorder.drafts.subtracting(recorder.removedRows).sorted().map(ConversationID.init(rawValue:))
        change.arrived = arrived.map(ConversationID.init(rawValue:))
        change.widgets = widgets
        change.appNames = appNames
        guard !change.isEmpty else { return nil }
        change.number = try db.log(change)
        return change
    }

    /// What pages showed, where they changed anything: one read for each.
    private func changedPages() throws -> [TranscriptChange] {
        try pages.filter { $0.value.changesEdge || !recorder.items.isEmpty }.map { conversation, page in
            let (items, around) = try db.page(of: conversation, places: page.places)
            return TranscriptChange(conversation: ConversationID(rawValue: conversation), items: items, around: around)
        }
    }

    private func touchedItems(besides known: Set<Int64>) throws -> [Int64: [TranscriptItem]] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Database.itemColumns), conversation FROM item WHERE id = ?"
        )
        var items: [Int64: [TranscriptItem]] = [:]
        for id in recorder.items.subtracting(known) {
            guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
            let conversation: Int64 = row[column: "conversation"]
            items[conversation, default: []].append(db.item(row))
        }
        return items
    }
}

extension Database {
    /// All that is kept of a transcript between two places, and what is kept around it.
    fileprivate func page(
        of conversation: Int64,
        places: ClosedRange<Int64>
    ) throws -> ([TranscriptItem], TranscriptChange.Surroundings) {
        // An own question can stand at a place far from its time, beyond the part that the page is of.
        let hole = try holeAtOrAbove(places.upperBound, in: conversation)
        let lower = max(places.lowerBound, hole ?? .min)
        let rows = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT \(Self.itemColumns) FROM item WHERE conversation = ? AND place BETWEEN ? AND ?
                    ORDER BY place, tie
                    """
            ),
            arguments: [conversation, lower, places.upperBound]
        )
        var items: [TranscriptItem] = []
        while let row = try rows.next() { items.append(item(row)) }
        let hasOlder = try isAnyItem(of: conversation, from: hole ?? .min, to: lower)
        let holeBelow = try holeBelow(places.upperBound, in: conversation)
        let end = holeBelow ?? TranscriptPosition.untakenOrder
        let hasNewer = try isAnyItem(of: conversation, from: places.upperBound + 1, to: end)
        return (
            items,
            TranscriptChange.Surroundings(
                hasOlder: hasOlder,
                hasNewer: hasNewer,
                endsAtHole: holeBelow != nil && !hasNewer,
                reachesBeginning: try hole == nil && hasBeginning(conversation)
            )
        )
    }

    private func isAnyItem(of conversation: Int64, from first: Int64, to end: Int64) throws -> Bool {
        try Bool.fetchOne(
            cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM item WHERE conversation = ? AND place >= ? AND place < ?)"
            ),
            arguments: [conversation, first, end]
        ) ?? false
    }
}
