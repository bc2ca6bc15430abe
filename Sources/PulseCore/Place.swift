/// Where a key is pressed; each has its own table of keys.
package enum Place: String, CaseIterable, Sendable, Hashable {
    /// Consulted after the place itself; in text fields only for keys that are no text.
    case everywhere
    /// The pane of conversations.
    case list
    /// The pane of the open conversation's transcript.
    case thread
    /// The pane of the draft; printable keys are text.
    case composer
    /// A line to fill in: a new title, what to find.
    case prompt
    /// A question that wants yes or no.
    case question
    /// Help, details, pickers.
    case overlay

    /// Whether printable keys are text here.
    package var isTextField: Bool { self == .composer || self == .prompt }
}
