/// A way in which the simulated services misbehave.
///
/// Faults can be combined. They form groups, and each group acts at its own place, so that a combination shows all of
/// its parts:
/// 1. `slow` delays whatever happens after it, whichever other faults are set.
/// 2. `unauthorized`, `tooManyRequests` and `serverError` refuse before anything is stored. When several are set they
///    take turns, request by request, in the order of this list. They win over every fault below.
/// 3. `cutUpload` acts on forms with files only, before anything is stored. It wins over every fault below.
/// 4. `lostReply` and `silent` act after what was sent is stored; both set: they take turns. They win over 5 and 6.
/// 5. `cutStream` acts on event streams and audio only.
/// 6. `html`, `wrongJSON` and `halfUTF8` change the body, also that of a refusal of group 2 (so `html` with
///    `serverError` is a 500 with a page). `html` wins over `wrongJSON`; `halfUTF8` is put into what is left.
package enum Fault: String, CaseIterable, Sendable, Codable {
    /// Every reply starts late (2 s times the pace), and the frames of a stream come 0.3 s times the pace apart.
    case slow
    /// A form with files is reset after the first 64 KiB of its body, or at its end where it is shorter; nothing is
    /// stored.
    case cutUpload = "cut-upload"
    /// An event stream ends in the middle of a frame, after two to six frames; its answer is never stored. Audio ends in
    /// the middle.
    case cutStream = "cut-stream"
    /// What was sent is stored, then the connection closes without a byte.
    case lostReply = "lost-reply"
    /// What was sent is stored, and no answer ever comes; the connection stays open until the client closes it.
    case silent
    /// Answers 500 in the error shape of the service; nothing is stored.
    case serverError = "500"
    /// Answers 429 with `Retry-After: 2`; nothing is stored.
    case tooManyRequests = "429"
    /// Answers 401 as for a wrong key; nothing is stored.
    case unauthorized = "401"
    /// A JSON reply is valid JSON of another shape; in a stream every third frame is broken off.
    case wrongJSON = "wrong-json"
    /// A reply is an HTML page with the status it would have had; a stream is one too, and its question is stored.
    case html
    /// A string in the reply ends in half of a UTF-8 character; in a stream every text does, and frames are split
    /// over two chunks.
    case halfUTF8 = "half-utf8"
}

/// Which requests faults act on.
package enum FaultScope: String, CaseIterable, Sendable, Codable {
    /// `lostReply` and `silent` act on what stores something, all others on every request.
    case natural
    /// Only requests that store something: a message or question, an upload, a rating, a name, a document, a deletion.
    case sends
    /// Only requests that store nothing.
    case reads
    /// Every request, with every fault.
    case all
}
