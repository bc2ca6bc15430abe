import CursesKit
import Foundation
import Glibc
package import Logging
package import PulseCore
package import PulseModel
import PulseStore
package import PulseSync
import PulseUI
import ScreenKit

/// What the screen is started with.
package struct DeskSetup: Sendable {
    /// The accounts with the way to their keys, in the order of the configuration.
    package var accounts: [SyncAccount]
    /// The folder that holds the database and the log; nil keeps nothing.
    package var stateFolder: String?
    /// The shipped keys with the person's changes, the send key among them.
    package var keymap: Keymap
    /// With its colours; they are taken out where the terminal has none.
    package var theme: Theme
    /// Intervals and time limits of the sync loop.
    package var sync: SyncSettings
    /// What the state is told; whether pastes are marked is set anew from the terminal.
    package var options: Options
    /// Milliseconds after which a lone Esc is the Esc key.
    package var escapeDelay: Int64
    /// Whether only ASCII signs are drawn.
    package var usesASCII: Bool
    /// Whether colours are used at all.
    package var usesColors: Bool
    /// Where standard error goes while the screen is up.
    package var errorLog: String?
    /// Where the program logs to; nil where nothing is kept.
    package var logFile: LogFile?
    /// Events below it are not written to `logFile`.
    package var logLevel = Logger.Level.info
    /// The person's editor; nil takes `$VISUAL` or `$EDITOR`.
    package var editor: String?

    /// All else is as shipped: usual intervals, colours on, nothing logged.
    package init(accounts: [SyncAccount], stateFolder: String?, keymap: Keymap, theme: Theme) {
        self.accounts = accounts
        self.stateFolder = stateFolder
        self.keymap = keymap
        self.theme = theme
        sync = SyncSettings()
        options = Options()
        escapeDelay = 25
        usesASCII = false
        usesColors = true
    }
}

/// Why the screen could not be started.
package enum DeskFailure: Error, Hashable, Sendable {
    /// The database could not be opened, take the accounts or give its first rows.
    case store(StoreFailure)
    /// In words for a person.
    case terminal(String)
}

/// The screen from start to end: store, terminal, sync loop and program, put together and taken apart.
package enum Desk {
    /// Runs the screen until the person leaves.
    ///
    /// Call it on the main thread.
    ///
    /// - Returns: The signal that ended it; nil where the person left.
    package static func run(_ setup: DeskSetup) throws(DeskFailure) -> Int32? {
        // A file that may grow no further is an error of the write, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        LargeBlocks.giveBackWhenFreed()
        let store = try open(setup)
        // The folder is there and ours now.
        if let file = setup.logFile { FileLogHandler.bootstrap(file, level: setup.logLevel) }
        if let path = setup.errorLog { LogFile(path: path).makeRoom() }
        defer { store.close() }
        let device: CursesTerminal
        let mailbox: Mailbox<Action>
        do throws(TerminalFailure) {
            let options = TerminalOptions(
                escapeDelay: setup.escapeDelay,
                usesColors: setup.usesColors,
                errorLog: setup.errorLog
            )
            device = try CursesTerminal(options: options)
            mailbox = try Mailbox<Action>()
        } catch {
            throw .terminal(error.sentence)
        }
        defer { device.close() }
        device.setTitle("pulse-tui")

        let log =
            setup.logFile == nil
            ? Logger(label: "sync", factory: { _ in SwiftLogNoOpLogHandler() }) : Logger(label: "sync")
        store.follow { change in mailbox.post(.changed(change)) }
        let sync = DeskSync(accounts: setup.accounts, store: store, settings: setup.sync, log: log) { report in
            mailbox.post(.sync(report))
        }
        let runner = EffectRunner(store: store, sync: sync, mailbox: mailbox)
        let program = Program(
            device: device,
            mailbox: mailbox,
            runner: runner,
            state: try firstState(setup, store, device),
            look: look(setup, device.traits),
            editor: setup.editor,
            wallClock: { .now }
        )
        runner.run(.loadRows)
        sync.start()
        program.run()
        let leaving = Leaving(runner, sync, atOnce: program.state.leavesAtOnce)
        if program.state.stopsAnswers { program.linger { leaving.isDone } }
        let isHurried = program.state.leavesAtOnce || program.isHurried
        // What is left to do needs no screen; a frozen one would say that the key was not heard.
        device.close()
        leaving.wait(atOnce: isHurried)
        for line in UnsavedTexts(program.state, rest: program.takeRest()).lines { StandardError.say(line.string) }
        return program.state.endedBySignal
    }

    private static func open(_ setup: DeskSetup) throws(DeskFailure) -> DeskStore {
        do throws(StoreFailure) {
            let store: DeskStore
            if let folder = setup.stateFolder {
                store = try DeskStore.open(folder: folder, sendLimit: setup.sync.sendLimit)
            } else {
                store = try DeskStore.inMemory(sendLimit: setup.sync.sendLimit)
            }
            try store.register(setup.accounts.map(\.account))
            return store
        } catch {
            throw .store(error)
        }
    }

    /// What is kept paints before anything is asked.
    private static func firstState(
        _ setup: DeskSetup,
        _ store: DeskStore,
        _ device: CursesTerminal
    ) throws(DeskFailure) -> State {
        var options = setup.options
        options.hasBracketedPaste = device.traits.hasBracketedPaste
        var state = State(
            size: device.size,
            now: .now,
            zone: .current,
            keymap: setup.keymap,
            accounts: setup.accounts.map(\.account),
            options: options
        )
        do throws(StoreFailure) {
            state.showFirstRows(try store.firstRows(limit: 200))
        } catch {
            throw .store(error)
        }
        return state
    }

    private static func look(_ setup: DeskSetup, _ traits: TerminalTraits) -> Look {
        let isASCII = setup.usesASCII || !traits.isUTF8
        let theme = traits.colors == .none ? setup.theme.withoutColors : setup.theme
        return Look(theme: theme, glyphs: isASCII ? .ascii : .unicode)
    }
}
