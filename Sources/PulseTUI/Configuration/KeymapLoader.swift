package import PulseCore
import PulseUI
import ScreenKit

/// Makes the live keymap: the shipped file, then the send key, then the person's changes.
package enum KeymapLoader {
    /// The name that problems in the shipped file are reported under; tests hold that there are none.
    static let shippedFile = "keymap.toml"

    /// The shipped keymap.
    package static func shipped() throws(ConfigurationProblems) -> Keymap {
        let (keymap, problems) = load(sendKey: .enter, patch: nil, file: shippedFile)
        guard problems.isEmpty else { throw ConfigurationProblems(problems) }
        return keymap
    }

    /// The keymap with a `[keys]` table's changes, and all that is wrong with them.
    ///
    /// A person's keys come before the shipped ones of the same command, so that hints name them.
    static func load(
        sendKey: SendKey,
        patch: TOMLNode?,
        file: String
    ) -> (keymap: Keymap, problems: [ConfigurationProblem]) {
        var shipped = KeyTables()
        do throws(ConfigurationProblem) {
            var root = TableReader(try TOMLDocument.parse(DefaultKeymap.text, file: shippedFile), file: shippedFile)
            if let keys = root.node("keys") { shipped.read(keys, file: shippedFile) }
            shipped.problems += root.finish()
        } catch {
            shipped.problems.append(error)
        }
        if sendKey == .altEnter { shipped.swapSendKey() }
        var changes = KeyTables()
        if let patch { changes.read(patch, file: file) }

        var keymap = Keymap()
        for place in Place.allCases {
            let changed = changes.bindings[place] ?? []
            for (key, command) in changed {
                if let command { keymap.bind(key, to: command, in: place) }
            }
            for (key, command) in shipped.bindings[place] ?? [] where !changed.contains(where: { $0.key == key }) {
                if let command { keymap.bind(key, to: command, in: place) }
            }
        }
        return (keymap, shipped.problems + changes.problems)
    }
}

/// The `[keys.PLACE]` tables of one file.
private struct KeyTables {
    /// In the order of the file; no command takes a key's command away.
    var bindings: [Place: [(key: Key, command: Command?)]] = [:]
    var problems: [ConfigurationProblem] = []

    mutating func read(_ node: TOMLNode, file: String) {
        var places = TableReader(node, file: file)
        for entry in places.all() {
            guard let place = Place(rawValue: entry.key) else {
                places.note(.unknownPlace(entry.key), at: entry.node)
                continue
            }
            read(entry.node, of: place, file: file)
        }
        problems += places.finish()
    }

    private mutating func read(_ node: TOMLNode, of place: Place, file: String) {
        var keys = TableReader(node, file: file)
        var names: [Key: String] = [:]
        for entry in keys.all() {
            guard let key = Key(name: entry.key) else {
                keys.note(.unknownKeyName(entry.key), at: entry.node)
                continue
            }
            if let first = names[key] {
                keys.note(.duplicateKeyName(entry.key, first: first), at: entry.node)
                continue
            }
            names[key] = entry.key
            guard case .string(let name) = entry.node.value else {
                keys.note(.wrongType(expected: "a command's name", found: entry.node.kind), at: entry.node)
                continue
            }
            let command = Command(rawValue: name)
            guard command != nil || name == "none" else {
                let nearest = NearestName.of(name, among: Command.allCases.map(\.rawValue))
                keys.note(.unknownCommand(name, suggestion: nearest), at: entry.node)
                continue
            }
            guard command == nil || !place.isTextField || !key.isText else {
                keys.note(.textKey(entry.key, place: place.rawValue), at: entry.node)
                continue
            }
            bindings[place, default: []].append((key, command))
        }
        problems += keys.finish()
    }

    /// Lets what sends make a new line, and the other way round.
    mutating func swapSendKey() {
        bindings[.composer] = bindings[.composer]?.map { key, command in
            switch command {
            case .send: (key, .newLine)
            case .newLine: (key, .send)
            default: (key, command)
            }
        }
    }
}
