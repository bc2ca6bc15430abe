import CursesKit
import PulseCore
import PulseModel
import PulseStore
import PulseSync
import PulseUI
import ScreenKit
import TerminalScripting
import Testing

@testable import PulseTUI

/// Keeps what it was asked for, in order.
private final class Recorder: EffectRunning {
    private(set) var steps: [String] = []
    private let note: () -> String

    init(note: @escaping () -> String = { "" }) { self.note = note }

    func run(_ request: StoreRequest) {
        if case .saveDraft(_, let draft) = request { steps.append("save \(draft?.text ?? "-")\(note())") }
    }

    func run(_ request: SyncRequest) {}

    func waitForStore(milliseconds limit: Int) { steps.append("wait\(note())") }
}

@Suite struct ProgramTests {
    private static let id = ConversationID(rawValue: 1)

    private func state() -> State {
        var keymap = Keymap()
        keymap.bind(.control("z"), to: .suspend, in: .everywhere)
        keymap.bind(.control("o"), to: .editor, in: .composer)
        keymap.bind(Key(.enter), to: .reply, in: .list)
        let account = Account(id: AccountID(rawValue: "A"), service: .support, baseURL: "http://127.0.0.1")
        var state = State(
            size: Size(rows: 24, columns: 80),
            now: Timestamp(seconds: 0),
            keymap: keymap,
            accounts: [account]
        )
        let row = ConversationRow(
            id: Self.id,
            account: account.id,
            service: .support,
            lastActivity: Timestamp(seconds: 0)
        )
        state.showFirstRows(DeskSnapshot(rows: [row]))
        return state
    }

    private func run(_ terminal: VirtualTerminal, _ runner: Recorder) throws -> Program {
        let mailbox = try Mailbox<Action>()
        mailbox.post(.threadLoaded(ItemWindow(conversation: Self.id), nil))
        let program = Program(
            device: terminal,
            mailbox: mailbox,
            runner: runner,
            state: state(),
            look: Look(theme: Theme(), glyphs: .ascii),
            editor: "true",
            wallClock: { Timestamp(seconds: 0) }
        )
        program.run()
        return program
    }

    @Test func theDraftIsOnTheDiskBeforeTheTerminalIsGivenAway() throws {
        let terminal = VirtualTerminal(script: [
            VirtualTerminal.keys([Key(.enter)]), .pass(1),
            VirtualTerminal.typing("kept"), VirtualTerminal.keys([.control("z")]),
        ])
        let runner = Recorder { terminal.suspensions == 0 ? "" : " late" }
        _ = try run(terminal, runner)
        #expect(terminal.suspensions == 1)
        #expect(runner.steps.prefix(2) == ["save kept", "wait"])
    }

    @Test func theEditorsTextComesAfterTheEffectsBesideIt() throws {
        let terminal = VirtualTerminal(script: [
            VirtualTerminal.keys([Key(.enter)]), .pass(1),
            VirtualTerminal.typing("kept"), VirtualTerminal.keys([.control("o")]),
        ])
        let runner = Recorder { terminal.commands.isEmpty ? "" : " late" }
        let program = try run(terminal, runner)
        #expect(terminal.commands.count == 1)
        #expect(runner.steps.prefix(2) == ["save kept", "wait"])
        #expect(program.state.composer?.editor.text == "kept")
    }
}
