import Foundation
import GRDB
import PtyKit
import PulseModel
import PulseSimulator
import PulseStore
import TerminalTesting
import TestPacing
import Testing

/// Much of everything: keys answer, in their order, and nothing is cut that is not said to be.
@Suite(.paced, .timeLimit(.minutes(20))) struct BigDataTests {
    /// Puts conversations of the desk's assistant into its store: "Number 00000", the newest, and so on.
    private func fill(_ desk: DeskInTerminal, count: Int) throws {
        let store = try DeskStore.open(folder: desk.state, sendLimit: 0)
        let addresses = desk.simulator.addresses
        let helper = AccountID(rawValue: "Helper")
        try store.register([
            Account(id: AccountID(rawValue: "Acme desk"), service: .support, baseURL: addresses.support.baseURL),
            Account(
                id: helper,
                service: .assistant,
                baseURL: addresses.assistants[0].baseURL,
                user: addresses.assistants[0].user
            ),
        ])
        let rows = (0..<count).map { number in
            let digits = String(number)
            let name = "Number " + String(repeating: "0", count: 5 - digits.count) + digits
            let time = Timestamp(seconds: 1_700_000_000 - Int64(number))
            return AssistantConversation(id: "c\(number)", name: name, createdAt: time, updatedAt: time)
        }
        let merged = blocking {
            do throws(StoreFailure) {
                _ = try await store.merge(
                    list: rows,
                    of: helper,
                    isFirstSync: true,
                    seenAt: Timestamp(seconds: 1_700_000_001)
                )
                return true
            } catch {
                return false
            }
        }
        #expect(merged)
        store.close()
    }

    /// The text of the row that is selected.
    private func selected(_ screen: VTermScreen) -> String? {
        (1..<screen.rows - 1).first { screen.cell($0, 20).isReversed }.map { screen.text(row: $0) }
    }

    @Test func aListOfTenThousandRowsScrollsAndIsSearched() async throws {
        try await withDesk(scenario: .empty) { desk in
            try self.fill(desk, count: 10_000)
            let session = try desk.start()
            try session.waitForText("Number 00000")
            try session.waitForText("10000")
            func expectSelection(_ name: String) throws {
                try session.waitUntil("\(name) to be selected") { self.selected($0)?.contains(name) ?? false }
            }
            try session.type("G")
            try expectSelection("Number 09999")
            try session.type("k")
            try expectSelection("Number 09998")
            try session.press(.home)
            try expectSelection("Number 00000")
            for _ in 0..<30 { try session.press(.pageDown) }
            for _ in 0..<30 { try session.press(.pageUp) }
            try session.type(String(repeating: "j", count: 300))
            try expectSelection("Number 00300")
            try session.type("/")
            try session.waitForText("Find:")
            try session.type("number 07")
            try session.press(.enter)
            try expectSelection("Number 07000")
            try session.type("n")
            try expectSelection("Number 07001")
            try session.type("NN")
            try expectSelection("Number 07999")
            try session.type("q")
            #expect(try session.waitForEnd() == .exited(0))
            session.expectGivenBack()
        }
    }

    @Test func aMessageOfOneMebibyteIsFoldedAndScrolls() async throws {
        try await withDesk(scenario: .empty) { desk in
            let lines = (0..<20_000).map { "line \($0) of a very long message, padded a bit" }
            let text = lines.joined(separator: "\n")
            _ = desk.control { await $0.startConversation(name: "Talkative", email: nil, text: text) }
            let session = try desk.start()
            try session.waitForText("Talkative")
            try session.press(.enter)
            try session.waitForText("more bytes; i shows all")
            #expect(!session.screen.contains("line 200 of"))
            try session.press(.home)
            try session.waitForText("line 0 of a very long")
            try session.press(.pageDown)
            try session.waitForNoText("line 0 of a very long")
            try session.type("jjjG")
            try session.waitForText("more bytes; i shows all")
            // All of it is in the details.
            try session.type("i")
            try session.waitForText("Talkative")
            try session.waitForText("Conversation")
            try session.type("G")
            try session.waitForText("line 19999 of")
            try session.type("q")
            try session.waitForText("r reply")
            try session.leave()
        }
    }

    @Test func aPastedDraftOfOneMebibyteKeepsEveryByteAndTheOrderOfKeys() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.replyToJane()
            let text = (0..<25_845).map { "row \($0) of what was pasted, some words" }.joined(separator: "\n")
            // As much as a draft may have, but for the two characters that are typed.
            #expect(((1 << 20) - 64...(1 << 20) - 2).contains(text.utf8.count))
            try session.paste(text)
            try session.waitUntil("the end of the paste", seconds: 60) { $0.contains("row 25844 of") }
            try session.type("!")
            try session.press(.home)
            try session.type(">")
            try session.waitUntil("keys at both ends of the line", seconds: 30) {
                $0.contains(">row 25844 of what was pasted, some words!")
            }
            try session.press(.up)
            try session.press(.escape)
            try session.waitForText("r reply", seconds: 30)
            let whole = text.replacingOccurrences(of: "\nrow 25844", with: "\n>row 25844") + "!"
            let queue = try DatabaseQueue(path: desk.state + "/" + DeskStore.fileName)
            try waitUntil("the whole draft on the disk", seconds: 30) {
                try queue.read { try String.fetchAll($0, sql: "SELECT text FROM draft") }.contains(whole)
            }
            try queue.close()
            try session.leave()
        }
    }
}
