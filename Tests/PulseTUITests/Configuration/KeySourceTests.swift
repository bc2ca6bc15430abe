import Foundation
import PulseModel
import PulseSync
import Testing

@testable import PulseTUI

@Suite struct KeySourceTests {
    private let environment = ["PATH": "/usr/bin:/bin", "THE_KEY": "  key-from-variable\n", "BLANK": " "]

    @Test func aCommandsFirstLineIsTheKey() async throws {
        let source = KeySource.command(["printf", "\\n  key-1 \\nuser: me\\n"])
        #expect(try await source.read(environment: environment).secret == "key-1")
    }

    @Test func aCommandIsRunWithoutAShell() async throws {
        let source = KeySource.command(["echo", "$THE_KEY;ls"])
        #expect(try await source.read(environment: environment).secret == "$THE_KEY;ls")
    }

    @Test func aCommandIsFoundByItsPathToo() async throws {
        let folder = try TemporaryFolder()
        let program = try folder.write("#!/bin/sh\necho \"key-$1\"\n", to: "give key", mode: 0o700)
        #expect(try await KeySource.command([program, "2"]).read(environment: environment).secret == "key-2")
        let reason = await failure(.command([folder.path + "/ls"]))
        #expect(reason.contains("was not found"))
    }

    @Test func aCommandThatFailsIsNamedWithoutWhatItPrinted() async throws {
        let reason = await failure(.command(["sh", "-c", "echo half-a-key; echo more >&2; exit 3"]))
        #expect(reason == "the key command \"sh\" failed with 3; run it in a shell to see why")
        #expect(await failure(.command(["no-such-program-here"])).contains("was not found"))
        #expect(await failure(.command(["true"])).contains("printed nothing"))
        #expect(await failure(.command(["sh", "-c", "kill -9 $$"])).contains("killed by signal 9"))
        #expect(await failure(.command(["yes"])).contains("more than a key"))
    }

    @Test(.timeLimit(.minutes(1)))
    func aCommandThatHangsIsEndedWithAllThatItStarted() async throws {
        let folder = try TemporaryFolder()
        let script = "sleep 1000 & echo $! > \(folder.path)/pid; trap '' TERM; wait"
        let reason = await failure(.command(["sh", "-c", script]), limit: .seconds(1))
        #expect(reason.contains("took longer than 1 s"))
        let pid = try #require(Int32(try folder.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
        let deadline = ContinuousClock.now + .seconds(20)
        while isRunning(pid), ContinuousClock.now < deadline { await Task.yield() }
        #expect(!isRunning(pid))
    }

    @Test func aCommandHasNoTerminal() async throws {
        let source = KeySource.command([
            "sh", "-c", "if ( : < /dev/tty ) 2> /dev/null; then echo has; else echo none; fi",
        ])
        #expect(try await source.read(environment: environment).secret == "none")
    }

    @Test func aVariableIsTrimmed() async throws {
        #expect(try await KeySource.environment("THE_KEY").read(environment: environment).secret == "key-from-variable")
        #expect(await failure(.environment("MISSING")).contains("MISSING is not set"))
        #expect(await failure(.environment("BLANK")).contains("holds nothing"))
    }

    @Test func aFileMustBeItsOwnersAlone() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("key-3\n", to: "key")
        #expect(try await KeySource.file(file).read(environment: environment).secret == "key-3")
        let strict = try folder.write("key-4", to: "strict", mode: 0o400)
        #expect(try await KeySource.file(strict).read(environment: environment).secret == "key-4")
        for mode in [0o640, 0o604, 0o620, 0o610, 0o644] {
            let open = try folder.write("key-5", to: "open", mode: mode)
            let reason = await failure(.file(open))
            #expect(reason.contains("chmod 600"), "\(String(mode, radix: 8))")
            #expect(!reason.contains("key-5"))
        }
        #expect(await failure(.file(folder.path + "/none")).contains("cannot be read"))
        #expect(await failure(.file(folder.path)).contains("is no file"))
    }

    @Test func whatCannotBeAKeyIsRefusedWithoutShowingIt() async throws {
        for value in ["two words", "schlüssel", "bell\u{7}"] {
            let reason = await failure(.environment("K"), ["K": value])
            #expect(reason.contains("no key has"))
            #expect(!reason.contains(value))
        }
    }

    private func failure(
        _ source: KeySource,
        _ environment: [String: String]? = nil,
        limit: Duration = .seconds(20)
    ) async -> String {
        do throws(KeyFailure) {
            _ = try await source.read(environment: environment ?? self.environment, limit: limit)
            return "a key"
        } catch {
            return error.reason
        }
    }

    /// Whether a process is there and not merely waiting to be collected.
    private func isRunning(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0 else { return false }
        // A process that went away between the two looks is not running.
        let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ") Z"
        return !status.contains(") Z")
    }
}
