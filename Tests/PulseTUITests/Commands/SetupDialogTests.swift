import Foundation
import PulseClient
import PulseModel
import PulseSimulator
import Testing

@testable import PulseTUI

@Suite(.timeLimit(.minutes(2))) struct SetupDialogTests {
    @Test func aCheckedAccountIsWrittenForThisUserAlone() async throws {
        let simulator = try await Simulator.start()
        let support = simulator.addresses.support
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "Acme desk", support.baseURL + "/", "Support", "t", support.key, "y"])
        let environment = ["HOME": folder.path]
        #expect(await SetupDialog(console: console, environment: environment).run() == .ok)
        #expect(try folder.mode(".config/pulse-tui/config.toml") == 0o600)
        #expect(try folder.mode(".config/pulse-tui/keys/acme-desk.key") == 0o600)
        #expect(try folder.text(".config/pulse-tui/keys/acme-desk.key") == support.key + "\n")
        #expect(console.secretQuestions.count == 1)
        #expect(!console.text.contains(support.key))
        #expect(!(try folder.text(".config/pulse-tui/config.toml")).contains(support.key))

        let configuration = try ConfigurationLoader(environment: environment).load()
        let account = try #require(configuration.accounts.first)
        #expect(account.account.id.rawValue == "Acme desk")
        #expect(account.account.baseURL == support.baseURL)
        #expect(account.account.senderName == "Support")
        #expect(try await account.key.read(environment: environment).secret == support.key)
        await simulator.stop()
    }

    @Test func aSecondAccountIsPutBehindWhatIsThere() async throws {
        let simulator = try await Simulator.start()
        let assistant = try #require(simulator.addresses.assistants.first)
        let folder = try TemporaryFolder()
        let old = """
            # mine
            theme = "light" # keep this
            [[account]]
            name = "Assistant"
            service = "pulse"
            key_env = "KEY"
            """
        let file = try folder.write(old, to: "config.toml")
        let answers = ["9", "2", "Assistant", "", assistant.baseURL, assistant.user, "e", "APP_KEY", "", "", "", ""]
        let console = ScriptedConsole(answers)
        let environment = ["HOME": folder.path, "APP_KEY": assistant.key]
        let setup = SetupDialog(console: console, configuration: file, environment: environment)
        #expect(await setup.run() == .ok)
        #expect(console.unused == [])
        #expect(console.text.contains("There is an account \"Assistant\" already."))
        let text = try folder.text("config.toml")
        #expect(text.hasPrefix(old + "\n\n[[account]]\n"))
        let configuration = try ConfigurationLoader(environment: environment).load(option: file)
        #expect(configuration.accounts.map(\.account.id.rawValue) == ["Assistant", "Assistant 2"])
        #expect(configuration.accounts.last?.account.user == assistant.user)
        #expect(configuration.accounts.last?.key == .environment("APP_KEY"))
        #expect(configuration.accounts.last?.account.inputs == [:])
        #expect(configuration.accounts.last?.datasetKey == nil)
        await simulator.stop()
    }

    @Test func aKeyThatTheServiceRefusesIsNotWritten() async throws {
        let simulator = try await Simulator.start()
        let support = simulator.addresses.support
        let folder = try TemporaryFolder()
        let answers = ["1", "", support.baseURL, "", "t", "wrong-key", "k", "c", "printf '%s' \(support.key)", "n"]
        let console = ScriptedConsole(answers)
        let status = await SetupDialog(
            console: console,
            environment: ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        ).run()
        #expect(status == .usage)
        #expect(console.unused == [])
        #expect(console.text.contains("the key is refused"))
        #expect(console.text.contains("The key is good"))
        #expect(console.lines.last == "Nothing was written.")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        await simulator.stop()
    }

    @Test func aServiceThatIsNotThereIsSaid() async throws {
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "", "http://127.0.0.1:1/api", "", "t", "some-key", "q"])
        #expect(await SetupDialog(console: console, environment: ["HOME": folder.path]).run() == .usage)
        #expect(console.text.contains("refuses connections"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func anAnswerThatNamesNoAppIsNotTheServices() async throws {
        let simulator = try await Simulator.start(SimulatorOptions(faults: [.wrongJSON]))
        let served = try #require(simulator.addresses.assistants.first)
        let folder = try TemporaryFolder()
        let environment = ["HOME": folder.path, "K": served.key]
        let console = ScriptedConsole(["2", "", served.baseURL, "", "e", "K", "q"])
        #expect(await SetupDialog(console: console, environment: environment).run() == .usage)
        let words = "the answer is not what this service sends (it names no app); check "
        #expect(console.text.contains("Not good: \(words)the address."))
        let account = Account(
            id: AccountID(rawValue: "a"),
            service: .assistant,
            baseURL: served.baseURL,
            user: served.user
        )
        let configured = ConfiguredAccount(account: account, key: .environment("K"))
        let findings = await AccountChecks.findings(configured, environment: environment, limits: .init())
        #expect(findings.last == .failure("a", "\(served.baseURL): \(words)base_url", .unavailable))
        await simulator.stop()
    }

    @Test func anAddressInTheClearIsRefusedAtOnce() async throws {
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "", "http://pulse.chat/api", "not an address"])
        #expect(await SetupDialog(console: console, environment: ["HOME": folder.path]).run() == .usage)
        #expect(console.text.contains("use https"))
        #expect(console.text.contains("is not the address"))
    }

    @Test func anAnswerThatThereIsNotIsAnsweredWithThoseThatThereAre() async throws {
        let simulator = try await Simulator.start()
        // It declares no inputs.
        let served = simulator.addresses.assistants[1]
        let folder = try TemporaryFolder()
        let answers = ["3", "2", "", served.baseURL, served.user, "x", "E", "WRONG", "again", "k", "e", "K"]
        let console = ScriptedConsole(answers + ["none", "", "maybe", "No"])
        let environment = ["HOME": folder.path, "K": served.key]
        #expect(await SetupDialog(console: console, environment: environment).run() == .usage)
        #expect(console.unused == [])
        let said = console.lines.filter { $0.hasPrefix("Type ") }
        #expect(
            said == [
                "Type 1 or 2, or Enter alone for 1.", "Type c, e, f or t, or Enter alone for c.",
                "Type r, k, a or q, or Enter alone for r.", "Type c, e, f or t, or Enter alone for none.",
                "Type y or n, or Enter alone for y.",
            ]
        )
        #expect(console.lines.last == "Nothing was written.")
        await simulator.stop()
    }

    @Test func aConfigurationThatIsWrongIsLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("bel = true\n", to: "config.toml")
        let console = ScriptedConsole(["1"])
        let setup = SetupDialog(console: console, configuration: file, environment: ["HOME": folder.path])
        #expect(await setup.run() == .configuration)
        #expect(console.text.contains("config.toml:1: bel: no setting has this name"))
        #expect(try folder.text("config.toml") == "bel = true\n")
    }

    @Test func whyItCannotBeWrittenIsSaidInTheSystemsWords() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        for path in [file + "/config.toml", file + "/deeper/config.toml"] {
            #expect(throws: PrivateFile.Failure(path: file, reason: "Not a directory")) {
                try PrivateFile.replace(path, with: "text")
            }
        }
        try PrivateFile.replace(folder.path + "/a/b/config.toml", with: "text")
        #expect(try folder.mode("a") == 0o700)
        #expect(try folder.mode("a/b") == 0o700)
        #expect(throws: ConfigurationProblem(file: folder.path, reason: .unreadableFile("it is a folder"))) {
            try TextFile.read(folder.path)
        }
    }

    @Test func aLinkedConfigurationStaysALink() throws {
        let folder = try TemporaryFolder()
        try folder.write("old", to: "dotfiles/config.toml", mode: 0o644)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/config.toml",
            withDestinationPath: folder.path + "/dotfiles/config.toml"
        )
        try PrivateFile.replace(folder.path + "/config.toml", with: "new")
        #expect(try folder.text("dotfiles/config.toml") == "new")
        #expect(try folder.mode("dotfiles/config.toml") == 0o600)
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/config.toml")
        #expect(link == folder.path + "/dotfiles/config.toml")
    }

    @Test func aKeyFileThatIsThereIsNeverOverwritten() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("old", to: "key")
        #expect(throws: PrivateFile.Failure.self) { try PrivateFile.create("new", at: file) }
        #expect(try folder.text("key") == "old")
    }

    @Test func whatIsWrittenIsReadBackTheSame() throws {
        let name = "Ac\"me\\ \u{1B}[2J ünï\t#1"
        let account = Account(
            id: AccountID(rawValue: name),
            service: .assistant,
            baseURL: "https://a.example/v1",
            user: "me, \"you\""
        )
        let block = AccountBlock.text(account, .command(["a b", "c\"d", "e'f"]))
        let read = try ConfigurationLoader(environment: [:]).read(block, file: "/c.toml")
        #expect(read.accounts == [ConfiguredAccount(account: account, key: .command(["a b", "c\"d", "e'f"]))])
    }

    @Test(arguments: [
        ("pass show pulse/acme", ["pass", "show", "pulse/acme"]),
        ("  a  'b c'  \"d'e\" f\"g h\"i ''", ["a", "b c", "d'e", "fg hi", ""]),
        ("$(x) `y` | z", ["$(x)", "`y`", "|", "z"]),
        ("", []),
    ])
    func aTypedCommandIsSplitWithoutAShell(line: String, words: [String]) {
        #expect(CommandWords.split(line) == words)
    }

    @Test func aQuoteWithoutAnEndIsNoCommand() {
        #expect(CommandWords.split("a 'b") == nil)
    }
}
