import ScreenKit
import TestPacing
import Testing

@Suite("Names of keys", .paced)
struct KeyNameTests {
    static let table: [(name: String, key: Key, label: String)] = [
        ("a", Key(.character("a")), "a"), ("A", Key(.character("A")), "A"), ("?", Key(.character("?")), "?"),
        ("-", Key(.character("-")), "-"), ("é", Key(.character("é")), "é"), ("space", Key(.character(" ")), "Space"),
        ("enter", Key(.enter), "Enter"), ("tab", Key(.tab), "Tab"), ("shift-tab", Key(.tab, .shift), "Shift-Tab"),
        ("esc", Key(.escape), "Esc"), ("backspace", Key(.backspace), "Backspace"), ("delete", Key(.delete), "Del"),
        ("insert", Key(.insert), "Ins"), ("up", Key(.up), "Up"), ("down", Key(.down), "Down"),
        ("left", Key(.left), "Left"), ("right", Key(.right), "Right"), ("home", Key(.home), "Home"),
        ("end", Key(.end), "End"), ("pageup", Key(.pageUp), "PgUp"), ("pagedown", Key(.pageDown), "PgDn"),
        ("f1", Key(.function(1)), "F1"), ("f12", Key(.function(12)), "F12"), ("f", Key(.character("f")), "f"),
        ("ctrl-r", .control("r"), "Ctrl-R"), ("alt-b", Key(.character("b"), .alt), "Alt-B"),
        ("alt-B", Key(.character("B"), .alt), "Alt-Shift-B"), ("ctrl-left", Key(.left, .control), "Ctrl-Left"),
        ("ctrl-_", .control("_"), "Ctrl-_"), ("ctrl-\\", .control("\\"), "Ctrl-\\"),
        ("ctrl-]", .control("]"), "Ctrl-]"),
        ("ctrl-space", .control(" "), "Ctrl-Space"), ("alt-enter", Key(.enter, .alt), "Alt-Enter"),
        ("ctrl-alt-x", Key(.character("x"), [.control, .alt]), "Ctrl-Alt-X"),
        ("alt--", Key(.character("-"), .alt), "Alt--"),
    ]

    @Test("A name gives its key, the key gives the name back, and a label", arguments: table)
    func roundTrip(_ row: (name: String, key: Key, label: String)) {
        #expect(Key(name: row.name) == row.key)
        #expect(row.key.name == row.name)
        #expect(row.key.label.string == row.label)
    }

    @Test("Other spellings are read too")
    func spellings() {
        let same: [(String, String)] = [
            ("C-x", "ctrl-x"), ("M-x", "alt-x"), ("S-Tab", "shift-tab"), ("Ctrl-R", "ctrl-r"), ("CTRL-r", "ctrl-r"),
            ("c-r", "ctrl-r"), ("Esc", "esc"), ("escape", "esc"), ("PgDn", "pagedown"), ("PageUp", "pageup"),
            ("Return", "enter"), ("F5", "f5"), ("M-C-a", "ctrl-alt-a"), (" ", "space"),
            ("ctrl-m", "enter"), ("ctrl-i", "tab"), ("ctrl-[", "esc"), ("ctrl-?", "backspace"), ("ctrl-h", "backspace"),
            ("ctrl-/", "ctrl-_"), ("ctrl-@", "ctrl-space"), ("alt-ctrl-m", "alt-enter"),
        ]
        for (spelling, name) in same {
            #expect(Key(name: spelling)?.name == name, "\(spelling)")
        }
    }

    @Test(
        "What no key is called is refused",
        arguments: [
            "", "ab", "ctrl-", "ctrl", "hyper-x", "f0", "f64", "f01", "shift-a", "ctrl--", "ctrl-é", "\n", "\u{1B}",
            "\u{200B}", "👩‍👩‍👧", "ctrl-1", "alt- x",
        ]
    )
    func refused(name: String) {
        #expect(Key(name: name) == nil)
    }
}
