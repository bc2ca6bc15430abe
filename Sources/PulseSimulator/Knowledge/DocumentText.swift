import Foundation

/// The text of a document's file.
enum DocumentText {
    /// What can be made to chunks; other files are refused.
    static let extensions = ["txt", "markdown", "md", "mdx", "pdf", "html", "htm", "xlsx", "xls", "docx", "csv"]

    /// The text; of files that are no text, words in its place.
    static func text(of file: UploadRecord) -> String {
        let text = String(decoding: file.content, as: UTF8.self)
        switch file.fileExtension {
        case "txt", "markdown", "md", "mdx", "csv": return text
        case "html", "htm": return withoutMarkup(text)
        default:
            return (1...3).map { "\(file.name), page \($0): the simulator does not read files of this kind." }
                .joined(separator: "\n\n")
        }
    }

    /// The text between tags, without scripts and styles.
    private static func withoutMarkup(_ html: String) -> String {
        var text = html
        text.replace(#/(?is)<(script|style)\b.*?</\1\s*>/#, with: "")
        text.replace(#/(?i)</(p|div|h[1-6]|li|tr|title)\s*>|<br\s*/?>/#, with: "\n\n")
        text.replace(#/(?s)<[^>]*>/#, with: "")
        for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")] {
            text.replace(name, with: character)
        }
        return text.split(separator: "\n\n").map { String($0).trimmingWhiteSpace }.filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }
}
