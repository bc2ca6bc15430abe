import GRDB
import PulseModel

// A message that left with an unknown end can be taken back to the draft. If it had arrived all the same, it is still
// ours when a look or a page shows it.

extension Database {
    /// How many of the latest withdrawn texts of a conversation are looked at.
    private static let withdrawnLimit = 10

    /// Remembers a message that goes back to the draft, if it may have arrived.
    func noteWithdrawal(of row: OutboxRow) throws {
        guard let firstLeft = row.firstLeft else { return }
        try cachedStatement(sql: "INSERT INTO withdrawn (conversation, text, first_left, left) VALUES (?, ?, ?, ?)")
            .execute(arguments: [row.conversation, row.text, firstLeft, max(firstLeft, row.left ?? firstLeft)])
    }

    /// The latest messages of a conversation that went back to the draft and may have arrived, oldest first.
    func withdrawnTexts(in conversation: Int64, sendLimit: Int64) throws -> [ObservationRules.OwnText] {
        try Row.fetchAll(
            cachedStatement(
                sql: "SELECT id, text, first_left, left FROM withdrawn WHERE conversation = ? ORDER BY id DESC LIMIT ?"
            ),
            arguments: [conversation, Self.withdrawnLimit]
        ).reversed().map { row in
            ObservationRules.OwnText(
                source: .withdrawn(row[at: 0]),
                text: row[at: 1],
                way: .unknown,
                wasSeen: false,
                window: SendWindow(
                    firstLeft: Timestamp(milliseconds: row[at: 2]),
                    lastLeft: Timestamp(milliseconds: row[at: 3]),
                    limit: sendLimit
                ),
                createdAt: nil
            )
        }
    }

    /// Puts a withdrawn message into the transcript, since a look shows that it arrived.
    /// - Parameters:
    ///   - number: its number.
    ///   - conversation: where it went.
    ///   - moment: when the server stored it, by its clock.
    /// - Returns: its new item; nil where it is not known.
    /// - Throws: what the files gave.
    func restore(withdrawn number: Int64, in conversation: Int64, at moment: Timestamp) throws -> Int64? {
        let row = try Row.fetchOne(
            cachedStatement(sql: "SELECT text, left, first_left FROM withdrawn WHERE id = ? AND conversation = ?"),
            arguments: [number, conversation]
        )
        guard let row else { return nil }
        let (text, left, firstLeft): (String, Int64, Int64) = (row[at: 0], row[at: 1], row[at: 2])
        let position = try endPosition(of: conversation, notBefore: moment)
        try cachedStatement(
            sql: """
                INSERT INTO item (conversation, place, tie, kind, time, text, delivery, left, first_left, confirmed, looked)
                VALUES (?, ?, ?, \(Stored.own), ?, ?, \(Stored.sent), ?, ?, 1, 1)
                """
        ).execute(arguments: [
            conversation, position.order, position.tie, moment.milliseconds, text, left, firstLeft,
        ])
        let item = lastInsertedRowID
        try cachedStatement(sql: "DELETE FROM withdrawn WHERE id = ?").execute(arguments: [number])
        return item
    }
}
