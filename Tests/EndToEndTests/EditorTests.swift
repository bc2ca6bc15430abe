import Foundation
import PtyKit
import PulseSimulator
import TerminalTesting
import TestPacing
import Testing

/// The person's editor: it has the terminal for itself, and only what it saved counts.
@Suite(.paced, .timeLimit(.minutes(20))) struct EditorTests {
    /// An editor that waits for a line and then does what the script says; `$1` is the file.
    private func editor(_ desk: DeskInTerminal, _ script: String) throws -> [String: String] {
        let path = desk.folder.path + "/editor.sh"
        let text = "#!/bin/sh\nprintf 'inside the editor'\nread answer\n\(script)\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return ["EDITOR": path, "VISUAL": "", "TMPDIR": desk.folder.path]
    }

    private func writeDraft(_ text: String, _ session: TerminalSession) throws {
        try session.replyToJane()
        try session.type(text)
        try session.waitForText(text)
    }

    private func openEditor(_ session: TerminalSession) throws {
        try session.press(.control("o"))
        try session.waitUntil("the editor") { !$0.isAlternate && $0.contains("inside the editor") }
    }

    /// Nobody else may read the draft, and nothing of it is left.
    private func files(_ desk: DeskInTerminal) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: desk.folder.path).filter { $0.hasPrefix("pulse-tui-") }
    }

    @Test func whatTheEditorSavedIsTheDraft() async throws {
        try await withDesk { desk in
            let session = try desk.start(
                environment: try self.editor(desk, "echo >> \"$1\"; echo 'and a second line' >> \"$1\"")
            )
            try self.writeDraft("a first line", session)
            try self.openEditor(session)
            #expect(session.process.modes == session.process.originalModes)
            #expect(session.screen.scanner.modes.isDisjoint(with: [1, 1004, 2004]))
            let file = desk.folder.path + "/" + (try #require(try self.files(desk).first))
            let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(permissions == 0o600)
            session.resize(rows: 30, columns: 100)
            try session.type("\n")
            try session.waitUntil("both lines in the larger window") {
                $0.isAlternate && $0.contains(" a first line  ") && $0.contains(" and a second line  ")
                    && $0.text[29].hasSuffix("┘")
            }
            #expect(try self.files(desk).isEmpty)
            session.expectTaken()
            try session.press(.enter)
            try desk.waitUntil("the message") {
                await $0.received.contains { $0.text == "a first line\nand a second line" }
            }
            try session.leave()
            session.expectGivenBack()
        }
    }

    @Test(arguments: ["echo gone > \"$1\"; exit 3", "echo gone > \"$1\"; kill -SEGV $$", ": > \"$1\"", "rm \"$1\""])
    func anEditorThatFailsOrLeavesNothingChangesNothing(script: String) async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: try self.editor(desk, script))
            try self.writeDraft("the old draft", session)
            try self.openEditor(session)
            try session.type("\n")
            try session.waitUntil("the desk again") { $0.isAlternate && $0.contains("the old draft") }
            session.expectTaken()
            #expect(!session.screen.contains("gone"))
            try session.type(" goes on")
            try session.waitForText("the old draft goes on")
            #expect(try self.files(desk).isEmpty)
            try session.leave()
            session.expectGivenBack()
        }
    }

    @Test func aFileOfManyMegabytesIsRefusedAndTheDraftStays() async throws {
        try await withDesk { desk in
            let script = "head -c 10485760 /dev/zero | tr '\\0' x > \"$1\""
            let session = try desk.start(environment: try self.editor(desk, script))
            try self.writeDraft("the old draft", session)
            try self.openEditor(session)
            try session.type("\n")
            try session.waitForText("left more than 1 MiB")
            #expect(session.screen.contains("the old draft"))
            try session.leave()
        }
    }

    @Test func anEditorThatIsNotThereIsSaid() async throws {
        try await withDesk { desk in
            let session = try desk.start(environment: ["EDITOR": "/nonexistent/editor", "VISUAL": ""])
            try self.writeDraft("the old draft", session)
            try session.press(.control("o"))
            try session.waitForText("draft is as it was")
            #expect(session.screen.contains("the old draft"))
            try session.leave()
        }
    }
}
