import Foundation
import PulseModel
import PulseSimulator
import Testing

@testable import PulseTUI

/// What `pulse-tui setup` asks for beside the key of an assistant.
@Suite(.timeLimit(.minutes(2))) struct SetupInputsTests {
    /// Runs the dialog against the simulator's first app, up to the key; gives what it wrote as an account.
    private func run(
        _ answers: [String],
        needsInputs: Bool = false,
        assistant number: Int = 0,
        folder: TemporaryFolder,
        variables: [String: String] = [:]
    ) async throws -> (console: ScriptedConsole, account: ConfiguredAccount?) {
        let simulator = try await Simulator.start(SimulatorOptions(needsInputs: needsInputs))
        let served = simulator.addresses.assistants[number]
        let console = ScriptedConsole(["2", "Product", served.baseURL, served.user, "e", "APP_KEY"] + answers)
        let own = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "APP_KEY": served.key]
        let environment = own.merging(variables) { $1 }
        let status = await SetupDialog(console: console, environment: environment).run()
        await simulator.stop()
        guard status == .ok else { return (console, nil) }
        return (console, try ConfigurationLoader(environment: environment).load().accounts.first)
    }

    @Test func everyDeclaredInputIsAskedForAndWritten() async throws {
        let answers = ["Jo \"Ace\" Ünal", "shrill", "2", "", "y"]
        let (console, account) = try await run(answers, folder: TemporaryFolder())
        #expect(console.unused == [])
        #expect(account?.account.inputs == ["name": .string("Jo \"Ace\" Ünal"), "tone": .string("casual")])
        #expect(console.text.contains("Name (name) (empty for none): "))
        #expect(console.text.contains("  1  formal\n  2  casual\n"))
        #expect(console.text.contains("It must be one of these."))
        #expect(console.text.contains("  [account.inputs]\n"))
    }

    @Test func aNeededInputMustHaveAValue() async throws {
        let (console, account) = try await run(
            ["", " ", "Jo", "", "formal", "", "y"],
            needsInputs: true,
            folder: TemporaryFolder()
        )
        #expect(console.unused == [])
        #expect(account?.account.inputs == ["name": .string("Jo"), "tone": .string("formal")])
        #expect(console.lines.filter { $0 == "Name (name), needed: " }.count == 3)
    }

    @Test func withoutDeclaredInputsNothingIsAsked() async throws {
        let (console, account) = try await run(["", "y"], assistant: 1, folder: TemporaryFolder())
        #expect(console.unused == [])
        #expect(account?.account.inputs == [:])
        #expect(!console.text.contains("inputs"))
        #expect(!console.text.contains("asks for these"))
    }

    @Test func aDatasetKeyIsReadAndWrittenAsItsSource() async throws {
        let answers = ["e", "UNSET", "c", "printf dataset-1", "y"]
        let (console, account) = try await run(answers, assistant: 1, folder: TemporaryFolder())
        #expect(console.unused == [])
        #expect(console.text.contains("reaches the assistant's knowledge bases"))
        #expect(console.text.contains("the variable UNSET is not set"))
        #expect(account?.datasetKey == .command(["printf", "dataset-1"]))
        #expect(account?.key == .environment("APP_KEY"))
    }

    @Test func aCommandsRelativePathIsWrittenAsTheOneThatWasTried() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("#!/bin/sh\necho dataset-1\n", to: "key", mode: 0o700)
        let here = FileManager.default.currentDirectoryPath
        let relative = String(repeating: "../", count: here.split(separator: "/").count) + file.dropFirst()
        let (_, account) = try await run(["c", relative, "y"], assistant: 1, folder: folder)
        #expect(account?.datasetKey == .command([here + "/" + relative]))
    }

    @Test func aTypedDatasetKeyGoesToAFileOfItsOwn() async throws {
        let folder = try TemporaryFolder()
        let (console, account) = try await run(["t", "dataset-1", "y"], assistant: 1, folder: folder)
        let file = folder.path + "/.config/pulse-tui/keys/product-dataset.key"
        #expect(account?.datasetKey == .file(file))
        #expect(try folder.mode(".config/pulse-tui/keys/product-dataset.key") == 0o600)
        #expect(console.secretQuestions.count == 1)
        #expect(!console.text.contains("dataset-1"))
    }

    private static let kinds: [(InputField, String?, [String], String, JSONValue)] = [
        (
            InputField(kind: "number", variable: "n", defaultValue: .integer(3)), "3", ["x", "inf"], "2.5",
            JSONValue.number(2.5)
        ),
        (InputField(kind: "number", variable: "n", required: true), nil, ["", "1e"], "-7", .integer(-7)),
        (InputField(kind: "checkbox", variable: "n", defaultValue: .bool(false)), "n", ["maybe"], "Yes", .bool(true)),
        (InputField(kind: "text-input", variable: "n", maxLength: 3), "", ["four"], "üü3", .string("üü3")),
        (InputField(kind: "paragraph", variable: "n", defaultValue: .string("usual")), "usual", [], "x", .string("x")),
        (
            InputField(kind: "select", variable: "n", defaultValue: .string("gone"), options: ["2", "1"]), "", ["3"],
            "2", .string("2")
        ),
    ]

    @Test(arguments: kinds) func anAnswerIsReadAsItsKindNeeds(
        field: InputField,
        usual: String?,
        refused: [String],
        text: String,
        value: JSONValue
    ) {
        let question = InputQuestion(field: field)
        #expect(question.usual == usual)
        for text in refused {
            guard case .refused = question.answer(to: text) else {
                Issue.record("\"\(text)\" was taken")
                continue
            }
        }
        #expect(question.answer(to: text) == .value(value))
    }

    @Test(arguments: ["file", "file-list", "external_data_tool"]) func whatNobodyCanTypeIsNotAskedFor(kind: String) {
        #expect(InputQuestion(field: InputField(kind: kind, variable: "f")).kind == nil)
    }

    @Test func inputsAreReadBackAsTheyWereWritten() throws {
        let account = Account(
            id: AccountID(rawValue: "a"),
            service: .assistant,
            baseURL: "https://a.example/v1",
            user: "me",
            inputs: [
                "plain": .string("a\"b\\\n"), "with space": .integer(-1), "x.y": .number(0.25), "on": .bool(true),
                "list": .array([.string("a"), .object(["k": .bool(false)])]),
            ]
        )
        let dataset = KeySource.command(["pass", "a b"])
        let block = AccountBlock.text(account, .environment("K"), datasetKey: dataset)
        let second = AccountBlock.append(
            AccountBlock.text(
                Account(id: AccountID(rawValue: "b"), service: .support, baseURL: "https://b.example"),
                .environment("K")
            ),
            to: block
        )
        let read = try ConfigurationLoader(environment: [:]).read(second, file: "/c.toml")
        #expect(read.accounts.first == ConfiguredAccount(account: account, key: .environment("K"), datasetKey: dataset))
        #expect(read.accounts.count == 2)
    }

    @Test func aKeyFileIsTakenAwayAgainWhereTheRestCannotBeWritten() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "not-a-folder")
        #expect(throws: PrivateFile.Failure.self) {
            try PrivateFile.write(
                [(folder.path + "/keys/a.key", "secret")],
                andReplace: folder.path + "/not-a-folder/config.toml",
                with: "text"
            )
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/keys") == [])
    }
}
