package import PulseCore
import PulseUI
import ScreenKit
import TOMLKit

/// The shipped keymap.
package enum ShippedKeymap {
    package static func load() -> Keymap {
        var keymap = Keymap()
        guard let table = try? TOMLTable(string: DefaultKeymap.text), let keys = table["keys"]?.table else {
            return keymap
        }  // shipped, tested
        for place in Place.allCases {
            guard let bindings = keys[place.rawValue]?.table else { continue }
            for (name, value) in bindings {
                guard let key = Key(name: name), let command = value.string.flatMap(Command.init(rawValue:)) else {
                    continue
                }
                keymap.bind(key, to: command, in: place)
            }
        }
        return keymap
    }
}
