import PulseCore
import ScreenKit
import TestPacing
import Testing

@testable import PulseTUI

@Suite(.paced) struct ShippedKeymapTests {
    private let keymap: Keymap

    init() throws {
        keymap = try KeymapLoader.shipped()
    }

    @Test func everyCommandHasAKey() {
        let bound = Set(Place.allCases.flatMap { keymap.bindings(in: $0).map(\.command) })
        #expect(Set(Command.allCases).subtracting(bound) == [])
    }

    @Test func noCommandIsOnlyOnKeysThatTerminalsOrMultiplexersTake() {
        for command in Command.allCases {
            let keys = Place.allCases.flatMap { place in
                keymap.bindings(in: place).filter { $0.command == command }.map(\.key)
            }
            let safe = keys.filter { key in
                if key.modifiers.contains(.alt) { return false }
                if case .function = key.code { return false }
                return key != .control("a") && key != .control("b")
            }
            #expect(!safe.isEmpty, "\(command.rawValue)")
        }
    }

    @Test func lowerCaseNeverDeletesOrDoubles() {
        let risky: Set<Command> = [.delete, .rename]
        for place in Place.allCases {
            for binding in keymap.bindings(in: place) where risky.contains(binding.command) {
                guard case .character(let letter) = binding.key.code else { continue }
                #expect(letter.isUppercase, "\(place) \(binding.key.name)")
            }
        }
    }

    @Test func enterDoesNothingOnAQuestion() {
        #expect(keymap.command(for: Key(.enter), in: .question) == nil)
        #expect(keymap.command(for: Key(.character("y")), in: .question) == .yes)
        #expect(keymap.command(for: Key(.escape), in: .question) == .no)
    }

    @Test func theKeysOfAPlaceCanBeReadInEveryPlace() {
        for place in Place.allCases where place != .question && place != .everywhere {
            #expect(!keymap.keys(for: .help, in: place).isEmpty, "\(place)")
        }
    }

    @Test func printableKeysAreTextInTextFields() {
        for place in Place.allCases where place.isTextField {
            for letter in "?12,.][jkqyn /" {
                #expect(keymap.command(for: Key(.character(letter)), in: place) == nil, "\(place) \(letter)")
            }
        }
    }

    @Test func everyPlaceCanBeLeftAndHelpedByKeys() {
        for place in [Place.list, .thread, .overlay] {
            #expect(keymap.command(for: Key(.character("?")), in: place) == .help)
        }
        for place in Place.allCases where place != .question {
            #expect(keymap.command(for: .control("c"), in: place) == .cancel)
            #expect(keymap.command(for: .control("\\"), in: place) == .leave)
        }
    }

    @Test func theKeysOfTheDesignHold() throws {
        let table: [(Place, String, Command)] = [
            (.everywhere, "tab", .nextPane), (.everywhere, "shift-tab", .previousPane), (.everywhere, "9", .view9),
            (.everywhere, ",", .previousView), (.everywhere, ".", .nextView), (.everywhere, "]", .nextWaiting),
            (.everywhere, "[", .previousWaiting), (.everywhere, "alt-a", .nextWaiting),
            (.everywhere, "ctrl-r", .pollNow),
            (.everywhere, "ctrl-l", .repaint), (.everywhere, "ctrl-z", .suspend), (.everywhere, "ctrl-c", .cancel),
            (.list, "j", .down), (.list, "k", .up), (.list, "g", .first), (.list, "G", .last), (.list, "enter", .open),
            (.list, "ctrl-d", .halfPageDown), (.list, "pageup", .pageUp), (.list, "r", .reply),
            (.list, "c", .newConversation), (.list, "R", .rename), (.list, "D", .delete), (.list, "s", .filterStatus),
            (.list, "w", .filterWidget), (.list, "/", .find), (.list, "n", .findNext), (.list, "N", .findPrevious),
            (.list, "q", .quit), (.thread, "j", .down), (.thread, "}", .nextItem), (.thread, "{", .previousItem),
            (.thread, "J", .nextConversation), (.thread, "K", .previousConversation), (.thread, "f", .zoom),
            (.thread, "i", .details), (.thread, "t", .retry), (.thread, "m", .markSent), (.thread, "b", .backToDraft),
            (.thread, "h", .toList), (.thread, "esc", .toList), (.thread, "q", .toList), (.composer, "enter", .send),
            (.composer, "ctrl-j", .newLine), (.composer, "alt-enter", .newLine),
            (.composer, "ctrl-w", .deleteWordBackward),
            (.composer, "ctrl-y", .yank), (.composer, "ctrl-_", .undo), (.composer, "ctrl-o", .editor),
            (.composer, "esc", .toThread), (.composer, "ctrl-d", .deleteForward), (.prompt, "enter", .accept),
            (.prompt, "esc", .dismiss), (.overlay, "q", .dismiss), (.overlay, "esc", .dismiss),
        ]
        for (place, name, command) in table {
            let key = try #require(Key(name: name))
            #expect(keymap.command(for: key, in: place) == command, "\(place) \(name)")
        }
    }
}
