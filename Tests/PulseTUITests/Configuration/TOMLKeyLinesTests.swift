import TestPacing
import Testing

@testable import PulseTUI

@Suite(.paced) struct TOMLKeyLinesTests {
    private static let text = """
        # a comment with [brackets] and = signs
        top = "a # no comment \\" ] } ="
        dotted.one.two = 1
        "quoted.key" = 'literal # \\'
        '"' = 2
        long = \"\"\"
        fake = 1
        [fake.table]
        \\\"\"\" still inside \"\"\"
        after_long = true
        literal = '''
        x = 1''''
        list = [
          "one", # comment ]
          [ 1, 2 ],
          { name = "inline", deep.er = [ 3 ] },
        ]
        inline = { a = 1, "b c" = { d = "}" } }

        [[account]]
        name = "first"
          [account.inputs]
          city = "Bern"
        """

    @Test(arguments: [
        ("top", 2), ("dotted", 3), ("dotted.one.two", 3), ("\"quoted.key\"", 4), ("\"\\\"\"", 5), ("long", 6),
        ("after_long", 10), ("literal", 11), ("list", 13), ("list[1]", 14), ("list[2][2]", 15), ("list[3]", 16),
        ("list[3].name", 16), ("list[3].deep.er[1]", 16), ("inline.a", 18), ("inline.\"b c\".d", 18),
        ("account[1]", 20), ("account[1].name", 21), ("account[1].inputs", 22), ("account[1].inputs.city", 23),
    ])
    func everyKeyIsFoundInItsLine(path: String, line: Int) {
        let lines = TOMLKeyLines(Self.text)
        let found = lines.places.first { $0.key.description == path }
        #expect(found?.value.line == line)
    }

    @Test func theKeysAreThoseThatTheParserFinds() throws {
        let root = try TOMLDocument.parse(Self.text, file: "a.toml")
        #expect(Set(paths(root)) == Set(TOMLKeyLines(Self.text).places.keys))
    }

    private func paths(_ node: TOMLNode) -> [TOMLPath] {
        let own = node.path.steps.isEmpty ? [] : [node.path]
        switch node.value {
        case .table(let entries): return own + entries.flatMap { paths($0.node) }
        case .array(let elements): return own + elements.flatMap(paths)
        default: return own
        }
    }

    @Test func whatStandsInTextIsNoKey() {
        let names = TOMLKeyLines(Self.text).places.keys.map(\.description)
        #expect(!names.contains { $0.contains("fake") || $0 == "x" })
    }

    @Test func arraysOfTablesAreCountedEachForItself() {
        let text = """
            [[a]]
            x = 1
            [[a.b]]
            y = 1
            [[a.b]]
            y = 2
            [[a]]
            [[a.b]]
            y = 3
            [a.b.c]
            z = 4
            """
        let lines = TOMLKeyLines(text)
        let found = Dictionary(uniqueKeysWithValues: lines.places.map { ($0.key.description, $0.value.line) })
        #expect(found["a[1].b[1].y"] == 4)
        #expect(found["a[1].b[2].y"] == 6)
        #expect(found["a[2].b[1].y"] == 9)
        #expect(found["a[2].b[1].c.z"] == 11)
    }

    @Test func otherLineEndsAndAByteOrderMarkDoNotShiftLines() {
        let lines = TOMLKeyLines("\u{FEFF}a = 1\r\n\r\nb = 2\r\n")
        #expect(lines.line(of: TOMLPath().appending("a")) == 1)
        #expect(lines.line(of: TOMLPath().appending("b")) == 3)
    }

    @Test func escapesInKeysAreResolved() {
        let lines = TOMLKeyLines("\n\"\\u00e9\\\\\" = 1")
        #expect(lines.line(of: TOMLPath().appending("é\\")) == 2)
    }

    @Test func aPathThatIsNotThereHasTheLineOfTheNearestAboveIt() {
        let lines = TOMLKeyLines("\n[keys.list]\n")
        #expect(lines.line(of: TOMLPath().appending("keys").appending("list").appending("x")) == 2)
        #expect(lines.line(of: TOMLPath().appending("nothing")) == nil)
    }

    @Test(arguments: [
        "[", "[[", "[a", "a", "a =", "a = [", "a = {", "a = {b", "a = \"", "a = \"\"\"", "a = \"\\", "a = \"\\u12",
        "= 1", "]", "}",
        ",", "a = [}", "a = {]", "\"", "'", "a.", ".a = 1", "a = [,,{,}]", "\u{0}", "[[]]", "[] ] ]",
    ])
    func textThatIsNoTOMLDoesNotTrap(text: String) {
        _ = TOMLKeyLines(text).places
        _ = TOMLKeyLines(text + "\nb = 1\n").places
    }

    @Test func whatOnlyLooksLikeANULIsNone() {
        let text = #"""
            # "\u0000"
            a = '\u0000'
            b = "\\u0000"
            c = "\u0001\u00300"
            """#
        #expect(TOMLKeyLines(text).nulLine == nil)
        #expect(TOMLKeyLines(text + "\n\n" + #"d = ["\n\u0000"]"#).nulLine == 6)
    }
}
