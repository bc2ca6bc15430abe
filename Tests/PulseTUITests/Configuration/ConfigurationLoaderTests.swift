import Foundation
import Logging
import PulseCore
import PulseModel
import PulseSync
import ScreenKit
import TestPacing
import Testing

@testable import PulseTUI

@Suite(.paced) struct ConfigurationLoaderTests {
    @Test func aWholeConfigurationIsRead() throws {
        let text = """
            theme = "light"
            send_key = "alt-enter"
            esc_delay_ms = 50
            ascii = true
            colors = false
            bell = false
            editor = "nvim -f"
            state_dir = "~/desk"
            log_level = "debug"

            [[account]]
            name = "Acme desk"
            service = "pulse"
            key_command = ["pass", "show", "pulse/acme"]
            sender_name = "Support"

            [[account]]
            name = "Product assistant"
            service = "pulseai"
            base_url = "https://assistants.example.com/v1///"
            key_env = "PULSEAI_APP_KEY"
            dataset_key_file = "keys/dataset"
            user = "support-desk"
            [account.inputs]
            name = "Acme"
            size = 3
            tags = ["a", { b = true }]

            [poll]
            open_list = 2.5
            conversations = 60
            """
        let loader = ConfigurationLoader(environment: ["HOME": "/home/jo"])
        let configuration = try loader.read(text, file: "/home/jo/.config/pulse-tui/config.toml")
        #expect(configuration.themeName == "light")
        #expect(configuration.theme == ThemeLoader.shipped("light"))
        #expect(configuration.sendKey == .altEnter)
        #expect(configuration.escapeDelay == 50)
        #expect(configuration.usesASCII && !configuration.usesColors && !configuration.bell)
        #expect(configuration.editor == "nvim -f")
        #expect(configuration.stateFolder == "/home/jo/desk")
        #expect(configuration.logLevel == .debug)
        #expect(configuration.sync.openList == 2_500)
        #expect(configuration.sync.conversations == 60_000)
        #expect(configuration.sync.otherLists == 30_000)

        let support = ConfiguredAccount(
            account: Account(
                id: AccountID(rawValue: "Acme desk"),
                service: .support,
                baseURL: "https://pulse.chat/api/v1",
                senderName: "Support"
            ),
            key: .command(["pass", "show", "pulse/acme"])
        )
        let assistant = ConfiguredAccount(
            account: Account(
                id: AccountID(rawValue: "Product assistant"),
                service: .assistant,
                baseURL: "https://assistants.example.com/v1",
                user: "support-desk",
                inputs: [
                    "name": .string("Acme"), "size": .integer(3),
                    "tags": .array([.string("a"), .object(["b": .bool(true)])]),
                ]
            ),
            key: .environment("PULSEAI_APP_KEY"),
            datasetKey: .file("/home/jo/.config/pulse-tui/keys/dataset")
        )
        #expect(configuration.accounts == [support, assistant])
    }

    @Test func withoutAFileTheShippedSettingsHold() throws {
        let folder = try TemporaryFolder()
        let configuration = try ConfigurationLoader(environment: ["HOME": folder.path]).load()
        #expect(configuration.file == nil)
        #expect(configuration.accounts.isEmpty)
        #expect(configuration.keymap == (try KeymapLoader.shipped()))
        #expect(configuration.theme == ThemeLoader.shipped("default"))
        #expect(configuration.bell && configuration.usesColors && !configuration.usesASCII)
    }

    @Test func theFileIsFoundInTheOrderOfOptionVariableAndFolders() throws {
        let folder = try TemporaryFolder()
        let option = try folder.write("editor = \"option\"", to: "option.toml")
        let variable = try folder.write("editor = \"variable\"", to: "variable.toml")
        try folder.write("editor = \"xdg\"", to: "xdg/pulse-tui/config.toml")
        try folder.write("editor = \"home\"", to: ".config/pulse-tui/config.toml")
        var environment = ["HOME": folder.path]
        func editor(_ option: String? = nil) throws -> String? {
            try ConfigurationLoader(environment: environment).load(option: option).editor
        }
        #expect(try editor() == "home")
        environment["XDG_CONFIG_HOME"] = "relative/is/ignored"
        #expect(try editor() == "home")
        environment["XDG_CONFIG_HOME"] = folder.path + "/xdg"
        #expect(try editor() == "xdg")
        environment["PULSE_TUI_CONFIG"] = variable
        #expect(try editor() == "variable")
        #expect(try editor(option) == "option")
    }

    @Test func plainHTTPIsTakenToThisMachineOnly() throws {
        for host in ["127.0.0.1:8080", "localhost:1", "[::1]:9"] {
            let text =
                "[[account]]\nname = \"a\"\nservice = \"pulse\"\nkey_env = \"K\"\nbase_url = \"http://\(host)/api\""
            let configuration = try ConfigurationLoader(environment: [:]).read(text, file: "/c.toml")
            #expect(configuration.accounts.count == 1)
        }
    }

    @Test func aChangedKeyReplacesTheShippedOneAndLeavesTheOthers() throws {
        let text = """
            [keys.list]
            e = "open"
            q = "none"
            [keys.everywhere]
            ctrl-r = "repaint"
            """
        let keymap = try ConfigurationLoader(environment: [:]).read(text, file: "/c.toml").keymap
        #expect(keymap.command(for: Key(.character("e")), in: .list) == .open)
        #expect(keymap.keys(for: .open, in: .list).first == Key(.character("e")))
        #expect(keymap.command(for: Key(.enter), in: .list) == .open)
        #expect(keymap.command(for: Key(.character("q")), in: .list) == nil)
        #expect(keymap.command(for: .control("r"), in: .thread) == .repaint)
        #expect(keymap.command(for: Key(.character("q")), in: .thread) == .toList)
    }

    @Test func theSendKeyAndTheLineKeysSwap() throws {
        let keymap = try ConfigurationLoader(environment: [:]).read("send_key = \"alt-enter\"", file: "/c.toml").keymap
        #expect(keymap.command(for: Key(.enter), in: .composer) == .newLine)
        #expect(keymap.command(for: Key(.enter, .alt), in: .composer) == .send)
        #expect(keymap.command(for: .control("j"), in: .composer) == .send)
        let usual = try KeymapLoader.shipped()
        #expect(usual.command(for: Key(.enter), in: .composer) == .send)
        #expect(usual.command(for: .control("j"), in: .composer) == .newLine)
    }
}
