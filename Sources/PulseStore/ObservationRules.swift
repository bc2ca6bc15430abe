import PulseModel

/// What a look at a support conversation's row means, given what was known: the rules of the observed transcript.
///
/// The service has no call that lists a conversation's messages. All that is seen is the last text and the time of the
/// last activity; whose the text is has to be inferred.
enum ObservationRules {
    /// What earlier looks showed.
    struct Known: Hashable {
        var text: String?
        var updatedAt: Timestamp?
        var status: ConversationStatus?
        /// Our message that the text is, if it is ours.
        var ours: Int64?

        /// Whether the text is this message.
        func isText(of message: OwnMessageSource) -> Bool { ours.map(OwnMessageSource.item) == message }
    }

    /// What a look shows.
    struct Look: Hashable {
        var text: String?
        var updatedAt: Timestamp?
        var status: ConversationStatus?
        /// When it was had, by the server's clock; nil where its `updatedAt` is believed whatever it says.
        var seenAt: Timestamp?
        /// When the look before it that changed anything was had, by the server's clock.
        var lastSeenAt: Timestamp?
        /// When the look before it was asked for, whatever that showed; nil where this run of the program had none.
        var lastAskedAt: ContinuousClock.Instant?
        /// Whether it was asked for after what is known was there: only one asked for before can be outdated.
        var isLater = false
        /// Whether its text stands in the transcript as somebody else's with just this time.
        var wasShown = false
    }

    /// A message of ours that may be the text of a row.
    struct OwnText: Hashable {
        var source: OwnMessageSource
        var text: String
        var way: Way
        /// Whether an earlier look showed it.
        var wasSeen: Bool
        /// When the server can have stored it; nil where it never left.
        var window: SendWindow?
        /// When it left for the last time, by this machine's clock; nil where that was in an earlier run of the program.
        var wentAt: ContinuousClock.Instant?
        /// When the server stored it, by its clock; nil where only the person knows that it arrived.
        var createdAt: Timestamp?

        /// Where it stands; others cannot have arrived.
        enum Way: Hashable {
            case sending
            /// Also one that waits to leave again after its fate was unknown.
            case unknown
            case sent
        }
    }

    /// What the text of a row is.
    enum Text: Hashable {
        /// Nothing new is said.
        case same
        /// Our message.
        case ours(OwnMessageSource)
        /// Someone else's, to be appended.
        case new
        /// The same again, or activity; to be appended as such.
        case again
    }

    /// What a look means.
    enum Meaning: Hashable {
        /// Older than what is known: nothing of it counts.
        case outdated
        /// What its text is, and whether its status is another one.
        case seen(Text, statusChanged: Bool)
    }

    /// Judges a look.
    ///
    /// - Parameters:
    ///   - look: the row.
    ///   - known: nil at the first look at this conversation.
    ///   - own: our messages in this conversation, oldest first.
    /// - Returns: what the look means.
    static func meaning(of look: Look, known: Known?, own: [OwnText]) -> Meaning {
        guard let known else {
            return .seen(firstText(of: look, own: own), statusChanged: false)
        }
        if let updated = look.updatedAt, let before = known.updatedAt, updated < before,
            isOutdated(look, before, known, own)
        {
            return .outdated
        }
        let statusChanged = look.status != nil && known.status != nil && look.status != known.status
        return .seen(text(of: look, known: known, own: own, statusChanged: statusChanged), statusChanged: statusChanged)
    }

    /// Whether a look whose time is before the known one shows what was there before.
    ///
    /// Clocks go wrong: where the order of asking says that the look is the later one, another text counts. Only what was
    /// shown already may come from a copy of the list that is kept on the way.
    private static func isOutdated(_ look: Look, _ before: Timestamp, _ known: Known, _ own: [OwnText]) -> Bool {
        guard look.isLater, !look.wasShown else { return true }
        guard let text = look.text, !text.isEmpty, text != known.text else { return !look.isAhead(before) }
        let match = match(text, of: look, known, own)
        return own.contains { $0.source == match.inWindow && $0.wasSeen }
    }

    private static func firstText(of look: Look, own: [OwnText]) -> Text {
        guard let text = look.text, !text.isEmpty else { return .same }
        return match(text, of: look, nil, own).inWindow.map(Text.ours) ?? .new
    }

    private static func text(of look: Look, known: Known, own: [OwnText], statusChanged: Bool) -> Text {
        guard let text = look.text, !text.isEmpty else { return .same }
        let isSameText = text == known.text
        let isNewer = look.updatedAt.map { moment in known.updatedAt.map { moment > $0 } ?? true } ?? false
        if isSameText, !isNewer { return .same }
        // Of two texts of one moment a server shows now one, now the other: what was seen once is no news.
        let isTie = look.isTie(with: known)
        if isTie, look.wasShown { return .same }
        let match = match(text, of: look, known, own)
        if let ours = match.inWindow {
            let wasSeen = own.contains { $0.source == ours && $0.wasSeen }
            return isSameText && known.isText(of: ours) || isTie && wasSeen ? .same : .ours(ours)
        }
        guard isSameText || match.wasSeen else { return .new }
        return statusChanged ? .same : .again
    }

    /// Which of our messages a text is by its time, and whether it is one that a look has shown already.
    private static func match(
        _ text: String,
        of look: Look,
        _ known: Known?,
        _ own: [OwnText]
    ) -> (inWindow: OwnMessageSource?, wasSeen: Bool) {
        guard !own.isEmpty else { return (nil, false) }
        let shown = ShownText(text)
        let alike = own.filter { shown.isText($0.text) }
        let span = look.span(since: known)
        let inWindow = alike.filter { text in
            text.couldShow(at: look.updatedAt) || span.map { !text.wasSeen && text.couldShow(in: $0) } ?? false
                || text.isAwaited(since: look.lastAskedAt)
        }
        // A message that has arrived for certain explains the text; only without one is it news of another.
        let best =
            inWindow.last { $0.way == .sent && $0.wasSeen }
            ?? inWindow.first { $0.way == .sent }
            ?? inWindow.first { $0.way == .sending }
            ?? inWindow.first
        return (best?.source, alike.contains(where: \.wasSeen))
    }
}

/// Where a message of ours is kept.
enum OwnMessageSource: Hashable {
    /// An item of the transcript.
    case item(Int64)
    /// It went back to the draft, and may have arrived all the same.
    case withdrawn(Int64)
}

extension ObservationRules.Look {
    /// Whether a time lies so far ahead of the server's own clock that it cannot be.
    func isAhead(_ moment: Timestamp) -> Bool {
        seenAt.map { moment > $0.adding(milliseconds: SendWindow.slack) } ?? false
    }

    /// When what it shows changed, as far as that can be believed; nil where the row says nothing of it.
    ///
    /// - Parameter before: the time that was known.
    /// - Returns: the row's time; that of the look where the row's cannot be.
    func moment(after before: Timestamp?) -> Timestamp? {
        guard let updatedAt else { return nil }
        if isAhead(updatedAt) { return seenAt }
        if let before, updatedAt < before, !isAhead(before) { return seenAt ?? updatedAt }
        return updatedAt
    }

    /// Whether it shows another text than the known one, of just the same moment.
    func isTie(with known: ObservationRules.Known) -> Bool {
        guard let updatedAt, updatedAt == known.updatedAt, let text, !text.isEmpty, let before = known.text else {
            return false
        }
        return !before.isEmpty && text != before
    }

    /// Between which moments it changed, where its time cannot be; nil where its time says it.
    fileprivate func span(since known: ObservationRules.Known?) -> ClosedRange<Timestamp>? {
        guard let updatedAt, isAhead(updatedAt), let seenAt, let before = known?.updatedAt else { return nil }
        return min(before, lastSeenAt ?? seenAt, seenAt)...seenAt
    }
}

extension ObservationRules.OwnText {
    /// Whether a row that changed at some moment of these can be showing this message.
    func couldShow(in span: ClosedRange<Timestamp>) -> Bool {
        guard let ours = (way == .sent ? createdAt : nil) ?? window?.firstLeft else { return false }
        return couldShow(at: min(max(ours, span.lowerBound), span.upperBound))
    }

    /// Whether a row of this time can be showing this message, both by the server's clock.
    func couldShow(at moment: Timestamp?) -> Bool {
        guard let moment else { return true }
        if way == .sent, let createdAt { return moment <= createdAt.adding(milliseconds: SendWindow.slack) }
        return window?.contains(moment) ?? false
    }

    /// Whether a row that did not show this message in the look before, asked for at this moment, may show it now whatever
    /// its time says.
    ///
    /// A server can have two clocks, one for its rows and one for its replies, and then the window says nothing. What is
    /// sure is the order here: the row changed to this very text after that look. That is taken for ours as long as
    /// nobody knows whether ours arrived, no look has shown it, and the look before was asked for no later than it could
    /// still have been on its way. One that was sent or seen has its own time, and a later text like it is the visitor's.
    func isAwaited(since last: ContinuousClock.Instant?) -> Bool {
        guard way != .sent, !wasSeen, let wentAt, let window, let last else { return false }
        return last <= wentAt + .milliseconds(window.limit + SendWindow.slack)
    }
}
