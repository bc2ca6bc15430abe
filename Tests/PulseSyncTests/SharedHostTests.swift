import PulseClient
import PulseModel
import PulseSimulator
import PulseStore
import TestPacing
import Testing

@testable import PulseSync

/// Several accounts whose services are one host, which is slow.
@Suite("Accounts that share a host", .paced)
struct SharedHostTests {
    @Test(
        "a host that accepts and never answers is said to be silent, for each of them; it is not said to be unreachable"
    )
    func silentHost() async throws {
        var options = SimulatorOptions()
        options.visitorsWrite = false
        let simulator = try await Simulator.start(options)
        await simulator.setFaults([.silent], scope: .all)
        let support = simulator.addresses.support
        let accounts = (1...6).map {
            Account(id: AccountID(rawValue: "Desk \($0)"), service: .support, baseURL: support.baseURL)
        }
        let store = try DeskStore.inMemory(sendLimit: SyncSettings.quick.sendLimit)
        try store.register(accounts)
        var settings = SyncSettings.quick
        // A wait for one of our own connections would end before an answer is waited for in vain.
        settings.limits = TimeLimits(connect: .milliseconds(500), poll: .seconds(2))
        let log = ReportLog()
        let sync = DeskSync(
            accounts: accounts.map { account in
                SyncAccount(account: account, key: { () async throws(KeyFailure) in APIKey(support.key) })
            },
            store: store,
            settings: settings,
            report: { log.add($0) }
        )
        sync.start()
        try await eventually("that all fail") {
            accounts.allSatisfy { if case .failing? = log.health($0.id) { true } else { false } }
        }
        for case .account(let state) in log.all {
            guard case .failing(let failure, _) = state.health else { continue }
            #expect(failure == .timedOut(after: 2_000), "\(state.id.rawValue)")
        }
        await sync.shutdown(limit: .milliseconds(100))
        await simulator.stop()
    }
}
