/// What a test, or another program over HTTP, can tell a running simulator.
///
/// A request to `/_control/VERB`, with a JSON object as its body where the verb takes values; the method is not looked
/// at. Those that read lists (`received`, `messages`, `uploads`, `knowledge`, `feedback`) answer an array, all others an
/// object. The status is
/// 400 with `{"error"}` for what cannot be done, 404 for another verb. No key is asked for: the port is on loopback.
package enum ControlVerb: String, CaseIterable, Sendable {
    /// `{"text", "conversationId"?}`: a visitor writes; without an id, in the newest open conversation.
    case visitorMessage = "visitor-message"
    /// `{"text", "name"?, "email"?, "widgetId"?}`: a visitor comes; answers `{"conversationId"}`.
    case newConversation = "new-conversation"
    /// `{"conversationId", "status"}`: open, snoozed or resolved, by a colleague elsewhere. Optional `"touch": true`
    /// sets `updatedAt` as well.
    case status
    /// `{"faults": [names], "rate"?, "scope"?}`: replaces the faults.
    case faults
    /// `{"key"}`: the key is refused from now on.
    case revoke
    /// `{"key"}`: the key counts again.
    case restore
    /// `{"offset": ms}`, or `{"pinned": ms}` (null lets it run again): the servers' clock, for `Date` and all new times.
    case clock
    /// `{"text"?, "directives"?, "times"?}`: what the next answers are made of, see the directives of a question.
    case nextAnswer = "next-answer"
    /// `{"text"}`: what speech turns into next; what was said before comes first.
    case nextTranscript = "next-transcript"
    /// What was stored by sends, each different text once with its count.
    case received
    /// The number of requests by route.
    case requests
    /// `{"conversationId"}`: all messages of a support conversation.
    case messages
    /// The forms with files that were taken: `{"files": [{"field", "name", "contentType", "size", "checksum",
    /// "isWhole"}], "texts"}`; the checksum is FNV-1a with 64 bits.
    case uploads
    /// All knowledge bases: `{"id", "name", "technique", "documents": [{"id", "name", "batch", "status", "chunks": [{"id",
    /// "content", "answer", "keywords", "enabled"}]}]}`.
    case knowledge
    /// All ratings of answers: `{"messageId", "rating", "content"}`.
    case feedback
}
