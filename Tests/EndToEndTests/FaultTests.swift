import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// What a person sees and does while the services misbehave, and that all is well when they no longer do.
@Suite(.paced, .timeLimit(.minutes(20))) struct FaultTests {
    private static let reply = "the reply of the desk"
    private static let question = "a question of the desk"

    @Test(arguments: Misbehaviour.alone + Misbehaviour.pairs)
    func theDeskWorksThroughAndRecovers(_ misbehaviour: Misbehaviour) async throws {
        try await withDesk { desk in
            let session = try desk.start(rows: 50, columns: 120)
            try session.waitForText("Jane Doe")
            try session.waitForText("Signatures of webhooks")
            try session.go(to: "router", fromComposer: false, with: "\r")
            try session.waitForText("(300)")
            let faults = misbehaviour.faults
            desk.control { await $0.setFaults(faults) }

            try Self.read(session)
            try Self.write(misbehaviour, session)
            desk.control { await $0.setFaults([]) }
            if misbehaviour.isKeyRefused { try session.press(.control("r")) }
            try Self.recover(desk, session)

            try session.press(.control("\\"))
            #expect(try session.waitForEnd() == .exited(0))
        }
    }

    /// Scrolls and opens.
    private static func read(_ session: TerminalSession) throws {
        let before = session.screen.threadLines(40)
        try session.press(.pageUp)
        try session.waitUntil("another page", seconds: 2) { $0.threadLines(40) != before }
        try session.type("G")
        try session.waitUntil("the end", seconds: 2) { $0.threadLines(40) == before }
        try session.go(to: "Chiara", fromComposer: false, with: "\r")
        try session.waitUntil("the thread's title", seconds: 2) { $0.text[0].contains("Chiara Moretti") }
    }

    /// Writes to a visitor and to an assistant, and leaves a draft.
    private static func write(_ misbehaviour: Misbehaviour, _ session: TerminalSession) throws {
        try session.go(to: "Jane Doe", fromComposer: false, with: "r")
        try session.waitForText("reply to Jane Doe", seconds: 2)
        try session.type(reply)
        try session.waitForText(reply, seconds: 2)
        try session.press(.enter)
        try session.waitUntil("the reply in the thread", seconds: 2) { $0.standing(of: reply) != nil }
        try session.type("a draft for later")
        try session.waitForText("a draft for later", seconds: 2)

        try session.go(to: "Signatures", fromComposer: true, with: "r")
        try session.waitUntil("the composer", seconds: 2) { $0.contains("ask ") && !$0.contains("a draft for later") }
        try session.type(question)
        try session.waitForText(question, seconds: 2)
        try session.press(.enter)
        try session.waitUntil("the question in the thread", seconds: 2) { $0.standing(of: question) != nil }
        try session.type("more to ask")
        try session.waitForText("more to ask", seconds: 2)
        if !misbehaviour.inStatus.isEmpty {
            try session.waitUntil("what is wrong, in the status line") { screen in
                misbehaviour.inStatus.contains { screen.statusLine.contains($0) }
            }
        }
        if misbehaviour.isKeyRefused {
            // Of both accounts, or Ctrl-R would come before one of them is refused.
            try session.waitUntil("that both keys are refused") { screen in
                ["Acme desk: the key", "Helper: the key"].allSatisfy(screen.statusLine.contains)
            }
        }
        if !misbehaviour.behindQuestion.isEmpty {
            try session.waitUntil("what is wrong, behind the question") { screen in
                misbehaviour.behindQuestion.contains(where: screen.contains)
            }
        }
    }

    /// Everything is in order again, without a restart.
    private static func recover(_ desk: DeskInTerminal, _ session: TerminalSession) throws {
        try session.waitUntil("a status line without trouble", seconds: 30) { screen in
            !screen.statusLine.contains("Acme desk:") && !screen.statusLine.contains("Helper:")
        }
        // Out of the composer: here t sends again.
        try session.press(.backTab)
        try settle(question, desk, session)
        try session.waitForText("more to ask")
        try session.go(to: "Jane Doe", fromComposer: false, with: "\r")
        try session.waitForText("a draft for later")
        try settle(reply, desk, session)
        #expect(desk.received(reply) == 1)
        #expect(desk.received(question) == 1)

        let jane = desk.control { simulator in
            await simulator.received.first { $0.text == reply }?.conversationID ?? ""
        }
        desk.control { _ = await $0.visitorWrites("good to hear from you", in: jane) }
        try session.waitForText("good to hear from you")
    }

    /// Waits until a message has its mark; what the server never had is sent again by hand, what it has is not.
    private static func settle(_ text: String, _ desk: DeskInTerminal, _ session: TerminalSession) throws {
        let states = ["✓", "unknown", "refused", "held"]
        try session.waitUntil("the message at an end", seconds: 30) { screen in
            let standing = screen.standing(of: text) ?? ""
            return states.contains(where: standing.contains)
        }
        let standing = session.screen.standing(of: text) ?? ""
        if !standing.contains("✓"), desk.received(text) == 0 {
            try session.type("t")
            if standing.contains("unknown") {
                try session.waitForText("Send again?")
                try session.type("y")
            }
        }
        try session.waitUntil("the mark", seconds: 30) { $0.standing(of: text)?.contains("✓") == true }
    }
}
