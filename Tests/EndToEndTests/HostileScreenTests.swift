import Foundation
import PtyKit
import PulseSimulator
import ScreenKit
import TerminalTesting
import TestPacing
import Testing

/// Text that attacks the terminal stands on the screen as text, inside its own cells.
@Suite(.paced, .timeLimit(.minutes(20))) struct HostileScreenTests {
    /// What the program itself may send beyond characters: titles of its own, and sequences of ncurses.
    private func expectOnlyOwnControls(_ output: [UInt8], _ location: SourceLocation = #_sourceLocation) {
        var strings: [String] = []
        var finals: Set<String> = []
        var privateModes: Set<String> = []
        var controls: Set<UInt8> = []
        var drawn: [UInt8] = []
        var index = 0
        while index < output.count {
            let byte = output[index]
            index += 1
            if byte == 0x1B, index < output.count {
                let kind = output[index]
                index += 1
                if kind == UInt8(ascii: "[") {
                    let start = index
                    while index < output.count, !(0x40...0x7E).contains(output[index]) { index += 1 }
                    let body = String(decoding: output[start..<min(index, output.count)], as: UTF8.self)
                    let final = index < output.count ? String(UnicodeScalar(output[index])) : "end"
                    index += 1
                    if body.hasPrefix("?") { privateModes.insert(body + final) } else { finals.insert(final) }
                } else if "]P_^X".utf8.contains(kind) {
                    let start = index
                    while index < output.count, output[index] != 0x07, output[index] != 0x1B { index += 1 }
                    strings.append(String(UnicodeScalar(kind)) + String(decoding: output[start..<index], as: UTF8.self))
                } else {
                    if kind == UInt8(ascii: "(") || kind == UInt8(ascii: ")") { index += 1 }
                    finals.insert("ESC " + String(UnicodeScalar(kind)))
                }
            } else if byte < 0x20 || byte == 0x7F {
                controls.insert(byte)
            } else {
                drawn.append(byte)
            }
        }
        #expect(strings.allSatisfy { $0 == "]2;pulse-tui" }, "\(Set(strings))", sourceLocation: location)
        #expect(
            privateModes.isSubset(of: [
                "?1049h", "?1049l", "?1h", "?1l", "?25h", "?25l", "?12l", "?12;25h", "?7h", "?7l", "?1004h", "?1004l",
                "?2004h",
                "?2004l", "?5h", "?5l",
            ]),
            "\(privateModes)",
            sourceLocation: location
        )
        #expect(
            finals.isSubset(of: [
                "A", "B", "C", "D", "G", "H", "J", "K", "L", "M", "P", "X", "@", "b", "d", "h", "l", "m", "r", "S", "T",
                "t",
                "ESC =", "ESC >", "ESC (", "ESC )", "ESC M", "ESC 7", "ESC 8",
            ]),
            "\(finals)",
            sourceLocation: location
        )
        // What moves the cursor, and the bell, which also ends a title.
        #expect(controls.isSubset(of: [0x07, 0x08, 0x09, 0x0A, 0x0D, 0x0F]), "\(controls)", sourceLocation: location)
        expectOnlyVisible(drawn, location)
    }

    /// Characters that have a look of their own, with no more marks than a cell is given.
    private func expectOnlyVisible(_ drawn: [UInt8], _ location: SourceLocation) {
        guard let text = String(validating: drawn, as: UTF8.self) else {
            Issue.record("bytes that are no UTF-8, as C1 controls would be", sourceLocation: location)
            return
        }
        var hidden: Set<Unicode.Scalar> = []
        var (marks, mostMarks) = (0, 0)
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            // C1 is among the controls; bidi, tags, joiners and spaces without width are among the formats.
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: hidden.insert(scalar)
            case .nonspacingMark, .enclosingMark: marks += 1
            default: marks = 0
            }
            if scalar.properties.isDefaultIgnorableCodePoint { hidden.insert(scalar) }
            mostMarks = max(mostMarks, marks)
        }
        let names = hidden.map { String($0.value, radix: 16) }.sorted()
        #expect(names.isEmpty, "\(names)", sourceLocation: location)
        #expect(mostMarks <= Marks.limit, sourceLocation: location)
    }

    /// Whether every line around the panes is where it belongs, and the line at the bottom says so.
    private func isWhole(_ screen: VTermScreen, _ hint: String) -> Bool {
        let frame: Set<String> = ["│", "├", "┤", "┌", "┐", "└", "┘", "┬", "┴", "↑", "↓"]
        return (0..<screen.rows).allSatisfy { row in
            [0, 31, screen.columns - 1].allSatisfy { frame.contains(screen.cell(row, $0).text) }
        } && screen.text(row: screen.rows - 1).contains(hint)
    }

    private func expectUntouched(_ session: TerminalSession, _ what: String) {
        let screen = session.screen
        let comment = Comment(rawValue: what)
        #expect(screen.isAlternate, comment)
        #expect(screen.scanner.titles.allSatisfy { $0 == "pulse-tui" }, comment)
        #expect(screen.scanner.modes.isSuperset(of: [1, 1004, 2004]), comment)
    }

    @Test func everyConversationStaysInItsCells() async throws {
        try await withDesk(scenario: .hostile) { desk in
            let session = try desk.start()
            try session.waitForText("One MiB")
            try session.waitUntil("both services' rows, and whole borders") {
                self.isWhole($0, "Enter open") && (self.number(in: $0.text(row: 0)) ?? 0) > 60
            }
            try session.press(.home)
            try session.waitUntil("the first row") { self.selected($0).first?.hasPrefix(">") ?? false }
            // Every row of the list: opened, paged through, its details shown, zoomed, and back.
            var isLast = false
            var count = 0
            while !isLast {
                count += 1
                try session.press(.enter)
                try session.waitUntil("row \(count) open") { self.isWhole($0, "r reply") }
                try session.press(.pageUp)
                try session.type("gi")
                try session.waitUntil("the details of row \(count)") { $0.text(row: 23).contains("Esc close") }
                try session.press(.pageDown)
                try session.type("q")
                try session.waitUntil("row \(count) again") { self.isWhole($0, "r reply") }
                try session.type("f")
                try session.waitUntil("row \(count) zoomed") {
                    $0.text(row: 23).contains("r reply") && !$0.text(row: 23).contains("┴") && !$0.contains("├")
                }
                try session.type("f")
                try session.waitUntil("row \(count) among panes") { self.isWhole($0, "r reply") }
                self.expectUntouched(session, "row \(count)")
                try session.press(.escape)
                try session.waitUntil("the list from row \(count)") { self.isWhole($0, "Enter open") }
                let before = self.selected(session.screen)
                try session.type("j")
                // At the end of the list nothing moves any more.
                do {
                    try session.waitUntil("the next row", seconds: 1) { self.selected($0) != before }
                } catch is TerminalSession.TimedOut {
                    isLast = true
                }
            }
            #expect(count > 60)
            try session.leave()
            session.expectGivenBack()
            self.expectOnlyOwnControls(session.output)
        }
    }

    @Test func theWordsOfErrorsStayInTheirCells() async throws {
        try await withDesk(scenario: .hostile) { desk in
            let session = try desk.start(rows: 40, columns: 132)
            try session.waitForText("One MiB")
            // Every look is refused with the next attack, which the line at the bottom says.
            desk.control { await $0.setFaults([.serverError]) }
            try session.waitUntil("the refusal") { $0.statusLine.contains("the server failed with 500") }
            for round in 1...5 {
                let before = desk.control { await $0.requests.values.reduce(0, +) }
                try session.press(.control("r"))
                try desk.waitUntil("looks of round \(round)") { await $0.requests.values.reduce(0, +) > before + 3 }
                try session.waitUntil("the refusal again") { $0.statusLine.contains("the server failed with 500") }
                self.expectUntouched(session, "round \(round)")
            }
            desk.control { await $0.setFaults([]) }
            try session.press(.control("r"))
            try session.waitUntil("that all is well") { !$0.statusLine.contains("the server failed") }
            // Every answer fails with the next attack, which the thread says.
            try session.type("c")
            try session.waitForText("ask ")
            for number in 1...35 {
                let question = "q\(number) [error][fast]"
                try session.type(question)
                try session.waitForText(question)
                try session.press(.enter)
                try session.waitUntil("the failure of question \(number)") { screen in
                    let rows = screen.text
                    guard let asked = rows.lastIndex(where: { $0.contains(question) }) else { return false }
                    return rows[asked...].contains { $0.contains("openai_api_compatible") }
                }
                self.expectUntouched(session, "question \(number)")
            }
            try session.leave()
            session.expectGivenBack()
            self.expectOnlyOwnControls(session.output)
        }
    }

    /// How many rows the list says it has.
    private func number(in title: String) -> Int? {
        title.firstMatch(of: /all · ([0-9]+)/).flatMap { Int($0.1) }
    }

    /// The row that is selected and what stands below the top of the list, which scrolls under it.
    private func selected(_ screen: VTermScreen) -> [String] {
        (1..<23).map { row in
            (screen.cell(row, 29).isReversed ? ">" : " ") + (1..<31).map { screen.cell(row, $0).text }.joined()
        }
    }

    @Test(arguments: [(10, 40), (40, 132)]) func theListScrollsWithItsBordersWhole(rows: Int, columns: Int) async throws
    {
        try await withDesk(scenario: .hostile) { desk in
            let session = try desk.start(rows: rows, columns: columns)
            try session.waitForText("One MiB")
            for key in [TerminalKey.pageDown, .pageDown, .pageUp, .end, .home, .end] {
                try session.press(key)
                try session.waitUntil("the list") { $0.text[rows - 1].contains("Enter open") }
            }
            for view in 1...9 {
                try session.type("\(view)")
                try session.waitUntil("the view") { $0.text[0].contains("\(view) ") || view > 5 }
            }
            try session.leave()
            session.expectGivenBack()
            self.expectOnlyOwnControls(session.output)
        }
    }
}
