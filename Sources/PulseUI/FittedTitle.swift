import ScreenKit

/// A title made of parts, of which some give way where there is no room for all.
///
/// Parts give way in the order of their rank: a shorter form first, then columns at the end, then, where it may, the
/// whole part. What has no rank stays as long as anything else can give way.
struct FittedTitle {
    /// A piece of the title.
    struct Part {
        /// What stands before it, if it is shown at all.
        var lead: DisplayText = ""
        /// From the longest to the shortest.
        var forms: [DisplayText]
        /// Lower gives way earlier; nil never does.
        var rank: Int?
        /// Columns below which it is not cut; nil is not cut at all.
        var least: Int?
        /// Whether it may go as a whole.
        var mayGo = false
    }

    private(set) var parts: [Part] = []

    /// Adds a part whose text never gives way.
    mutating func add(_ text: DisplayText) {
        add(Part(forms: [text]))
    }

    /// Adds a part, unless it says nothing.
    mutating func add(_ part: Part) {
        guard let longest = part.forms.first, !longest.isEmpty else { return }
        parts.append(part)
    }

    /// The title in so many columns.
    func text(columns: Int, ellipsis: DisplayText) -> DisplayText {
        var shown: [DisplayText?] = parts.map { $0.forms.first }
        var over = excess(shown, columns)
        guard over > 0 else { return joined(shown) }
        for index in parts.indices.filter({ parts[$0].rank != nil }).sorted(by: comesBefore) {
            let part = parts[index]
            for form in part.forms.dropFirst() where over > 0 {
                shown[index] = form
                over = excess(shown, columns)
            }
            guard over > 0, let text = shown[index] else { continue }
            if let least = part.least, text.columns > least, !part.mayGo || text.columns - over >= least {
                let room = max(least, text.columns - over)
                shown[index] = text.truncated(columns: room, ellipsis: ellipsis)
            } else if part.mayGo {
                shown[index] = nil
            }
            over = excess(shown, columns)
        }
        return joined(shown).truncated(columns: columns, ellipsis: ellipsis)
    }

    private func comesBefore(_ a: Int, _ b: Int) -> Bool {
        (parts[a].rank ?? 0, a) < (parts[b].rank ?? 0, b)
    }

    private func excess(_ shown: [DisplayText?], _ columns: Int) -> Int {
        zip(parts, shown).reduce(-columns) { sum, pair in
            sum + (pair.1.map { pair.0.lead.columns + $0.columns } ?? 0)
        }
    }

    private func joined(_ shown: [DisplayText?]) -> DisplayText {
        var pieces: [DisplayText] = []
        for case (let part, let text?) in zip(parts, shown) {
            pieces.append(part.lead)
            pieces.append(text)
        }
        return pieces.joined()
    }
}
