/// Finds the name that was probably meant.
enum NearestName {
    /// The name with the fewest changes, if they are few enough to be a slip.
    static func of(_ name: String, among names: some Sequence<String>) -> String? {
        let limit = (name.count + 2) / 3
        var best: (name: String, changes: Int)?
        for candidate in names {
            let changes = changes(from: Array(name.lowercased()), to: Array(candidate.lowercased()))
            if changes <= limit && changes < best?.changes ?? .max { best = (candidate, changes) }
        }
        return best?.name
    }

    /// Characters to insert, delete or replace.
    private static func changes(from old: [Character], to new: [Character]) -> Int {
        var row = Array(0...new.count)
        for (oldIndex, character) in old.enumerated() {
            var diagonal = row[0]
            row[0] = oldIndex + 1
            for (newIndex, other) in new.enumerated() {
                let replaced = diagonal + (character == other ? 0 : 1)
                diagonal = row[newIndex + 1]
                row[newIndex + 1] = min(replaced, min(diagonal, row[newIndex]) + 1)
            }
        }
        return row[new.count]
    }
}
