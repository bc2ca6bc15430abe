import GRDB

@testable import PulseStore

/// Lets a store fail in one step, as a full disk or a locked file would.
enum RefusingStore {
    /// A step of the outbox, by its column in the tables.
    enum Step: Int {
        case leaving = 3
        case sent = 4
    }

    /// From now on the store cannot say this of any message.
    static func refuse(_ step: Step, in store: DeskStore) async throws {
        try await store.database.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER refusal BEFORE UPDATE OF delivery ON item WHEN NEW.delivery = \(step.rawValue)
                    BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END
                    """
            )
        }
    }

    /// The store is well again.
    static func recover(_ store: DeskStore) async throws {
        try await store.database.write { db in try db.execute(sql: "DROP TRIGGER refusal") }
    }
}
