import CursesKit
import Foundation
import PulseClient
import PulseModel
import PulseStore
import ScreenKit
import Synchronization
import Testing

@testable import PulseSimulator
@testable import PulseTUI

@Suite(.timeLimit(.minutes(2))) struct DoctorCommandTests {
    @Test func everyAccountIsAsked() async throws {
        let simulator = try await Simulator.start()
        let folder = try TemporaryFolder()
        let assistant = try #require(simulator.addresses.assistants.first)
        let file = try folder.write(
            """
            [[account]]
            name = "Acme"
            service = "pulse"
            base_url = "\(simulator.addresses.support.baseURL)"
            key_env = "A"
            [[account]]
            name = "Refused"
            service = "pulse"
            base_url = "\(simulator.addresses.support.baseURL)"
            key_env = "B"
            [[account]]
            name = "Product"
            service = "pulseai"
            base_url = "\(assistant.baseURL)"
            key_env = "C"
            user = "\(assistant.user)"
            """,
            to: "config.toml"
        )
        let keys = ["A": simulator.addresses.support.key, "B": "wrong", "C": assistant.key]
        let environment = keys.merging(["HOME": folder.path, "PATH": "/usr/bin:/bin"]) { $1 }
        let console = ScriptedConsole()
        _ = await DoctorCommand.run(
            configuration: file,
            state: folder.path + "/state",
            console: console,
            environment: environment
        )
        let lines = console.lines
        #expect(lines.contains { $0.hasPrefix("ok    Acme: ") && $0.hasSuffix("takes the key") })
        #expect(lines.contains { $0.hasPrefix("fail  Refused: ") && $0.contains("the key is refused") })
        #expect(lines.contains { $0.hasPrefix("ok    Product: ") && $0.hasSuffix("takes the key") })
        #expect(lines.contains("ok    state: \(folder.path)/state will be made at the first start"))
        for key in keys.values where key.count > 5 { #expect(!console.text.contains(key)) }
        await simulator.stop()
    }

    @Test func aWrongConfigurationIs78() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("bel = 1", to: "config.toml")
        let console = ScriptedConsole()
        let status = await DoctorCommand.run(configuration: file, console: console, environment: ["HOME": folder.path])
        #expect(status == .configuration)
        #expect(console.lines.contains { $0.hasPrefix("fail  configuration: \(file):1: bel: ") })
        #expect(
            await DoctorCommand.run(console: ScriptedConsole(), environment: ["HOME": folder.path]) == .configuration
        )
    }

    @Test func aServiceThatIsNotThereIsAFailureWithWords() async throws {
        let account = Account(id: AccountID(rawValue: "a"), service: .support, baseURL: "http://127.0.0.1:1/x")
        let configured = ConfiguredAccount(account: account, key: .environment("K"))
        let findings = await AccountChecks.findings(configured, environment: ["K": "key"], limits: .init())
        #expect(findings.map(\.level) == [.ok, .failure])
        #expect(findings.last?.status == .unavailable)
        let missing = await AccountChecks.findings(configured, environment: [:], limits: .init())
        #expect(missing.map(\.status) == [.configuration])
    }

    @Test func anInputThatTheAssistantWouldMissIsNamed() async throws {
        let simulator = try await Simulator.start(SimulatorOptions(needsInputs: true))
        let served = try #require(simulator.addresses.assistants.first)
        var account = Account(
            id: AccountID(rawValue: "Product"),
            service: .assistant,
            baseURL: served.baseURL,
            user: served.user,
            inputs: ["tone": .string("shrill"), "nme": .string("Jo")]
        )
        func findings() async -> [DoctorFinding] {
            let configured = ConfiguredAccount(account: account, key: .environment("K"))
            let all = await AccountChecks.findings(configured, environment: ["K": served.key], limits: .init())
            return all.filter { $0.words.contains("input") }
        }
        let wrong = await findings()
        #expect(wrong.map(\.level) == [.failure, .failure, .warning])
        #expect(wrong.filter { $0.level == .failure }.allSatisfy { $0.status == .configuration })
        #expect(wrong.first?.words.contains("needs the input \"name\"") == true)
        #expect(wrong.dropFirst().first?.words.hasSuffix("must be one of \"formal\", \"casual\"") == true)
        #expect(wrong.last?.words.contains("\"nme\"; is \"name\" meant?") == true)
        account.inputs = ["tone": .string("formal"), "name": .string("Jo")]
        #expect(await findings() == [])
        await simulator.stop()
    }

    @Test func aDatasetKeyIsLookedAtAndSentNowhere() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("dataset-secret\n", to: "dataset.key", mode: 0o644)
        let heads = Mutex<[String]>([])
        let desk = FrontDesk(world: World(SimulatorOptions()))
        let server = try await HTTPServer.start(port: 0) { request in
            heads.withLock { $0.append("\(request)") }
            return try await desk.answer(request)
        }
        let served = try #require(await desk.world.addresses(port: server.port).assistants.first)
        let account = Account(
            id: AccountID(rawValue: "Product"),
            service: .assistant,
            baseURL: served.baseURL,
            user: served.user
        )
        let configured = ConfiguredAccount(account: account, key: .environment("K"), datasetKey: .file(file))
        func findings(_ environment: [String: String]) async -> [DoctorFinding] {
            await AccountChecks.findings(configured, environment: environment, limits: .init())
        }
        // Whatever is wrong with the other key.
        for environment in [["K": served.key], [:]] {
            let finding = try #require(await findings(environment).first { $0.words.contains("dataset") })
            #expect(finding.status == .configuration)
            #expect(finding.words.hasPrefix("dataset key: the key file \(file) can be read by others; run chmod 600"))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        #expect(
            await findings(["K": served.key]).contains(.ok("Product", "dataset key from file \(file), not used yet"))
        )
        await server.stop()
        let sent = heads.withLock { $0 }
        #expect(!sent.isEmpty)
        #expect(!sent.contains { $0.contains("dataset-secret") })
    }

    @Test func everyFailureSaysWhatToDo() {
        let said = ServerWords(message: "No.")
        let failures: [ServiceFailure] = [
            .notReached(.refused, detail: ""), .notReached(.unreachable, detail: ""),
            .notReached(.unknownHost, detail: ""),
            .notReached(.connectTimeout, detail: ""), .notReached(.noAnswer, detail: ""), .notReached(.tls, detail: ""),
            .unauthorized(said),
            .forbidden(said),
            .notFound(said), .busy(status: 429, retryAfter: nil, said), .busy(status: 429, retryAfter: 2000, said),
            .rejected(status: 400, said), .declined(said), .streamError(status: nil, said),
            .redirected(status: 302, host: "b"), .server(status: 500, said), .malformed(detail: "html"),
            .timedOut(after: 10_000), .broken(detail: ""),
        ]
        for failure in failures {
            let words = AccountCheck.Failure.service(failure).words()
            #expect(
                ["check", "try", "again in", "take", "is the network up"].contains { words.contains($0) },
                "\(words)"
            )
            // A key of the screen, which is not there.
            #expect(!words.contains("Ctrl-"))
        }
    }

    @Test func aClockThatIsOffIsNamed() {
        #expect(AccountChecks.clock("a", 29_000).map(\.level) == [.ok])
        #expect(AccountChecks.clock("a", nil) == [])
        #expect(AccountChecks.clock("a", 90_000).first?.words.contains("90 s behind") == true)
        #expect(AccountChecks.clock("a", -90_000).first?.words.contains("90 s ahead of") == true)
    }

    @Test func whatOthersCanReadOrWriteIsNamed() async throws {
        let folder = try TemporaryFolder()
        var configuration = Configuration()
        configuration.file = try folder.write("", to: "config.toml", mode: 0o622)
        let findings = FileChecks.configuration(configuration, path: folder.path + "/config.toml")
        #expect(findings.contains { $0.level == .failure && $0.words.contains("run commands as you") })
        #expect(findings.contains { $0.words.contains("has no account") })

        let state = folder.path + "/state"
        do {
            let store = try DeskStore.open(folder: state, sendLimit: 0)
            let used = await FileChecks.state(state)
            #expect(used.map(\.level) == [.ok])
            #expect(used.first?.words.contains("in use by another pulse-tui (process \(getpid()))") == true)
            store.close()
        }
        #expect(await FileChecks.state(state).map(\.words) == ["\(state), the database is sound"])
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: state)
        #expect(await FileChecks.state(state).map(\.level) == [.warning, .ok])
    }

    @Test func foldersWhoseFilesOthersCanReplaceAreNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "dotfiles/config.toml")
        try folder.write("", to: "config/own.key")
        try folder.write("", to: "keys/a.key")
        try folder.write("", to: "keys/b.key")
        let path = folder.path + "/config/config.toml"
        try FileManager.default.createSymbolicLink(
            atPath: path,
            withDestinationPath: folder.path + "/dotfiles/config.toml"
        )
        func account(_ name: String, _ key: String, _ datasetKey: String) -> ConfiguredAccount {
            let account = Account(id: AccountID(rawValue: name), service: .support, baseURL: "https://a.example")
            return ConfiguredAccount(
                account: account,
                key: .file("\(folder.path)/\(key)"),
                datasetKey: .file("\(folder.path)/\(datasetKey)")
            )
        }
        var configuration = Configuration()
        configuration.file = path
        configuration.accounts = [
            account("A", "config/own.key", "keys/a.key"), account("B", "keys/b.key", "none/b.key"),
        ]
        func findings(_ mode: Int) throws -> [DoctorFinding] {
            for name in ["config", "dotfiles", "keys"] {
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode],
                    ofItemAtPath: "\(folder.path)/\(name)"
                )
            }
            return FileChecks.configuration(configuration, path: path)
        }
        for mode in [0o777, 0o775, 0o757] {
            let found = try findings(mode)
            #expect(found.map(\.subject) == ["configuration", "configuration", "A"])
            #expect(found.allSatisfy { $0.status == .configuration })
            let words = found.map(\.words)
            #expect(
                words[0]
                    == "others can write into \(folder.path)/config and so run commands as you; run chmod go-w on it"
            )
            #expect(words[1].contains("\(folder.path)/dotfiles and so"))
            #expect(words[2].contains("\(folder.path)/keys and so put another key in place of"))
        }
        for mode in [0o700, 0o755, 0o1777] { #expect(try findings(mode).map(\.level) == [.ok]) }
    }

    @Test func aStateFolderThatIsAFileIsNamed() async throws {
        let folder = try TemporaryFolder()
        let state = try folder.write("", to: "state")
        #expect(await FileChecks.state(state).map(\.words) == ["\(state) is no folder; use --state"])
    }

    @Test func aDamagedDatabaseIsAFailure() async throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "no database ", count: 1_000), to: DeskStore.fileName)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
        #expect(await FileChecks.state(folder.path).map(\.level) == [.failure])
    }

    @Test func theTerminalIsJudged() {
        func levels(_ terminal: TerminalDescription, _ environment: [String: String] = [:]) -> [DoctorFinding.Level] {
            TerminalChecks.findings(terminal, environment).map(\.level)
        }
        var terminal = TerminalDescription(
            name: "xterm-256color",
            isKnown: true,
            colorCount: 256,
            isUTF8: true,
            size: Size(rows: 24, columns: 80)
        )
        #expect(levels(terminal) == [.ok, .ok, .ok, .ok])
        terminal.isUTF8 = false
        terminal.colorCount = 8
        terminal.size = Size(rows: 24, columns: 40)
        #expect(levels(terminal) == [.warning, .ok, .warning, .warning])
        #expect(levels(terminal, ["NO_COLOR": "1"])[2] == .ok)
        terminal.isKnown = false
        terminal.size = Size(rows: 3, columns: 80)
        #expect(levels(terminal) == [.warning, .failure, .warning, .failure])
    }

    @Test func tmuxIsAskedForItsOptions() async throws {
        let folder = try TemporaryFolder()
        let script = "#!/bin/sh\ncase \"$3\" in focus-events) echo off;; escape-time) echo 500;; esac\n"
        try folder.write(script, to: "tmux", mode: 0o700)
        let environment = ["TMUX": "/tmp/x,1,0", "PATH": "\(folder.path):/usr/bin:/bin"]
        let findings = await TerminalChecks.tmux(environment)
        #expect(findings.map(\.level) == [.warning, .warning])
        #expect(findings.first?.words.contains("set -g focus-events on") == true)
        #expect(await TerminalChecks.tmux([:]) == [])
    }

    @Test func theEditorIsFoundOrNamed() throws {
        let folder = try TemporaryFolder()
        let editor = try folder.write("", to: "my-editor", mode: 0o700)
        let environment = ["PATH": folder.path, "EDITOR": "my-editor --wait"]
        #expect(FileChecks.editor(nil, environment) == .ok("editor", editor))
        // Without a key: every one can be changed.
        let words = "editor: gone was not found, so drafts cannot be edited in an editor; set EDITOR"
        #expect(FileChecks.editor("gone", environment) == .warning("editor", words))
        #expect(FileChecks.editor(nil, ["PATH": folder.path]).level == .warning)
    }
}
