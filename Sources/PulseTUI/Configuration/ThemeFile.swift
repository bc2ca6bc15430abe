import PulseCore
import ScreenKit

/// What one theme file says, and what it changes when it is laid over another.
struct ThemeFile {
    /// A role as written: what is nil is not named.
    struct Line {
        var foreground: ColorReference?
        var background: ColorReference?
        var attributes: Attributes?
    }

    /// A colour with the place it was written at, since a name may stand for an entry of the palette.
    struct ColorReference {
        var name: String
        var node: TOMLNode
        var file: String
    }

    private var lines: [Role: Line] = [:]
    private var palette: [String: Color] = [:]
    private(set) var problems: [ConfigurationProblem] = []

    init() {}

    /// Reads a theme's text.
    init(_ text: String, file: String) {
        do throws(ConfigurationProblem) {
            read(try TOMLDocument.parse(text, file: file), file: file)
        } catch {
            problems.append(error)
        }
    }

    /// Lays another file over this one: field by field, role by role.
    mutating func merge(_ other: ThemeFile) {
        for (role, line) in other.lines {
            var merged = lines[role] ?? Line()
            merged.foreground = line.foreground ?? merged.foreground
            merged.background = line.background ?? merged.background
            merged.attributes = line.attributes ?? merged.attributes
            lines[role] = merged
        }
        palette.merge(other.palette) { _, new in new }
        problems += other.problems
    }

    /// The theme; a colour that a role does not name is that of `text`.
    mutating func theme() -> Theme {
        var styles: [Role: Style] = [:]
        var base = Style.plain
        for role in [.text] + Role.allCases.filter({ $0 != .text }) {
            guard let line = lines[role] else { continue }
            let style = Style(
                foreground: color(line.foreground) ?? base.foreground,
                background: color(line.background) ?? base.background,
                attributes: line.attributes ?? []
            )
            if role == .text { base = style }
            styles[role] = style
        }
        return Theme(styles: styles)
    }

    private mutating func color(_ reference: ColorReference?) -> Color? {
        guard let reference else { return nil }
        if let color = palette[reference.name] ?? ColorName.color(reference.name) { return color }
        problems.append(
            ConfigurationProblem(
                file: reference.file,
                path: reference.node.path,
                line: reference.node.line,
                reason: .unknownColor(reference.name)
            )
        )
        return nil
    }

    // MARK: Reading

    private mutating func read(_ root: TOMLNode, file: String) {
        var table = TableReader(root, file: file)
        for entry in table.all() {
            if entry.key == "palette" {
                readPalette(entry.node, file: file)
            } else if let role = Role(name: entry.key) {
                lines[role] = readLine(entry.node, file: file)
            } else {
                let nearest = NearestName.of(entry.key, among: Role.allCases.map(\.name))
                table.note(.unknownRole(entry.key, suggestion: nearest), at: entry.node)
            }
        }
        problems += table.finish()
    }

    private mutating func readPalette(_ node: TOMLNode, file: String) {
        var table = TableReader(node, file: file)
        for entry in table.all() {
            guard let name = Self.colorName(entry.node) else {
                table.note(.wrongType(expected: "a colour", found: entry.node.kind), at: entry.node)
                continue
            }
            guard let color = ColorName.color(name) else {
                table.note(.unknownColor(name), at: entry.node)
                continue
            }
            palette[entry.key] = color
        }
        problems += table.finish()
    }

    private mutating func readLine(_ node: TOMLNode, file: String) -> Line {
        var table = TableReader(node, file: file)
        var line = Line()
        line.foreground = Self.reference("fg", in: &table)
        line.background = Self.reference("bg", in: &table)
        if let attributes = table.node("attributes") {
            line.attributes = Self.attributes(attributes, in: &table)
        }
        problems += table.finish()
        return line
    }

    private static func reference(_ key: String, in table: inout TableReader) -> ColorReference? {
        guard let node = table.node(key) else { return nil }
        guard let name = colorName(node) else {
            table.note(.wrongType(expected: "a colour", found: node.kind), at: node)
            return nil
        }
        return ColorReference(name: name, node: node, file: table.file)
    }

    /// A colour as text, whether it was written as text or as a number.
    private static func colorName(_ node: TOMLNode) -> String? {
        switch node.value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        default: nil
        }
    }

    private static func attributes(_ node: TOMLNode, in table: inout TableReader) -> Attributes {
        guard case .array(let elements) = node.value else {
            table.note(.wrongType(expected: "an array of attributes", found: node.kind), at: node)
            return []
        }
        var attributes: Attributes = []
        for element in elements {
            guard case .string(let name) = element.value else {
                table.note(.wrongType(expected: "text", found: element.kind), at: element)
                continue
            }
            guard let attribute = Attributes(name: name) else {
                table.note(.unknownAttribute(name), at: element)
                continue
            }
            attributes.insert(attribute)
        }
        return attributes
    }
}
