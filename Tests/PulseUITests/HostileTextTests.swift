import PulseCore
import PulseModel
import PulseUI
import ScreenKit
import Testing

/// Text from outside changes nothing outside its own cells.
@Suite struct HostileTextTests {
    static let attacks = [
        "\u{1B}[2J\u{1B}[H", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;aGk=\u{07}", "\u{9B}31m", "\u{90}q\u{9C}", "\r\n\r\n",
        "\t\t\t",
        "\u{202E}evil", "\u{2066}x", "e" + String(repeating: "\u{301}", count: 300), "\u{0}", "\u{7F}",
        "\u{E0041}\u{E0042}",
        "👩‍👩‍👧‍👦", "日本語日本語日本語日本語日本語日本語日本語", "\u{1F1E9}\u{1F1EA}", "\u{FFFF}", "\u{2028}line",
        String(repeating: "w", count: 500),
        "\u{8}\u{8}\u{8}", "\u{E}\u{F}", "\u{200B}\u{FEFF}\u{AD}",
    ]

    @Test(arguments: attacks) func anAttackStaysInItsCells(attack: String) {
        var rows = ExampleDesk.rows
        for index in rows.indices {
            rows[index].name = attack + rows[index].name
            rows[index].email = attack
            rows[index].snippet = attack + rows[index].snippet
            rows[index].widgetID = attack
        }
        for size in ScreenSnapshotTests.sizes {
            var plain = ExampleDesk.state(size)
            var attacked = ExampleDesk.state(size, rows: rows)
            for keys in [["enter"], ["r"], ["esc"]] {
                ExampleDesk.press(keys, &plain)
                ExampleDesk.press(keys, &attacked)
            }
            let items = ExampleDesk.transcript.map { item in
                var item = item
                item.content = .observed(ObservedText(text: attack, name: attack))
                return item
            }
            let window = ItemWindow(conversation: ConversationID(rawValue: 1), items: items)
            _ = update(&attacked, .threadLoaded(window, nil))
            let screen = draw(attacked)
            let clean = draw(plain)
            for row in 1..<(size.rows - 1) where size.columns >= 60 {
                for column in [0, attacked.layout.divider ?? 0, size.columns - 1] {
                    let place = "\(row),\(column) at \(size)"
                    #expect(
                        screen[row, column].base == clean[row, column].base || isJoint(screen, row, column),
                        "\(place)"
                    )
                }
            }
            for line in screen.text {
                #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            }
        }
    }

    /// The composer's rule may stand in another row.
    private func isJoint(_ screen: Screen, _ row: Int, _ column: Int) -> Bool {
        [0x251C, 0x2524, 0x2502].contains(screen[row, column].base)
    }
}
