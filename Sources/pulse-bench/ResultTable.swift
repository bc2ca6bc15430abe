import Foundation

/// What was measured beside what was aimed for.
struct ResultTable {
    private var rows: [(what: String, budget: String, result: String)] = []

    mutating func add(_ what: String, budget: String, _ result: String) {
        rows.append((what, budget, result))
    }

    /// The table as Markdown.
    var text: String {
        let lines = rows.map { "| \($0.what) | \($0.budget) | \($0.result) |" }
        return (["| what | budget | here |", "| --- | --- | --- |"] + lines).joined(separator: "\n")
    }

    /// Milliseconds as the table shows them.
    static func milliseconds(_ value: Double) -> String {
        String(format: value < 10 ? "%.2f ms" : "%.0f ms", value)
    }
}
