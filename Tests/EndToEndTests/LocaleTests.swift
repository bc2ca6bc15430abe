import Foundation
import PtyKit
import TerminalTesting
import TestPacing
import Testing

/// Where the locale knows only ASCII, only ASCII is written; where none is named, UTF-8 is the better guess.
@Suite(.paced, .timeLimit(.minutes(20))) struct LocaleTests {
    @Test func theCLocaleGetsASCIIAlone() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: ["LC_ALL": "C", "LANG": ""])
            try session.waitForText("Jane Doe")
            try session.waitUntil("the list, with what cannot be shown") {
                $0.contains("Mei Tanaka") && $0.contains("????")
            }
            try session.waitForText("- 1 all - 42")
            // From the top to the bottom, with every conversation's thread.
            for _ in 0..<41 {
                try session.press(.enter)
                try session.waitForText("r to write")
                try session.type("hj")
                try session.waitForText("Enter open")
            }
            try session.goToComposer()
            try session.type("café 日本 👍🏽 ende")
            try session.waitForText("ende")
            try session.press(.escape)
            try session.waitForText("r reply")
            try session.type("?")
            try session.waitForText("j Down")
            try session.press(.escape)
            try session.waitForText("r reply")
            try session.leave()
            session.expectGivenBack()
            let foreign = session.output.filter { $0 >= 0x80 }
            #expect(foreign.isEmpty, "\(foreign.count) bytes beyond ASCII")
            // Borders are drawn, and no sign of them is a letter of the alternate character set.
            #expect(!session.output.contains(0x0E))
        }
    }

    @Test func withoutAnyLocaleTextIsUTF8() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: ["LC_ALL": "", "LANG": "", "LC_CTYPE": ""])
            try session.waitForText("返品した")
            #expect(session.screen.text[0].hasPrefix("┌"))
            try session.leave()
        }
    }

    @Test func whatCannotBeShownIsStillSentAsItWasTyped() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: ["LC_ALL": "C", "LANG": ""])
            try session.replyToJane()
            try session.type("Grüße, 日本")
            try session.waitUntil("the question marks") { $0.contains("Gr??e, ????") }
            try session.press(.enter)
            try waitUntil("the message") { desk.received("Grüße, 日本") == 1 }
            try session.leave()
        }
    }
}
