import Foundation
import Logging
import PulseClient
import PulseCore
import PulseSync

/// Finds and reads the configuration with its keymap and theme.
package struct ConfigurationLoader: Sendable {
    private let places: FilePlaces

    /// Looks where these variables point; see `FilePlaces` for which.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        places = FilePlaces(environment: environment)
    }

    /// The configuration; without a file at the usual place the shipped settings, without accounts.
    ///
    /// - Parameter option: the file that the command line names.
    /// - Returns: what was read; its `file` is nil where there was none.
    /// - Throws: everything that is wrong, in one go.
    package func load(option: String? = nil) throws(ConfigurationProblems) -> Configuration {
        let (path, isNamed) = places.configuration(option: option)
        let text: String
        do throws(ConfigurationProblem) {
            text = try TextFile.read(path)
        } catch {
            guard error.reason == .missingFile, !isNamed else { throw ConfigurationProblems([error]) }
            return try read("", file: path, exists: false)
        }
        return try read(text, file: path, exists: true)
    }

    /// The configuration that a text gives; themes and key files are looked for beside its file.
    package func read(
        _ text: String,
        file: String,
        exists: Bool = true
    ) throws(ConfigurationProblems) -> Configuration {
        let root: TOMLNode
        do throws(ConfigurationProblem) {
            root = try TOMLDocument.parse(text, file: file)
        } catch {
            throw ConfigurationProblems([error])
        }
        let folder = file.folder
        var table = TableReader(root, file: file)
        var configuration = Configuration()
        configuration.file = exists ? file : nil

        options(&configuration, from: &table, folder: folder)
        var problems = poll(&configuration.sync, from: &table) + limits(&configuration.sync, from: &table)

        var accounts = AccountReader(file: file, places: places, folder: folder)
        if let node = table.node("account") { accounts.read(node) }
        configuration.accounts = accounts.accounts
        problems += accounts.problems

        let keys = KeymapLoader.load(sendKey: configuration.sendKey, patch: table.node("keys"), file: file)
        configuration.keymap = keys.keymap
        problems += keys.problems

        problems += theme(&configuration, from: &table, folder: file.beside("themes"))
        problems += table.finish()
        guard problems.isEmpty else {
            throw ConfigurationProblems(
                problems.sorted { ($0.file != file ? 1 : 0, $0.line ?? 0) < ($1.file != file ? 1 : 0, $1.line ?? 0) }
            )
        }
        return configuration
    }

    private func options(_ configuration: inout Configuration, from table: inout TableReader, folder: String) {
        configuration.sendKey = table.word("send_key", of: SendKey.self) ?? .enter
        configuration.escapeDelay = table.integer("esc_delay_ms", in: 0...1000).map(Int64.init) ?? 25
        configuration.usesASCII = table.bool("ascii") ?? false
        configuration.usesColors = table.bool("colors") ?? true
        configuration.bell = table.bool("bell") ?? true
        configuration.editor = table.filledString("editor")
        configuration.stateFolder = table.filledString("state_dir").map { places.absolute($0, in: folder) }
        configuration.logLevel = table.word("log_level", of: Logger.Level.self) ?? .info
    }

    private func poll(_ sync: inout SyncSettings, from table: inout TableReader) -> [ConfigurationProblem] {
        guard let node = table.node("poll") else { return [] }
        var poll = TableReader(node, file: table.file)
        let range = 1.0...3600.0
        sync.openList = poll.seconds("open_list", in: range) ?? sync.openList
        sync.otherLists = poll.seconds("other_lists", in: range) ?? sync.otherLists
        sync.openConversation = poll.seconds("conversation", in: range) ?? sync.openConversation
        sync.conversations = poll.seconds("conversations", in: range) ?? sync.conversations
        sync.descriptions = poll.seconds("descriptions", in: range) ?? sync.descriptions
        return poll.finish()
    }

    private func limits(_ sync: inout SyncSettings, from table: inout TableReader) -> [ConfigurationProblem] {
        guard let node = table.node("limits") else { return [] }
        var limits = TableReader(node, file: table.file)
        let range = 1.0...600.0
        if let poll = limits.seconds("poll", in: range) {
            sync.limits.poll = .milliseconds(poll)
            // The whole asking ends later than the wait for its first byte.
            sync.askLimit = max(sync.askLimit, poll + 20_000)
        }
        if let send = limits.seconds("send", in: range) { sync.limits.other = .milliseconds(send) }
        return limits.finish()
    }

    private func theme(
        _ configuration: inout Configuration,
        from table: inout TableReader,
        folder: String
    ) -> [ConfigurationProblem] {
        configuration.themeName = table.string("theme") ?? ThemeLoader.base
        if let (theme, problems) = ThemeLoader.load(configuration.themeName, folder: folder) {
            configuration.theme = theme
            return problems
        }
        if let node = table.node("theme") {
            table.note(.unknownTheme(configuration.themeName, known: ThemeLoader.shippedNames), at: node)
        }
        return []
    }
}
