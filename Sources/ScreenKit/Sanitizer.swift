/// Turns text from outside into `DisplayText`, by a list of what is allowed.
///
/// - Control characters become visible: C0 and DEL as their symbols (␀ … ␛ … ␡), C1 as U+FFFD.
/// - What has no look of its own is left out: direction marks, joiners, selectors, tags, soft hyphens.
/// - What the C library of a supported system cannot measure becomes U+FFFD: unassigned and private
///   scalars (a private glyph's width is a secret of its font), non-characters, those younger than the tables,
///   and the Arabic, Syriac and Kaithi signs that enclose digits, whose width terminals disagree about.
/// - A base keeps three marks at most; marks without a base are put over U+25CC.
/// - Of an emoji sequence the first emoji is shown, without its skin tone (a tone alone is U+FFFD). A flag
///   is shown as its two letters, a keycap as its character: terminals disagree about the width of both.
/// - Jamo are composed to syllables; a vowel or a final that does not compose is left out after a
///   Hangul letter and U+FFFD elsewhere.
struct Sanitizer {
    private enum Tabs {
        case space
        case stops
    }

    private let tabs: Tabs
    private var output: [UInt8] = []
    private var columns = 0
    /// The base of the last cluster; 0 before the first one.
    private var base: UInt32 = 0
    /// Where the last cluster begins in the output.
    private var baseOffset = 0
    private var markCount = 0
    /// Whether the last base came from an emoji or another pictograph, shown or replaced.
    private var isPictograph = false
    /// Whether a joiner came after a pictograph.
    private var isJoining = false

    private init(tabs: Tabs, capacity: Int) {
        self.tabs = tabs
        output.reserveCapacity(capacity)
    }

    /// One line of everything.
    static func line(_ text: String) -> DisplayText {
        var text = text
        let plain = text.withUTF8 { $0.isPrintableASCII }
        if plain {
            return DisplayText(trusted: text, columns: text.utf8.count)
        }
        return text.withUTF8 { sanitized($0, tabs: .space) }
    }

    /// A line for each paragraph.
    static func paragraphs(_ text: String) -> [DisplayText] {
        var text = text
        return text.withUTF8 { bytes in
            var paragraphs: [DisplayText] = []
            var start = 0
            var offset = 0
            while offset < bytes.count {
                let length = bytes.lineBreakLength(at: offset)
                if length == 0 {
                    offset += 1
                } else {
                    paragraphs.append(paragraph(bytes, start..<offset))
                    offset += length
                    start = offset
                }
            }
            paragraphs.append(paragraph(bytes, start..<bytes.count))
            return paragraphs
        }
    }

    private static func paragraph(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> DisplayText {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        if part.isPrintableASCII {
            return DisplayText(trusted: String(decoding: part, as: UTF8.self), columns: part.count)
        }
        return sanitized(part, tabs: .stops)
    }

    private static func sanitized(_ bytes: UnsafeBufferPointer<UInt8>, tabs: Tabs) -> DisplayText {
        var sanitizer = Sanitizer(tabs: tabs, capacity: bytes.count + 16)
        sanitizer.read(bytes)
        return DisplayText(trusted: String(decoding: sanitizer.output, as: UTF8.self), columns: sanitizer.columns)
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte.isPrintableASCII {
                var end = offset + 1
                while end < bytes.count, bytes[end].isPrintableASCII {
                    end += 1
                }
                appendRun(bytes[offset..<end])
                offset = end
            } else if byte < 0x80 {
                let breakLength = bytes.lineBreakLength(at: offset)
                appendControl(byte)
                offset += max(1, breakLength)
            } else {
                let (scalar, length) = bytes.scalar(at: offset)
                append(scalar)
                offset += length
            }
        }
    }

    private mutating func appendRun(_ run: Slice<UnsafeBufferPointer<UInt8>>) {
        output.append(contentsOf: run)
        columns += run.count
        base = UInt32(output[output.count - 1])
        baseOffset = output.count - 1
        markCount = 0
        isPictograph = false
        isJoining = false
    }

    private mutating func append(_ scalar: UInt32) {
        switch CellWidth.kind(of: scalar) {
        case .narrow:
            appendBase(scalar, from: scalar, width: 1)
        case .wide:
            appendBase(scalar, from: scalar, width: 2)
        case .replaced:
            appendBase(0xFFFD, from: scalar, width: 1)
        case .mark:
            appendMark(scalar)
        case .removed:
            if scalar == 0x200D {
                isJoining = isPictograph
            }
        case .special:
            appendSpecial(scalar)
        }
    }

    private mutating func appendBase(_ shown: UInt32, from scalar: UInt32, width: Int) {
        let wasJoining = isJoining
        isJoining = false
        let isPictograph = Sanitizer.isPictograph(scalar)
        if wasJoining, isPictograph {
            return
        }
        self.isPictograph = isPictograph
        base = shown
        baseOffset = output.count
        markCount = 0
        columns += width
        output.appendUTF8(shown)
    }

    private mutating func appendMark(_ scalar: UInt32) {
        if base == 0 {
            appendBase(0x25CC, from: 0x25CC, width: 1)
        }
        if markCount < Marks.limit {
            output.appendUTF8(scalar)
            markCount += 1
        }
    }

    /// Shows a control character of ASCII; those above it come as `special` scalars.
    private mutating func appendControl(_ byte: UInt8) {
        switch byte {
        case 0x09 where tabs == .stops:
            for _ in 0..<(4 - columns % 4) {
                appendBase(0x20, from: 0x20, width: 1)
            }
        case 0x09, 0x0A, 0x0D:
            appendBase(0x20, from: 0x20, width: 1)
        case 0x7F:
            appendBase(0x2421, from: 0x2421, width: 1)
        default:
            appendBase(0x2400 + UInt32(byte), from: 0x2400, width: 1)
        }
    }

    private mutating func appendSpecial(_ scalar: UInt32) {
        switch scalar {
        case 0x85, 0x2028, 0x2029:
            appendBase(0x20, from: 0x20, width: 1)
        case 0x20E3:
            break
        case 0x1160...0x11FF, 0xD7B0...0xD7FF:
            appendJamo(scalar)
        case 0x1F1E6...0x1F1FF:
            let letter = scalar - 0x1F1E6 + 0x41
            appendBase(letter, from: letter, width: 1)
        case 0x1F3FB...0x1F3FF where isPictograph:
            break
        default:
            appendBase(0xFFFD, from: 0xFFFD, width: 1)
        }
    }

    private mutating func appendJamo(_ scalar: UInt32) {
        if markCount == 0, let syllable = Hangul.composed(base, scalar) {
            output.removeLast(output.count - baseOffset)
            output.appendUTF8(syllable)
            base = syllable
        } else if !Hangul.isLetter(base) {
            appendBase(0xFFFD, from: 0xFFFD, width: 1)
        }
    }

    /// Whether a scalar is in one of the blocks that emoji come from.
    private static func isPictograph(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2190...0x21FF, 0x2300...0x23FF, 0x2600...0x27BF, 0x2900...0x297F, 0x2B00...0x2BFF,
            0x1F000...0x1F1E5, 0x1F200...0x1FAFF:
            true
        default:
            false
        }
    }
}
