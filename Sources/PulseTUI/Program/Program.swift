package import CursesKit
package import PulseCore
package import PulseModel
package import PulseUI
import ScreenKit

/// The loop: it owns the terminal and the state, blocks in one place, drains everything that is queued and draws once.
///
/// Call everything on the main thread.
package final class Program {
    private let device: any TerminalDevice
    private let mailbox: Mailbox<Action>
    private let runner: any EffectRunning
    private let look: Look
    private let wallClock: () -> Timestamp
    private let editor: String?
    /// Changed by `update` alone; after the end it says how the person left and which texts are not saved.
    package private(set) var state: State
    /// When the screen was painted last, on the device's clock.
    private var paintedAt: Int64 = -1_000
    /// Whether the mailbox alone changed something since the last paint.
    private var isPaintDue = true
    private var drawn = DrawnParts()
    /// Whether the person did not want to wait for the answers' stop.
    package private(set) var isHurried = false
    /// Letters that were taken from the mailbox and wait while keys are looked for.
    private var letters: ArraySlice<Action> = []

    /// Milliseconds between two paints for what came by the mailbox alone.
    private static let paintInterval: Int64 = 33
    /// Letters, and milliseconds, after which keys are looked for before the rest is taken.
    private static let letterRun = (count: 128, milliseconds: Int64(8))
    /// Milliseconds that the draft may take to the disk before the terminal is given away.
    private static let storePatience = 500

    /// Takes its parts and leaves the terminal alone until `run`, `step` or `linger`.
    package init(
        device: any TerminalDevice,
        mailbox: Mailbox<Action>,
        runner: any EffectRunning,
        state: State,
        look: Look,
        editor: String? = nil,
        wallClock: @escaping () -> Timestamp
    ) {
        self.editor = editor
        self.device = device
        self.mailbox = mailbox
        self.runner = runner
        self.state = state
        self.look = look
        self.wallClock = wallClock
    }

    /// Runs until the state is finished.
    ///
    /// The terminal stays open.
    package func run() {
        apply(.timePassed(now: wallClock(), at: device.now))
        apply(.resized(device.size))
        paint()
        while !state.isFinished {
            step()
        }
    }

    /// Keeps the screen after the end, while answers are stopped; a second key to leave ends that too.
    package func linger(until isDone: () -> Bool) {
        paint()
        while !isDone(), !isHurried {
            for input in device.wait(for: mailbox.signal, milliseconds: 30) {
                switch input {
                case .key(let key, _): isHurried = isHurried || Self.leaves(state.keymap.command(for: key, in: .list))
                case .terminated: isHurried = true
                default: break
                }
            }
            letters += mailbox.take()
        }
    }

    private static func leaves(_ command: Command?) -> Bool {
        command.map { [.cancel, .leave, .quit].contains($0) } ?? false
    }

    /// What came by the mailbox and was not taken when the program ended.
    package func takeRest() -> [Action] {
        defer { letters = [] }
        return letters + mailbox.take()
    }

    /// Waits once, takes everything that came, draws at most once.
    ///
    /// Of a flood in the mailbox only a part is taken, so that no key waits for all of it.
    package func step() {
        let inputs = device.wait(for: mailbox.signal, milliseconds: letters.isEmpty ? timeout() : 0)
        apply(.timePassed(now: wallClock(), at: device.now))
        take(inputs)
        letters += mailbox.take()
        takeLetters()
        guard !state.isFinished else { return }
        if !inputs.isEmpty {
            paint()
        } else {
            isPaintDue = true
            if device.now - paintedAt >= Self.paintInterval { paint() }
        }
    }

    private func takeLetters() {
        let (end, start) = (letters.startIndex + Self.letterRun.count, device.now)
        while let letter = letters.first, !state.isFinished {
            letters.removeFirst()
            apply(letter)
            if letters.startIndex >= end || device.now - start >= Self.letterRun.milliseconds { break }
        }
        // What was taken is given back.
        if letters.isEmpty { letters = [] }
    }

    /// Takes what was read in one go; keys stay together where a paste can only be told from typing by that.
    private func take(_ inputs: [InputEvent]) {
        var keys: [Key] = []
        var last: Int64 = 0
        func takeKeys() {
            guard !keys.isEmpty else { return }
            apply(keys.count == 1 ? .key(keys[0], at: last) : .burst(keys, at: last))
            keys = []
        }
        for input in inputs where !state.isFinished {
            if case .key(let key, let readAt) = input, !state.options.hasBracketedPaste {
                keys.append(key)
                last = readAt
            } else {
                takeKeys()
                if !state.isFinished { take(input) }
            }
        }
        takeKeys()
    }

    private func take(_ input: InputEvent) {
        switch input {
        case .key(let key, let readAt): apply(.key(key, at: readAt))
        case .paste(let text): apply(.pasted(text))
        case .resized(let size): apply(.resized(size))
        case .focusGained: apply(.focusChanged(true))
        case .focusLost: apply(.focusChanged(false))
        case .resumed: apply(.resumed)
        case .terminated(let signal): apply(.terminated(signal))
        }
    }

    private func apply(_ action: Action) {
        var actions = [action]
        while !actions.isEmpty {
            let effects = update(&state, actions.removeFirst())
            // What an effect answers at once comes after the effects that stood beside it.
            for effect in effects {
                if let answer = perform(effect) { actions.append(answer) }
            }
        }
    }

    /// Effects on the terminal are done here and now, and some have an answer at once; all others go to the runner.
    private func perform(_ effect: Effect) -> Action? {
        switch effect {
        case .store(let request): runner.run(request)
        case .sync(let request): runner.run(request)
        case .terminal(let request): return perform(request)
        // The state says that the loop ends.
        case .quit: break
        }
        return nil
    }

    private func perform(_ request: TerminalRequest) -> Action? {
        switch request {
        case .suspend:
            runner.waitForStore(milliseconds: Self.storePatience)
            device.suspend()
        case .repaint: device.repaint()
        case .ring: device.ring()
        case .openEditor(let id, let text):
            runner.waitForStore(milliseconds: Self.storePatience)
            return .edited(id, text: Editor.edit(text, with: editor, on: device))
        }
        return nil
    }

    private func paint() {
        device.present(RootView.draw(state, look: look, keeping: &drawn))
        paintedAt = device.now
        isPaintDue = false
        apply(.painted)
    }

    /// Milliseconds until time itself changes something, or a delayed paint is due.
    private func timeout() -> Int32? {
        let now = device.now
        var deadline = state.nextDeadline
        if isPaintDue { deadline = min(deadline ?? .max, paintedAt + Self.paintInterval) }
        return deadline.map { Int32(clamping: max(0, $0 - now)) }
    }
}
