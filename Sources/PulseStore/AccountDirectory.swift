import GRDB
import PulseModel

/// The accounts in use, by the store's own numbers.
struct AccountDirectory: Sendable {
    private var numbers: [AccountID: Int64] = [:]
    private var accounts: [Int64: (id: AccountID, service: Service)] = [:]
    /// The numbers of the accounts in use, as a list for a statement.
    private(set) var sqlList = ""

    /// Reads the accounts that the last registration named.
    init(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT id, name, service FROM account WHERE in_use ORDER BY id")
        )
        while let row = try rows.next() {
            let number: Int64 = row[at: 0]
            let name: String = row[at: 1]
            let service: String = row[at: 2]
            let id = AccountID(rawValue: name)
            numbers[id] = number
            accounts[number] = (id, Service(rawValue: service) ?? .support)
        }
        sqlList = accounts.keys.sorted().map(String.init).joined(separator: ",")
    }

    /// The store's number of an account.
    func number(of account: AccountID) throws -> Int64 {
        guard let number = numbers[account] else { throw StoreFailure.notFound }
        return number
    }

    /// The account of a number, if it is in use.
    func account(_ number: Int64) -> (id: AccountID, service: Service)? {
        accounts[number]
    }
}
