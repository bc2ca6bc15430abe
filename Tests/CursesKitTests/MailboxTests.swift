import CursesKit
import Foundation
import Glibc
import Testing

struct MailboxTests {
    private func isReadable(_ signal: MailboxSignal, within milliseconds: Int32 = 0) -> Bool {
        var ready = pollfd(fd: signal.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, milliseconds) == 1
    }

    @Test("messages come out once, in order, and the signal follows")
    func order() throws {
        let mailbox = try Mailbox<Int>()
        #expect(!isReadable(mailbox.signal))
        mailbox.post(1)
        mailbox.post(2)
        #expect(isReadable(mailbox.signal))
        #expect(mailbox.take() == [1, 2])
        #expect(!isReadable(mailbox.signal))
        #expect(mailbox.take().isEmpty)
        mailbox.post(3)
        #expect(isReadable(mailbox.signal))
        #expect(mailbox.take() == [3])
    }

    @Test("many messages cost one byte: none can block a task")
    func manyMessages() throws {
        let mailbox = try Mailbox<Int>()
        // More than a pipe holds.
        for number in 0..<100_000 { mailbox.post(number) }
        #expect(mailbox.take().count == 100_000)
        #expect(!isReadable(mailbox.signal))
    }

    @Test("nothing is lost between threads and the loop")
    func manyThreads() throws {
        let mailbox = try Mailbox<Int>()
        for thread in 0..<8 {
            Thread.detachNewThread {
                for number in 0..<1000 { mailbox.post(thread * 1000 + number) }
            }
        }
        var received: [Int] = []
        while received.count < 8000, isReadable(mailbox.signal, within: 10_000) {
            received += mailbox.take()
        }
        #expect(Set(received).count == 8000)
        for thread in 0..<8 {
            let own = received.filter { $0 / 1000 == thread }
            #expect(own == own.sorted(), "the order of one thread is kept")
        }
    }
}
