import Synchronization

/// A queue from any task or thread to the one loop that owns the terminal.
///
/// Messages come out in the order they were posted. The loop is woken once for many messages: only the
/// first one that finds the box empty costs a system call.
package final class Mailbox<Message: Sendable>: Sendable {
    /// What the loop waits on.
    package let signal: MailboxSignal
    private let messages = Mutex<[Message]>([])

    /// An empty box.
    ///
    /// - Throws: `.noPipe` when the process has no descriptor left.
    package init() throws(TerminalFailure) {
        signal = try MailboxSignal()
    }

    /// Puts a message in and wakes the loop; returns at once, from any task or thread.
    package func post(_ message: Message) {
        messages.withLock { messages in
            if messages.isEmpty { signal.raise() }
            messages.append(message)
        }
    }

    /// Takes out all messages; empty when nothing lies in the box.
    package func take() -> [Message] {
        messages.withLock { messages in
            guard !messages.isEmpty else { return [] }
            // Under the lock, so that a message posted now raises the signal again.
            signal.clear()
            let taken = messages
            messages = []
            return taken
        }
    }
}
