import Synchronization

/// A queue from any task or thread to the one loop that owns the terminal.
///
/// Letters come out in the order they were posted. The loop is woken once for many letters: only the
/// first one that finds the box empty costs a system call.
package final class Mailbox<Letter: Sendable>: Sendable {
    /// What the loop waits on.
    package let signal: MailboxSignal
    private let letters = Mutex<[Letter]>([])

    /// An empty box.
    ///
    /// - Throws: `.noPipe` when the process has no descriptor left.
    package init() throws(TerminalFailure) {
        signal = try MailboxSignal()
    }

    /// Puts a letter in and wakes the loop; returns at once, from any task or thread.
    package func post(_ letter: Letter) {
        letters.withLock { letters in
            if letters.isEmpty { signal.raise() }
            letters.append(letter)
        }
    }

    /// Takes out all letters; empty when nothing lies in the box.
    package func take() -> [Letter] {
        letters.withLock { letters in
            guard !letters.isEmpty else { return [] }
            // Under the lock, so that a letter posted now raises the signal again.
            signal.clear()
            let taken = letters
            letters = []
            return taken
        }
    }
}
