/// The languages that simulated visitors write in.
enum VisitorLanguage: CaseIterable, Sendable {
    case english
    case chinese
    case japanese
    case arabic

    /// The language of what was written, told from its letters; English where there are none.
    ///
    /// Only the beginning of each text is looked at: one can be as long as a megabyte.
    init(of texts: [String]) {
        var (latin, han, kana, arabic) = (0, 0, 0, 0)
        for scalar in texts.lazy.flatMap({ $0.unicodeScalars.prefix(200) }) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: latin += 1
            case 0x600...0x6FF: arabic += 1
            case 0x3041...0x30FF: kana += 1
            case 0x4E00...0x9FFF: han += 1
            default: break
            }
        }
        if kana > 0, kana + han > max(latin, arabic) {
            self = .japanese
        } else if han > max(latin, arabic) {
            self = .chinese
        } else {
            self = arabic > latin ? .arabic : .english
        }
    }
}
