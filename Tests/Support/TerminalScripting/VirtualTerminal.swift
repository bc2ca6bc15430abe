package import CursesKit
package import ScreenKit

/// A terminal that is not there: it plays events from a script and keeps the screens it was shown.
///
/// For tests of everything above the terminal. It reads the real mailbox, so what runs beside the loop is real.
package final class VirtualTerminal: TerminalDevice {
    /// One step of the script.
    package enum Step {
        /// Comes from one wait, together.
        case events([InputEvent])
        /// The script goes on when a presented screen fulfils it; named in the failure.
        case until(String, (Screen) -> Bool)
        /// Something that the test does between two waits.
        case run(() -> Void)
        /// The window has another size, which is also reported.
        case resize(Size)
        /// The clock goes on by so many milliseconds.
        case pass(Int64)
    }

    package private(set) var size: Size
    package let traits: TerminalTraits
    /// Stands still but for `.pass` and the time-outs of waits.
    package private(set) var now: Int64 = 1000

    /// The screens that differed from the one before, oldest first.
    package private(set) var screens: [Screen] = []
    /// How often the bell rang.
    package private(set) var bells = 0
    /// The titles, oldest first.
    package private(set) var titles: [DisplayText] = []
    /// How often a whole repaint was asked for.
    package private(set) var repaints = 0
    /// How often the program suspended itself.
    package private(set) var suspensions = 0
    /// The commands that were given the terminal.
    package private(set) var commands: [[String]] = []
    package private(set) var isClosed = false
    /// What `.until` waited for in vain; `nil` when nothing failed.
    package private(set) var failure: String?

    /// Called for each command in the foreground; its result is the exit status, `nil` means it cannot be started.
    package var foreground: ([String], [String: String]) -> Int32? = { _, _ in 0 }

    /// How long one `.until` may take, in milliseconds of real time.
    private let patience: Int32
    private var script: ArraySlice<Step>
    private var pending: [InputEvent] = []

    /// A terminal whose script ends with `.terminated(15)`, again and again.
    ///
    /// - Parameters:
    ///   - size: the window at the start.
    ///   - traits: what it says it can do.
    ///   - patience: after so many milliseconds without a fitting screen `.until` fails and ends the script.
    ///   - script: what happens, in order.
    package init(
        size: Size = Size(rows: 24, columns: 80),
        traits: TerminalTraits = TerminalTraits(
            colors: .palette,
            isUTF8: true,
            hasBracketedPaste: true,
            name: "virtual"
        ),
        patience: Int32 = 10_000,
        script: [Step]
    ) {
        self.size = size
        self.traits = traits
        self.patience = patience
        self.script = script[...]
    }

    /// The screen shown now.
    package var screen: Screen? { screens.last }

    /// Keys read at the present moment, as one step for a script.
    package static func keys(_ keys: [Key], readAt: Int64 = 1000) -> Step {
        .events(keys.map { .key($0, readAt: readAt) })
    }

    /// Every character of a text as a key.
    package static func typing(_ text: String, readAt: Int64 = 1000) -> Step {
        keys(text.map { Key(.character($0)) }, readAt: readAt)
    }

    package func wait(for mailbox: MailboxSignal, milliseconds timeout: Int32?) -> [InputEvent] {
        if !pending.isEmpty {
            defer { pending = [] }
            return pending
        }
        while let step = script.first {
            switch step {
            case .events(let events):
                script = script.dropFirst()
                return events.map(reading)
            case .resize(let size):
                script = script.dropFirst()
                self.size = size
                return [.resized(size)]
            case .run(let action):
                script = script.dropFirst()
                action()
            case .pass(let milliseconds):
                script = script.dropFirst()
                now += milliseconds
                return []
            case .until(let what, let condition):
                if let screen, condition(screen) {
                    script = script.dropFirst()
                    continue
                }
                return waitForChange(what, mailbox, timeout)
            }
        }
        return [.terminated(15)]
    }

    /// The time of a key is never before the clock's present, which a script cannot know.
    private func reading(_ event: InputEvent) -> InputEvent {
        guard case .key(let key, let time) = event else { return event }
        return .key(key, readAt: max(time, now))
    }

    private func waitForChange(_ what: String, _ mailbox: MailboxSignal, _ timeout: Int32?) -> [InputEvent] {
        let limit = min(timeout ?? patience, patience)
        waited += Int64(limit)
        if mailbox.isRaised(within: limit) {
            waited = 0
            return []
        }
        now += Int64(limit)
        if timeout == nil || waited > Int64(patience) {
            failure = what
            script = []
            return [.terminated(15)]
        }
        return []
    }

    private var waited: Int64 = 0

    package func present(_ screen: Screen) {
        if screen != screens.last { screens.append(screen) }
    }

    package func repaint() {
        repaints += 1
    }

    package func suspend() {
        suspensions += 1
        pending.append(.resumed)
    }

    package func runForeground(
        _ command: [String],
        environment: [String: String]
    ) throws(TerminalFailure) -> Int32 {
        commands.append(command)
        guard let status = foreground(command, environment) else {
            throw .cannotRun(command: command.first ?? "", 2)
        }
        return status
    }

    package func ring() {
        bells += 1
    }

    package func setTitle(_ title: DisplayText) {
        if title != titles.last { titles.append(title) }
    }

    package func close() {
        isClosed = true
    }
}
