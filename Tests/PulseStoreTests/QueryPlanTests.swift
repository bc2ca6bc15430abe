import GRDB
import PulseModel
import TestPacing
import Testing

@testable import PulseStore

/// The queries of the first paint and of scrolling walk along an index and sort nothing.
@Suite(.paced) struct QueryPlanTests {
    private func plan(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
        let store = try DeskStore.inMemory(sendLimit: 30_000)
        return try store.readNow { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map { $0["detail"] }
        }
    }

    @Test func theListIsOneWalkAlongItsIndex() throws {
        let steps = try plan(DeskStore.listQuery(accounts: "1,2"), [50])
        #expect(steps == ["SCAN conversation USING INDEX conversation_list"])
    }

    @Test func aWindowIsOneWalkAlongTheTranscript() throws {
        for sql in [Database.walkUp, Database.walkDown] {
            let steps = try plan(sql, [1, 1, 1, 1, 40])
            #expect(steps.count == 1)
            #expect(steps.first?.hasPrefix("SEARCH item USING INDEX item_place (conversation=? AND ") == true)
        }
    }
}
