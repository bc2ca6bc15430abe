import CNcurses
import CTerminal
import Glibc
package import ScreenKit

extension CursesTerminal {
    /// Waits in one `poll` on the keyboard, the signal pipe and the mailbox.
    ///
    /// A deadline of the decoder, a lone Esc's for one, ends the `poll` too; without an event from it the wait goes on.
    package func wait(for mailbox: MailboxSignal, milliseconds timeout: Int32?) -> [InputEvent] {
        let end = timeout.map { now + Int64($0) }
        var events: [InputEvent] = []
        while true {
            events += pending
            pending = []
            var ready = [
                pollfd(fd: isLost ? -1 : input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let delay = events.isEmpty ? pause(until: [end, decoder.deadline].compactMap(\.self).min()) : 0
            // An interruption is a signal, and that is in the pipe at the next turn.
            guard poll(&ready, nfds_t(ready.count), delay) >= 0 else { continue }
            if ready[0].revents != 0 { events += readAll() }
            if ready[1].revents != 0 { takeSignals() }
            events += decoder.expire(at: now)
            events += pending
            pending = []
            let isOver = end.map { now >= $0 } ?? false
            if !events.isEmpty || ready[2].revents != 0 || isOver { return events }
        }
    }

    /// For `poll`: milliseconds until a time, -1 for ever.
    private func pause(until deadline: Int64?) -> Int32 {
        guard let deadline else { return -1 }
        return Int32(clamping: max(0, deadline - now))
    }

    /// Reads until nothing is left.
    private func readAll() -> [InputEvent] {
        var events: [InputEvent] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        var next = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        repeat {
            let count = read(input, &buffer, buffer.count)
            if count > 0 {
                events += decoder.feed(buffer[..<count], at: now)
            } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                // The other side of the terminal was closed.
                isLost = true
                events.append(.terminated(SIGHUP))
                return events
            }
        } while poll(&next, 1, 0) > 0
        return events
    }

    private func takeSignals() {
        var isResized = false
        var isStopped = false
        var isContinued = false
        while true {
            let number = terminal_signals_next()
            switch number {
            case 0:
                if isStopped {
                    suspend()
                } else if isContinued {
                    // Stopped by a signal that nobody can catch; the shell had the terminal meanwhile.
                    takeAgain(wasGivenBack: false)
                    pending.append(.resumed)
                }
                if isResized {
                    // A window that shrank and grew again before we looked has lost what it cut off.
                    if !followWindow() { forgetScreen() }
                    pending.append(.resized(size))
                }
                return
            case SIGWINCH:
                isResized = true
            case SIGTSTP:
                isStopped = true
            case SIGCONT:
                isContinued = true
            default:
                pending.append(.terminated(number))
            }
        }
    }

    /// Takes over the size of the window; says whether it is another one.
    func followWindow() -> Bool {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard terminal_window_size(output, &rows, &columns) == 0 else { return false }
        let now = Size(rows: Int(rows), columns: Int(columns))
        guard now != size else { return false }
        // Not resizeterm: it would put a key into a queue of ncurses that nobody reads.
        resize_term(rows, columns)
        size = now
        forgetScreen()
        return true
    }

    /// Draws all of the next screen: terminals differ in what they leave on a resized one.
    func forgetScreen() {
        shown = nil
        clearok(nc_curscr(), true)
    }
}
