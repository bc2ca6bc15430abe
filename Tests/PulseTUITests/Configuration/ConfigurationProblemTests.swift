import Foundation
import ScreenKit
import TestPacing
import Testing

@testable import PulseTUI

/// Every kind of mistake is answered with file, key path and line.
@Suite(.paced) struct ConfigurationProblemTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var text: String
        var line: Int?
        var path: String?
        var says: String

        init(_ text: String, line: Int?, path: String?, says: String) {
            self.text = text
            self.line = line
            self.path = path
            self.says = says
        }

        var testDescription: String { text }
    }

    private static let support = """
        [[account]]
        name = "Acme"
        service = "pulse"
        key_env = "KEY"

        """

    static let mistakes: [Mistake] = [
        Mistake("theme = \"light\"\nbell = yes", line: 2, path: nil, says: "no TOML"),
        Mistake("bell = true\nbell = false", line: 2, path: nil, says: "no TOML"),
        Mistake("bell = true\n\u{0}", line: 2, path: nil, says: "NUL"),
        Mistake("bell = true\neditor = \"vi\\u0000m\"", line: 2, path: nil, says: "a NUL character in it (\\u0000)"),
        Mistake("editor = \"\"\"\nvi\n\\U00000000\"\"\"", line: 3, path: nil, says: "NUL"),
        Mistake(
            "[[account]]\n[account.inputs]\nn = 1\na = { b = [\"c\", \"d\\u0000e\"] }",
            line: 4,
            path: nil,
            says: "NUL"
        ),
        Mistake("\"be\\u0000ll\" = true", line: 1, path: nil, says: "NUL"),
        Mistake("themes = \"light\"", line: 1, path: "themes", says: "is \"theme\" meant?"),
        Mistake("\nnothing = 1", line: 2, path: "nothing", says: "no setting"),
        Mistake("theme = 3", line: 1, path: "theme", says: "must be text, not a whole number"),
        Mistake("theme = \"purple\"", line: 1, path: "theme", says: "no theme is called \"purple\""),
        Mistake("theme = \"../x\"", line: 1, path: "theme", says: "no theme"),
        Mistake("bell = 1", line: 1, path: "bell", says: "true or false"),
        Mistake("send_key = \"tab\"", line: 1, path: "send_key", says: "\"enter\" or \"alt-enter\""),
        Mistake("esc_delay_ms = 5000", line: 1, path: "esc_delay_ms", says: "between 0 and 1000"),
        Mistake("esc_delay_ms = 2.5", line: 1, path: "esc_delay_ms", says: "whole number"),
        Mistake("log_level = \"loud\"", line: 1, path: "log_level", says: "\"debug\""),
        Mistake("editor = \" \"", line: 1, path: "editor", says: "not blank"),
        Mistake("[poll]\nopen_list = 0", line: 2, path: "poll.open_list", says: "between 1 and 3600"),
        Mistake("[poll]\nopen_list = 0", line: 2, path: "poll.open_list", says: ": \"0\" does not work here"),
        Mistake("[poll]\nopen_list = 0.5", line: 2, path: "poll.open_list", says: ": \"0.5\" does not work here"),
        Mistake("[poll]\nopen_list = \"4\"", line: 2, path: "poll.open_list", says: "number of seconds"),
        Mistake("[poll]\nopen_lists = 4", line: 2, path: "poll.open_lists", says: "is \"open_list\" meant?"),
        Mistake("poll = 4", line: 1, path: "poll", says: "a table"),
        Mistake("[limits]\nsend = 0.5", line: 2, path: "limits.send", says: "between 1 and 600"),
        Mistake("[limits]\nsending = 4", line: 2, path: "limits.sending", says: "is \"send\" meant?"),
        // Accounts
        Mistake("account = 1", line: 1, path: "account", says: "[[account]]"),
        Mistake("[account]\nname = \"x\"", line: 1, path: "account", says: "[[account]]"),
        Mistake("account = [ 1 ]", line: 1, path: "account[1]", says: "a table"),
        Mistake(
            "[[account]]\nservice = \"pulse\"\nkey_env = \"K\"",
            line: 1,
            path: "account[1]",
            says: "name is missing"
        ),
        Mistake("[[account]]\nname = \"x\"\nkey_env = \"K\"", line: 1, path: "account[1]", says: "service is missing"),
        Mistake(
            "[[account]]\nname = \"\"\nservice = \"pulse\"\nkey_env = \"K\"",
            line: 2,
            path: "account[1].name",
            says: "blank"
        ),
        Mistake(
            support + "[[account]]\nname = \"b\"\nservice = \"dify\"\nkey_env = \"K\"",
            line: 7,
            path: "account[2].service",
            says: "\"pulse\" or \"pulseai\""
        ),
        Mistake(
            support + "[[account]]\nservice = \"pulse\"\nkey_env = \"K\"\nname = \"Acme\"",
            line: 8,
            path: "account[2].name",
            says: "in line 2"
        ),
        Mistake(support + "base_url = \"ftp://x/y\"", line: 5, path: "account[1].base_url", says: "not the addr"),
        Mistake(support + "base_url = \"https://a:b@x/y\"", line: 5, path: "account[1].base_url", says: "not the addr"),
        Mistake(
            support + "base_url = \"http://pulse.chat/api\"",
            line: 5,
            path: "account[1].base_url",
            says: "use https"
        ),
        Mistake(support + "base_url = 5", line: 5, path: "account[1].base_url", says: "must be text"),
        Mistake(support + "key = \"sk-1\"", line: 5, path: "account[1].key", says: "no setting"),
        Mistake(
            support + "key_file = \"x\"",
            line: 1,
            path: "account[1]",
            says: "only one of key_command, key_env, key_file"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulse\"",
            line: 1,
            path: "account[1]",
            says: "needs one of key_command"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulse\"\nkey_command = \"pass\"",
            line: 4,
            path: "account[1].key_command",
            says: "array of texts"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulse\"\nkey_command = []",
            line: 4,
            path: "account[1].key_command",
            says: "a program"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulse\"\nkey_command = [\n\"pass\",\n5 ]",
            line: 6,
            path: "account[1].key_command[2]",
            says: "must be text"
        ),
        Mistake(support + "user = \"me\"", line: 5, path: "account[1].user", says: "no such setting"),
        Mistake(
            support + "dataset_key_env = \"D\"",
            line: 5,
            path: "account[1].dataset_key_env",
            says: "no such setting"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulseai\"\nkey_env = \"K\"",
            line: 1,
            path: "account[1]",
            says: "user is missing"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulseai\"\nkey_env = \"K\"\nuser = \"u\"\nsender_name = \"S\"",
            line: 6,
            path: "account[1].sender_name",
            says: "no such setting"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulseai\"\nkey_env = \"K\"\nuser = \"u\"\n[account.inputs]\nborn = 1979-05-27",
            line: 7,
            path: "account[1].inputs.born",
            says: "not a date"
        ),
        Mistake(
            "[[account]]\nname = \"x\"\nservice = \"pulseai\"\nkey_env = \"K\"\nuser = \"u\"\n[account.inputs]\nsize = inf",
            line: 7,
            path: "account[1].inputs.size",
            says: "finite"
        ),
        // Keys
        Mistake("[keys.lists]\n\"e\" = \"open\"", line: 1, path: "keys.lists", says: "no place is called \"lists\""),
        Mistake("[keys.list]\n\"e\" = \"opens\"", line: 2, path: "keys.list.e", says: "is \"open\" meant?"),
        Mistake(
            "[keys]\nlist.\"?\" = \"xyzzy\"",
            line: 2,
            path: "keys.list.\"?\"",
            says: "no command is called \"xyzzy\""
        ),
        Mistake("[keys.list]\n\n\"ctrl-1\" = \"open\"", line: 3, path: "keys.list.ctrl-1", says: "no terminal sends"),
        Mistake("[keys.list]\ne = 1", line: 2, path: "keys.list.e", says: "a command's name"),
        Mistake(
            "[keys.list]\nenter = \"open\"\nctrl-m = \"quit\"",
            line: 3,
            path: "keys.list.ctrl-m",
            says: "same key as \"enter\""
        ),
        Mistake(
            "[keys.composer]\n\"x\" = \"send\"",
            line: 2,
            path: "keys.composer.x",
            says: "\"x\" is text in the composer"
        ),
        Mistake("[keys.prompt]\nspace = \"accept\"", line: 2, path: "keys.prompt.space", says: "is text in the prompt"),
        Mistake("keys = { list = { e = \"nope\" } }", line: 1, path: "keys.list.e", says: "no command"),
    ]

    @Test(arguments: mistakes)
    func everyMistakeIsNamedWithFileKeyAndLine(mistake: Mistake) throws {
        let problems = try problems(of: mistake.text)
        let problem = try #require(problems.first)
        #expect(problem.file == "/somewhere/config.toml")
        #expect(problem.line == mistake.line)
        #expect(problem.path?.description == mistake.path)
        #expect(problem.sentence.string.contains(mistake.says), "\(problem.sentence)")
        if let line = mistake.line { #expect(problem.sentence.string.hasPrefix("/somewhere/config.toml:\(line): ")) }
    }

    @Test func allMistakesAreNamedInOneGo() throws {
        let text = "bel = true\nascii = 1\n" + Self.support + "extra = 1\n[keys.list]\nx = \"nope\"\n"
        let lines = try problems(of: text).map(\.line)
        #expect(lines == [1, 2, 7, 9])
    }

    @Test func wordsFromTheFileCannotTouchTheTerminal() throws {
        let problem = try #require(try problems(of: "\"\\u001b]0;evil\\u0007\" = 1").first)
        #expect(
            !problem.sentence.string.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        )
    }

    @Test func aNamedFileThatIsNotThereIsAProblem() throws {
        let folder = try TemporaryFolder()
        let loader = ConfigurationLoader(environment: ["HOME": folder.path])
        let problems = #expect(throws: ConfigurationProblems.self) {
            try loader.load(option: folder.path + "/none.toml")
        }
        #expect(problems?.all.first?.reason == .missingFile)
        let named = ConfigurationLoader(environment: ["PULSE_TUI_CONFIG": folder.path + "/none.toml"])
        #expect(throws: ConfigurationProblems.self) { try named.load() }
    }

    @Test func bytesThatAreNoUTF8AreNamedWithTheirLine() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/config.toml"
        try Data("bell = true\n# ".utf8 + [0xFF, 0x0A]).write(to: URL(fileURLWithPath: file))
        let problems = #expect(throws: ConfigurationProblems.self) {
            try ConfigurationLoader(environment: [:]).load(option: file)
        }
        #expect(problems?.all.first?.line == 2)
    }

    private func problems(of text: String) throws -> [ConfigurationProblem] {
        let loader = ConfigurationLoader(environment: ["HOME": "/somewhere"])
        let found = #expect(throws: ConfigurationProblems.self) {
            try loader.read(text, file: "/somewhere/config.toml")
        }
        return found?.all ?? []
    }
}
