import CursesKit
import PulseCore
import PulseModel
import PulseSync
import PulseUI
import ScreenKit
import TerminalScripting
import Testing

@testable import PulseTUI

/// A store and a client that never answer.
private final class Silent: EffectRunning {
    private(set) var asked: [Effect] = []

    func run(_ request: StoreRequest) { asked.append(.store(request)) }

    func run(_ request: SyncRequest) { asked.append(.sync(request)) }

    func waitForStore(milliseconds limit: Int) {}
}

/// The loop: everything is drained, then the screen is drawn once.
@Suite struct ProgramLoopTests {
    private static let account = Account(id: AccountID(rawValue: "A"), service: .support, baseURL: "http://127.0.0.1")

    private static func row(_ id: Int64, _ name: String, minutesAgo: Int64 = 0) -> ConversationRow {
        ConversationRow(
            id: ConversationID(rawValue: id),
            account: account.id,
            service: .support,
            remoteID: "conv_\(id)",
            name: name,
            status: .open,
            snippet: "hello",
            lastActivity: Timestamp(seconds: 1_000_000 - minutesAgo * 60)
        )
    }

    private func program(
        _ terminal: VirtualTerminal,
        _ mailbox: Mailbox<Action>,
        _ runner: Silent = Silent()
    ) throws -> Program {
        var state = State(
            size: terminal.size,
            now: Timestamp(seconds: 1_000_000),
            keymap: try KeymapLoader.shipped(),
            accounts: [Self.account]
        )
        let rows = [
            Self.row(1, "Jane Doe"), Self.row(2, "John Smith", minutesAgo: 1), Self.row(3, "Mei", minutesAgo: 2),
        ]
        state.showFirstRows(DeskSnapshot(rows: rows))
        return Program(
            device: terminal,
            mailbox: mailbox,
            runner: runner,
            state: state,
            look: Look(theme: Theme(), glyphs: .ascii),
            wallClock: { Timestamp(seconds: 1_000_000) }
        )
    }

    @Test("8. It is instant: what is kept is painted before anything is asked, and no key waits for an answer")
    func noKeyWaits() throws {
        let mailbox = try Mailbox<Action>()
        let runner = Silent()
        var shown: [String: Bool] = [:]
        var terminal: VirtualTerminal?
        func look(_ what: String, _ condition: @escaping (Screen) -> Bool) -> VirtualTerminal.Step {
            .run { shown[what] = terminal?.screen.map(condition) ?? false }
        }
        func has(_ text: String) -> (Screen) -> Bool { { $0.text.contains { $0.contains(text) } } }
        let script: [VirtualTerminal.Step] = [
            look("the kept rows") { has("Jane Doe")($0) && runner.asked.allSatisfy { !$0.isLook } },
            VirtualTerminal.keys([Key(.character("j"))]), .pass(1),
            VirtualTerminal.keys([Key(.enter)]),
            look("an opened thread", has("John Smith")), .pass(1),
            VirtualTerminal.keys([Key(.character("r"))]),
            look("the composer", has("reply to John Smith")), .pass(1),
            VirtualTerminal.typing("typed"),
            look("what is typed", has("typed")), .pass(1),
            .events([.paste("pasted")]),
            look("what is pasted", has("typedpasted")), .pass(1),
            VirtualTerminal.keys([Key(.escape)]), .pass(1),
            VirtualTerminal.keys([Key(.character("?"))]),
            look("help", has("keys")), .pass(1),
            VirtualTerminal.keys([Key(.escape)]), .pass(1),
            VirtualTerminal.keys([Key(.escape)]), .pass(1),
            VirtualTerminal.keys([Key(.character("2"))]),
            look("another view", has("2 open")), .pass(1),
        ]
        let device = VirtualTerminal(script: script)
        terminal = device
        try program(device, mailbox, runner).run()
        #expect(device.failure == nil)
        #expect(shown.count == 7)
        for (what, isShown) in shown { #expect(isShown, "\(what)") }
        #expect(!runner.asked.isEmpty)
    }

    @Test("Keys that come together are taken together and drawn once")
    func oneDrawingForAllKeys() throws {
        let mailbox = try Mailbox<Action>()
        let device = VirtualTerminal(script: [
            VirtualTerminal.keys([Key(.character("r"))]), .pass(1),
            VirtualTerminal.typing("ab"), .pass(1),
        ])
        try program(device, mailbox).run()
        let typed = device.screens.filter { $0.text.contains { $0.contains("a") && $0.contains("ab") } }
        #expect(typed.count == 1)
        let half = device.screens.contains { $0.text.contains { $0.hasPrefix("|") && $0.contains("| a ") } }
        #expect(!half)
    }

    @Test("What comes by the mailbox alone is drawn no sooner than 33 ms after the last time")
    func mailboxIsPaced() throws {
        let mailbox = try Mailbox<Action>()
        var counts: [Int] = []
        var terminal: VirtualTerminal?
        func report(_ name: String) -> VirtualTerminal.Step {
            .run { mailbox.post(.changed(change { $0.rows = [Self.row(1, name)] })) }
        }
        let count = VirtualTerminal.Step.run { counts.append(terminal?.screens.count ?? -1) }
        let device = VirtualTerminal(script: [
            .pass(100), count,
            report("First"), .pass(1), report("Second"), .pass(10), count,
            report("Third"), .pass(10), count,
            .pass(20), count,
        ])
        terminal = device
        try program(device, mailbox).run()
        try #require(counts.count == 4)
        // All three changes come within 33 ms of the last paint: they wait, and are drawn as one.
        #expect(counts.map { $0 - counts[0] } == [0, 0, 0, 1])
        #expect(device.screens.last?.text.contains { $0.contains("Third") } == true)
        #expect(!device.screens.contains { $0.text.contains { $0.contains("First") || $0.contains("Second") } })
    }

    @Test("No key waits for a flood in the mailbox, and nothing of the flood is lost")
    func keysComeBetweenLetters() throws {
        let mailbox = try Mailbox<Action>()
        var running: Program?
        var isHelpShown = false
        var applied: [String] = []
        func name() -> String { running?.state.list.rows[ConversationID(rawValue: 1)]?.name ?? "" }
        let device = VirtualTerminal(script: [
            .run {
                for number in 1...5_000 { mailbox.post(.changed(change { $0.rows = [Self.row(1, "N\(number)")] })) }
            },
            .pass(1), VirtualTerminal.keys([Key(.character("?"))]),
            .run {
                isHelpShown = running?.state.layers.isEmpty == false
                applied.append(name())
            },
            .until("the rest") { _ in name() == "N5000" },
            .run { applied.append(name()) },
        ])
        let program = try program(device, mailbox)
        running = program
        program.run()
        #expect(isHelpShown)
        #expect(applied.first != "N5000")
        #expect(applied.last == "N5000")
        #expect(device.failure == nil)
    }

    @Test("Leaving while an answer grows keeps the screen and says so; a second key ends that")
    func stoppingIsShown() throws {
        let mailbox = try Mailbox<Action>()
        var row = Self.row(1, "Jane Doe")
        row.isAnswering = true
        let device = VirtualTerminal(script: [
            .run { [row] in mailbox.post(.changed(change { $0.rows = [row] })) }, .pass(1),
            VirtualTerminal.keys([Key(.character("q"))]), .pass(100),
            VirtualTerminal.keys([Key(.character("y"))]),
            .pass(1), .pass(1), VirtualTerminal.keys([Key(.character("x"))]), VirtualTerminal.keys([.control("c")]),
        ])
        let program = try program(device, mailbox)
        program.run()
        #expect(program.state.stopsAnswers)
        program.linger { false }
        #expect(program.isHurried)
        #expect(device.screen?.text.contains { $0.contains("Stopping the answer") } == true)
    }

    @Test("A key that was read together with the one that asks is no answer")
    func questionsWaitForTheirPaint() throws {
        let mailbox = try Mailbox<Action>()
        let runner = Silent()
        var isStillAsked = false
        var terminal: VirtualTerminal?
        let device = VirtualTerminal(script: [
            VirtualTerminal.keys([Key(.character("r"))]), .pass(1),
            VirtualTerminal.typing("x"), .pass(1),
            VirtualTerminal.keys([.control("w")]), .pass(1),
            VirtualTerminal.keys([.control("c"), Key(.character("y"))]),
            .run { isStillAsked = terminal?.screen?.text.contains { $0.contains("Quit?") } ?? false },
            .pass(1),
        ])
        terminal = device
        let program = try program(device, mailbox, runner)
        program.run()
        #expect(isStillAsked)
    }
}

extension Effect {
    /// Whether it asks a service for something.
    fileprivate var isLook: Bool {
        switch self {
        case .sync(.pollNow), .sync(.loadOlder): true
        default: false
        }
    }
}

/// A change of the store that a poll made.
private func change(_ note: (inout DeskChange) -> Void) -> DeskChange {
    var change = DeskChange(number: 1, cause: .poll(isCatchUp: false))
    note(&change)
    return change
}
