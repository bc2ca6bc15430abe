package import ScreenKit

/// Which key runs which command, place by place.
package struct Keymap: Hashable, Sendable {
    /// A key and its command, in the order of the keymap file: the first key of a command is the one that hints name.
    package struct Binding: Hashable, Sendable {
        /// Bound once in a place.
        package var key: Key
        /// Other keys may run it as well.
        package var command: Command

        /// A binding of no place yet; `bind` makes those that count.
        package init(key: Key, command: Command) {
            self.key = key
            self.command = command
        }
    }

    private var ordered: [Place: [Binding]] = [:]
    private var commands: [Place: [Key: Command]] = [:]

    /// A keymap without keys.
    package init() {}

    /// Binds a key, in place of what it ran there before.
    package mutating func bind(_ key: Key, to command: Command, in place: Place) {
        unbind(key, in: place)
        ordered[place, default: []].append(Binding(key: key, command: command))
        commands[place, default: [:]][key] = command
    }

    /// Takes a key's command away.
    package mutating func unbind(_ key: Key, in place: Place) {
        ordered[place]?.removeAll { $0.key == key }
        commands[place]?[key] = nil
    }

    /// What a key runs in a place, with the keys of everywhere behind the place's own; nil where it is text or nothing.
    package func command(for key: Key, in place: Place) -> Command? {
        if let command = commands[place]?[key] { return command }
        if place.isTextField && key.isText { return nil }
        let shared = commands[.everywhere]?[key]
        return place != .question || shared?.isForQuestions == true ? shared : nil
    }

    /// The bindings of a place itself, in file order.
    package func bindings(in place: Place) -> [Binding] {
        ordered[place] ?? []
    }

    /// The keys that run a command in a place, the one that hints name first.
    package func keys(for command: Command, in place: Place) -> [Key] {
        let own = bindings(in: place).filter { $0.command == command }.map(\.key)
        guard place != .everywhere, place != .question || command.isForQuestions else { return own }
        let shared = bindings(in: .everywhere).filter { binding in
            binding.command == command
                && commands[place]?[binding.key] == nil
                && !(place.isTextField && binding.key.isText)
        }
        return own + shared.map(\.key)
    }
}

extension Key {
    /// Whether the key types a character into a text field.
    package var isText: Bool {
        guard case .character = code else { return false }
        return modifiers.isEmpty
    }
}
