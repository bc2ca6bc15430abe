import Glibc

/// The part of a mailbox that a loop can wait on: a pipe that is readable while a message lies in the box.
///
/// It closes its pipe when nobody holds it any more, so a loop may keep it beside the mailbox.
package final class MailboxSignal: Sendable {
    /// Readable for `poll` while a message waits; never read it elsewhere.
    package let descriptor: Int32
    private let writeEnd: Int32

    /// Opens the pipe.
    ///
    /// - Throws: `.noPipe` with the error number, when the process has no descriptor left.
    package init() throws(TerminalFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .noPipe(errno) }
        for end in ends {
            // A child must not keep the pipe open, and neither side may ever block the loop.
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        descriptor = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(descriptor)
        close(writeEnd)
    }

    /// Makes the descriptor readable.
    func raise() {
        var byte: UInt8 = 1
        // The pipe holds at most one byte, so only an interruption can make this fail.
        while write(writeEnd, &byte, 1) < 0, errno == EINTR {}
    }

    /// Waits until it is readable; false when the milliseconds are over.
    ///
    /// For a device that has nothing else to wait for.
    package func isRaised(within milliseconds: Int32) -> Bool {
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, milliseconds) > 0
    }

    /// Makes the descriptor not readable.
    func clear() {
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) < 0, errno == EINTR {}
    }
}
