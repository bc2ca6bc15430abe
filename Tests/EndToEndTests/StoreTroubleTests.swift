import Foundation
import GRDB
import Glibc
import PtyKit
import PulseStore
import TerminalTesting
import TestPacing
import Testing

/// What is wrong with the files that the desk keeps is said, costs nothing that was typed, and never crashes.
@Suite(.paced, .timeLimit(.minutes(20))) struct StoreTroubleTests {
    private func database(_ desk: DeskInTerminal) -> String { desk.state + "/" + DeskStore.fileName }

    /// Another program's connection, which may keep a transaction open.
    private func holder(of path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        // The program may be writing at this moment.
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// A state folder with a draft for Jane in it, from a run that has ended.
    private func makeState(_ desk: DeskInTerminal) throws {
        let session = try desk.start()
        try session.replyToJane()
        try session.type("an earlier draft")
        try session.waitForText("an earlier draft")
        try session.leave()
        // Everything in the one file, so that damaging it damages something.
        let queue = try DatabaseQueue(path: database(desk))
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try queue.close()
        unlink(database(desk) + "-wal")
        unlink(database(desk) + "-shm")
    }

    /// The program refuses to start, with these words, and leaves the file as it is.
    private func expectRefusal(_ desk: DeskInTerminal, _ words: [String], status: Int32 = 69) throws {
        let before = try Data(contentsOf: URL(filePath: database(desk)))
        let session = try desk.start(columns: 200)
        #expect(try session.waitForEnd() == .exited(status))
        let said = session.snapshot().joined()
        for word in words { #expect(said.contains(word), "\(said)") }
        session.expectGivenBack()
        #expect(!session.output.contains(0x1B), "nothing but words")
        #expect(try Data(contentsOf: URL(filePath: database(desk))) == before, "the file was changed")
    }

    @Test func aFileOfGarbageIsSaidAndKept() async throws {
        try await withDesk { desk in
            try self.makeState(desk)
            let garbage = Data((0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 13) })
            try garbage.write(to: URL(filePath: self.database(desk)))
            try self.expectRefusal(desk, ["damaged", "move", "desk.sqlite"])
            // What the words say helps.
            try FileManager.default.moveItem(atPath: self.database(desk), toPath: desk.folder.path + "/away")
            let session = try desk.start()
            try session.waitForText("Jane Doe")
            try session.leave()
        }
    }

    @Test func aTruncatedFileIsSaidAndKept() async throws {
        try await withDesk { desk in
            try self.makeState(desk)
            let whole = try Data(contentsOf: URL(filePath: self.database(desk)))
            try whole.prefix(whole.count / 2 + 100).write(to: URL(filePath: self.database(desk)))
            try self.expectRefusal(desk, ["damaged", "desk.sqlite"])
        }
    }

    @Test func theFileOfANewerVersionIsSaidAndKept() async throws {
        try await withDesk { desk in
            try self.makeState(desk)
            let queue = try DatabaseQueue(path: self.database(desk))
            try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999 from the future')") }
            try queue.close()
            try self.expectRefusal(desk, ["newer", "9999 from the future", "--state"])
        }
    }

    @Test func aDatabaseLockedFromTheStartIsSaid() async throws {
        try await withDesk { desk in
            try self.makeState(desk)
            let queue = try self.holder(of: self.database(desk))
            try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE") }
            let session = try desk.start(columns: 200)
            #expect(try session.waitForEnd() == .exited(75))
            #expect(session.screen.contains("another program holds the database"))
            #expect(!session.screen.contains("drafts"), "there are none before the start")
            session.expectGivenBack()
            try queue.inDatabase { try $0.execute(sql: "ROLLBACK") }
            try queue.close()
            let again = try desk.start()
            try again.replyToJane()
            try again.waitForText("an earlier draft")
            try again.leave()
        }
    }

    @Test func whatIsTypedWhileAnotherProgramHoldsTheDatabaseIsSavedLater() async throws {
        try await withDesk { desk in
            let session = try desk.start()
            try session.replyToJane()
            let queue = try self.holder(of: self.database(desk))
            try queue.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
            try session.type("typed while it was locked")
            try session.waitForText("Not saved")
            #expect(session.screen.contains("typed while it was locked"))
            // A message is not lost either: it comes back.
            try session.press(.enter)
            try session.waitForText("the text is back")
            #expect(session.screen.contains("typed while it was locked"))
            #expect(desk.received("typed while it was locked") == 0)
            try queue.inDatabase { try $0.execute(sql: "ROLLBACK") }
            try self.waitForDraft("typed while it was locked", queue)
            try queue.close()
            // Not even a crash loses it now.
            session.process.signal(SIGKILL)
            _ = try session.waitForEnd()
            let again = try desk.start()
            try again.replyToJane()
            try again.waitForText("typed while it was locked")
            try again.leave()
        }
    }

    private func waitForDraft(_ text: String, _ queue: DatabaseQueue) throws {
        try waitUntil("the draft on the disk") {
            try queue.read { try String.fetchAll($0, sql: "SELECT text FROM draft") }.contains(text)
        }
    }

    @Test func aFullDiskIsSaidAndTheDraftIsSavedOnceThereIsRoom() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "full-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            // A folder that stays is empty, in the system's folder for such things.
            try? FileManager.default.removeItem(atPath: folder)
        }
        // Only root may mount.
        guard mount("tmpfs", folder, "tmpfs", 0, "size=4m") == 0 else { return }
        defer { umount2(folder, Int32(MNT_DETACH)) }
        try await withDesk { desk in
            desk.state = folder + "/state"
            let session = try desk.start()
            try session.replyToJane()
            // Fills it to the last byte.
            let filler = FileManager.default.createFile(atPath: folder + "/filler", contents: nil)
            #expect(filler)
            let file = open(folder + "/filler", O_WRONLY)
            let block = [UInt8](repeating: 1, count: 4096)
            while write(file, block, block.count) > 0 {}
            close(file)
            try session.type("typed on a full disk " + String(repeating: "long ", count: 200) + "end of it")
            try session.waitForText("Not saved: the disk is full")
            try session.waitForText("end of it")
            unlink(folder + "/filler")
            let queue = try DatabaseQueue(path: folder + "/state/" + DeskStore.fileName)
            try waitUntil("the draft on the disk") {
                try queue.read { try String.fetchAll($0, sql: "SELECT text FROM draft") }.contains {
                    $0.hasPrefix("typed on a full disk") && $0.hasSuffix("end of it")
                }
            }
            try queue.close()
            try session.waitForNoText("Not saved")
            try session.leave()
        }
    }

    @Test func aStateFolderThatIsMovedAwayIsSaidAndTheTextSavedOnceItIsBack() async throws {
        try await withDesk { desk in
            let session = try desk.start(columns: 120)
            try session.replyToJane()
            let away = desk.folder.path + "/away"
            try FileManager.default.moveItem(atPath: desk.state, toPath: away)
            try session.type("typed into nothing")
            try session.waitForText("was removed")
            // A message is not claimed to be on its way either.
            try session.press(.enter)
            try session.waitForText("the text is back")
            #expect(desk.received("typed into nothing") == 0)
            try FileManager.default.moveItem(atPath: away, toPath: desk.state)
            let queue = try DatabaseQueue(path: self.database(desk))
            try self.waitForDraft("typed into nothing", queue)
            try queue.close()
            try session.waitForNoText("was removed")
            try session.leave()
        }
    }

    @Test func whatIsTypedIntoADatabaseThatWasEmptiedComesBackAndIsPrinted() async throws {
        try await withDesk { desk in
            let session = try desk.start(columns: 120)
            try session.replyToJane()
            for end in ["", "-wal"] { #expect(truncate(self.database(desk) + end, 0) == 0) }
            try session.type("typed into nothing")
            try session.waitForText("Not saved: the database is damaged")
            try session.press(.enter)
            try session.waitForText("the text is back")
            #expect(session.screen.contains("typed into nothing"))
            #expect(desk.received("typed into nothing") == 0)
            session.process.signal(SIGTERM)
            #expect(try session.waitForEnd() == .exited(128 + SIGTERM))
            let said = session.snapshot().joined(separator: "\n")
            #expect(said.contains("draft to Jane Doe:"), "\(said)")
            #expect(said.contains("typed into nothing"), "\(said)")
            session.expectGivenBack()
        }
    }

    @Test func whatCannotBeSavedAtTheEndIsPrinted() async throws {
        try await withDesk { desk in
            for byKey in [true, false] {
                let session = try desk.start(columns: 120)
                try session.replyToJane()
                try FileManager.default.removeItem(atPath: desk.state)
                try session.type("the only copy")
                // What follows is cut once the notice is over.
                try session.waitForText("was removed")
                if byKey {
                    try session.press(.control("\\"))
                } else {
                    session.process.signal(SIGTERM)
                }
                let ending = try session.waitForEnd()
                #expect(ending == (byKey ? .exited(0) : .exited(128 + SIGTERM)))
                let said = session.snapshot().joined(separator: "\n")
                #expect(said.contains("draft to Jane Doe:"), "\(said)")
                #expect(said.contains("the only copy"), "\(said)")
                session.expectGivenBack()
            }
        }
    }

    @Test func theCommandOfAKeyEndsWithTheProgram() async throws {
        let file = FileManager.default.temporaryDirectory.path + "/key-\(UUID().uuidString)"
        defer { unlink(file) }
        let account = """
            [[account]]
            name = "Slow key"
            service = "pulse"
            base_url = "http://127.0.0.1:9/api/v1"
            key_command = ["sh", "-c", "echo $$ > \(file); sleep 57; true"]

            """
        try await withDesk(configuration: account) { desk in
            let session = try desk.start()
            var number = ""
            try waitUntil("the command") {
                let bytes = FileManager.default.contents(atPath: file) ?? Data()
                number = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                return !number.isEmpty
            }
            try session.waitForText("Jane Doe")
            try session.leave()
            let stat = FileManager.default.contents(atPath: "/proc/\(number)/stat") ?? Data()
            // One that is dead and waits for its parent counts as ended.
            #expect(stat.isEmpty || String(decoding: stat, as: UTF8.self).contains(") Z "))
        }
    }

    @Test func aDiskThatIsFullFromTheStartIsSaid() async throws {
        try await withDesk { desk in
            // No file may grow beyond 8 KiB.
            let limit = ["/bin/bash", "-c", "ulimit -f 8; exec \"$0\" \"$@\""]
            let session = try desk.start(wrapper: limit, columns: 200)
            #expect(try session.waitForEnd() == .exited(69))
            #expect(session.snapshot().joined().contains("pulse-tui: "))
            session.expectGivenBack()
        }
    }

    @Test func aStateFolderThatCannotBeWrittenIsSaid() async throws {
        try await withDesk { desk in
            // A file where the folder should be: even root cannot write there.
            try Data().write(to: URL(filePath: desk.state))
            let session = try desk.start(columns: 200)
            #expect(try session.waitForEnd() == .exited(69))
            #expect(session.snapshot().joined().contains("cannot be written"))
            session.expectGivenBack()
        }
    }

    @Test func aReadOnlyStateFolderIsSaid() async throws {
        try await withDesk { desk in
            try self.makeState(desk)
            // Root may write where permissions say no; a file system that is mounted read-only it cannot.
            let path = desk.state
            let isRoot = getuid() == 0
            if isRoot {
                guard mount(path, path, nil, UInt(MS_BIND), nil) == 0 else { return }
                guard mount(nil, path, nil, UInt(MS_BIND | MS_REMOUNT | MS_RDONLY), nil) == 0 else { return }
            } else {
                chmod(path, 0o500)
                chmod(self.database(desk), 0o400)
            }
            defer {
                if isRoot {
                    umount2(path, Int32(MNT_DETACH))
                } else {
                    chmod(path, 0o700)
                }
            }
            try self.expectRefusal(desk, ["cannot be written", "permissions"])
        }
    }
}
