import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// Scrolling back to where a conversation began, and what arrives meanwhile.
@Suite(.paced, .timeLimit(.minutes(20))) struct ScrollBackTests {
    private func openLong(_ desk: DeskInTerminal, _ name: String) throws -> TerminalSession {
        let session = try desk.start()
        try session.waitForText("Jane Doe")
        try session.waitForText(name)
        try session.go(to: name, fromComposer: false, with: "\r")
        try session.waitUntil("the thread's title") { $0.text[0].contains(name) }
        return session
    }

    @Test func homeGoesOnToTheBeginning() async throws {
        try await withDesk(scenario: .long, longConversation: 600) { desk in
            let session = try self.openLong(desk, "The long one")
            try session.waitForText("Question 600:")
            desk.control { await $0.setFaults([.slow], rate: 3, scope: .reads) }
            try session.type("g")
            try session.waitForText("loading older...")
            desk.control { await $0.setFaults([]) }
            try session.waitForText("─ beginning ─", seconds: 20)
            // The thirty oldest share a second, for which the service knows no order.
            let oldest = (1...30).map { "Question \($0):" }
            try session.waitUntil("the oldest questions") { oldest.contains(where: $0.contains) }
            try session.type("G")
            try session.waitForText("Question 600:")
            try session.press(.control("\\"))
            #expect(try session.waitForEnd() == .exited(0))
        }
    }

    /// Many exchanges of one second: every one of them has to be met on the way down.
    @Test(arguments: [("Burst of 250", "message", 250), ("Sixty in one", "tied", 60)])
    func nothingOfOneSecondIsLost(title: String, word: String, count: Int) async throws {
        try await withDesk(scenario: .long, longConversation: 40) { desk in
            let session = try self.openLong(desk, title)
            try session.waitForText("Echo: \(word)")
            let all = Set((0..<count).map { "Echo: \(word) \($0)" })
            var seen: Set<String> = []
            // A page that is looked at while it is being drawn hides lines, which the next way down shows.
            for _ in 0..<4 where seen != all {
                try session.type("g")
                try session.waitForText("─ beginning ─")
                try self.pageDown(session) { page in
                    seen.formUnion(all.intersection(page))
                    return seen != all
                }
            }
            #expect(all.subtracting(seen).isEmpty)
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }

    /// Gives each page of the thread down to its end, or until no more is wanted.
    private func pageDown(_ session: TerminalSession, _ look: ([String]) -> Bool) throws {
        while true {
            let page = session.screen.threadLines(20)
            guard look(page) else { return }
            try session.press(.pageDown)
            do {
                try session.waitUntil("a page below", seconds: 3) { $0.threadLines(20) != page }
            } catch is TerminalSession.TimedOut {
                return
            }
        }
    }

    @Test func aPageThatLandsDoesNotMoveTheView() async throws {
        try await withDesk(scenario: .long, longConversation: 400) { desk in
            let session = try self.openLong(desk, "The long one")
            try session.waitUntil("the newest messages") { screen in
                let lines = screen.threadLines(20)
                return lines.contains { !$0.isEmpty }
                    && !lines.contains { $0.hasPrefix("Loading") || $0.hasPrefix("Reading") }
            }
            let pages = "GET /v1/messages"
            desk.control { await $0.setFaults([.slow], scope: .reads) }
            // Up to where the desk asks for an older page: it is under way for two seconds.
            let asked = desk.control { await $0.requests[pages] ?? 0 }
            var isAsked = false
            for _ in 0..<60 where !isAsked {
                let before = session.screen.threadLines(20)
                try session.press(.pageUp)
                try session.waitUntil("another page", seconds: 3) { $0.threadLines(20) != before }
                isAsked = session.screen.contains("loading older...")
            }
            #expect(isAsked)
            try session.press(.pageDown)
            try session.waitForNoText("loading older...")
            let view = session.screen.threadLines(20)
            desk.control { await $0.setFaults([]) }
            try desk.waitUntil("that the page was asked for") { await $0.requests[pages] ?? 0 > asked }
            // Scrolled on without a key in between, the lines in view stay.
            let more = desk.control { await $0.requests[pages] ?? 0 }
            try desk.waitUntil("two more looks") { await $0.requests[pages] ?? 0 >= more + 3 }
            try session.readAvailable()
            #expect(session.screen.threadLines(20) == view)
            try session.press(.pageUp)
            try session.waitUntil("older lines above") {
                !$0.contains("loading older...") && $0.threadLines(20) != view
            }
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }

    @Test func whatArrivesBelowIsCountedAndTheViewStays() async throws {
        try await withDesk { desk in
            let long = (1...60).map { "line \($0) of a long message" }.joined(separator: "\n")
            let id = desk.control { await $0.startConversation(name: "Wordy", email: nil, text: long) }
            let session = try desk.start()
            try session.waitForText("Wordy")
            try session.go(to: "Wordy", fromComposer: false, with: "\r")
            try session.waitForText("line 60 of")
            try session.press(.pageUp)
            try session.waitForNoText("line 60 of")
            let view = session.screen.threadLines(16)
            for number in 1...3 {
                desk.control { _ = await $0.visitorWrites("later \(number)", in: id) }
                try session.waitForText("↓ \(number) new")
                #expect(session.screen.threadLines(16) == view)
            }
            try session.type("G")
            try session.waitForText("~Wordy")
            try session.waitUntil("the end") { $0.threadLines(20).contains("later 3") }
            #expect(!session.screen.threadLines(20).contains { $0.contains("↓") })
            // Now the view follows.
            desk.control { _ = await $0.visitorWrites("later 4", in: id) }
            try session.waitUntil("the newest") { $0.threadLines(20).contains("later 4") }
            #expect(!session.screen.threadLines(20).contains { $0.contains("↓") })
            try session.press(.control("\\"))
            _ = try session.waitForEnd()
        }
    }
}
