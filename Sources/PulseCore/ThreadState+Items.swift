package import PulseModel

extension ThreadState {
    /// What a change of the store is to this transcript, with the change's number.
    struct NumberedChange: Hashable, Sendable {
        var number: Int64
        var transcripts: [TranscriptChange]
        var removed: [ItemID]
    }

    /// Items that are kept loaded: more above or below is read again when it is wanted.
    private static let mostItems = 600

    /// Takes what a change of the store says of this transcript into the loaded part.
    /// - Returns: texts of others that are newer than all that were known.
    mutating func apply(_ change: NumberedChange) -> [ItemID] {
        if isReading || !isLoaded { changesWhileReading.append(change) }
        guard isLoaded else { return [] }
        if !change.removed.isEmpty { remove(change.removed) }
        return change.transcripts.flatMap { merge($0) }
    }

    /// Takes new and changed items into the loaded part.
    ///
    /// What lies outside it, and is to be in view, is read then: the loaded part says that there is more.
    /// - Returns: texts of others that are newer than all that were known.
    package mutating func merge(_ change: TranscriptChange) -> [ItemID] {
        var arrived: [ItemID] = []
        let items = change.items
        defer { newest = max(newest, items.filter(\.isTaken).map(\.position).max()) }
        let isApart = cut(at: change)
        // What is kept above the loaded part, and not loaded, comes with it when it is read.
        let reachesTop = !window.hasOlder
        for item in items {
            let isNew = item.isTaken && item.isFromOthers && newest.map { item.position > $0 } ?? true
            if let index = window.items.firstIndex(where: { $0.id == item.id }) {
                // The disk may be behind what streams.
                guard item.revision >= window.items[index].revision else { continue }
                let moved = window.items[index].position != item.position
                window.items[index] = item
                if moved { window.items.sort { $0.position < $1.position } }
                continue
            }
            if isNew { arrived.append(item.id) }
            guard !isApart else { continue }
            if let last = window.items.last, item.position > last.position {
                if window.reachesEnd || change.around != nil && !window.hasNewer { window.items.append(item) }
            } else if let first = window.items.first, item.position < first.position {
                if reachesTop { insert(item) }
            } else {
                insert(item)
            }
        }
        if let around = change.around, !isApart { extend(to: change, around) }
        trim()
        return arrived
    }

    private mutating func insert(_ item: TranscriptItem) {
        let index = window.items.firstIndex { $0.position > item.position } ?? window.items.endIndex
        window.items.insert(item, at: index)
    }

    /// Cuts the loaded part off where a page shows that there is a hole in it; what is in view stays.
    /// - Returns: whether the page lies beyond the hole.
    private mutating func cut(at part: TranscriptChange) -> Bool {
        guard let around = part.around, !around.hasOlder, let first = part.items.first?.position else { return false }
        let hole = window.items.firstIndex { $0.position >= first } ?? window.items.endIndex
        guard hole > 0 else { return false }
        // It lies beyond what is not loaded either.
        if hole == window.items.endIndex, window.hasNewer { return true }
        if case .item(let id, _) = anchor, window.items[..<hole].contains(where: { $0.id == id }) {
            window.items.removeSubrange(hole...)
            (window.hasNewer, window.endsAtHole) = (false, true)
            return true
        }
        window.items.removeSubrange(..<hole)
        window.hasOlder = false
        return false
    }

    /// What is kept around a part of the history is kept around the loaded one, where they end alike.
    private mutating func extend(to part: TranscriptChange, _ around: TranscriptChange.Surroundings) {
        if let first = part.items.first, first.id == window.items.first?.id {
            window.hasOlder = around.hasOlder
            window.reachesBeginning = around.reachesBeginning
        }
        if let last = part.items.last, last.id == window.items.last(where: \.isTaken)?.id {
            window.hasNewer = around.hasNewer
            window.endsAtHole = around.endsAtHole
        }
        if window.reachesBeginning && !window.hasOlder { history = .beginning }
    }

    /// Gives up what is far from the view, so that the loaded part does not grow with the way that was scrolled.
    private mutating func trim() {
        guard window.items.count > Self.mostItems else { return }
        let reach = Self.mostItems / 3
        var center = window.items.count - 1
        if case .item(let id, _) = anchor { center = window.items.firstIndex { $0.id == id } ?? center }
        if seeksBeginning { center = 0 }
        let (start, end) = (max(0, center - reach), min(window.items.count, center + reach + 1))
        if end < window.items.count { (window.hasNewer, window.endsAtHole) = (true, false) }
        if start > 0 { window.hasOlder = true }
        window.items = Array(window.items[start..<end])
    }

    /// Takes items out; the view stays where it is.
    package mutating func remove(_ ids: [ItemID]) {
        if case .item(let id, _) = anchor, ids.contains(id),
            let index = window.items.firstIndex(where: { $0.id == id })
        {
            let survivor = window.items[index...].first { !ids.contains($0.id) }
            anchor = survivor.map { .top(of: $0.id) } ?? .end
        }
        window.items.removeAll { ids.contains($0.id) }
        newBelow.subtract(ids)
        if let id = marked, ids.contains(id) { marked = nil }
    }

    /// Puts a part that was read in place of the loaded one; what changed while it was read is applied to it.
    package mutating func replaceWindow(_ new: ItemWindow) {
        let old = Dictionary(window.items.map { ($0.id, $0) }) { _, last in last }
        let place = anchorPosition
        window = new
        window.items = new.items.map { item in
            if let known = old[item.id], known.revision > item.revision { known } else { item }
        }
        isLoaded = true
        isReading = false
        let changes = changesWhileReading
        changesWhileReading = []
        for change in changes where change.number > new.lastChange { _ = apply(change) }
        let items = window.items
        if window.reachesEnd { newest = max(newest, items.last(where: \.isTaken)?.position) }
        if window.reachesBeginning && !window.hasOlder { history = .beginning }
        if case .item(let id, _) = anchor, !items.contains(where: { $0.id == id }) {
            // The item is gone: what stands next to its place is in view instead.
            let next = items.first { item in place.map { item.position >= $0 } ?? false } ?? items.last
            anchor = next.map { .top(of: $0.id) } ?? .end
        }
    }

    /// A read that was asked for gave a part for which the person has left; what changed meanwhile is applied already.
    mutating func dropWindow() {
        isReading = false
        changesWhileReading = []
    }

    /// Where to read what the person looks at.
    package var wantedWindow: WindowAnchor {
        if seeksBeginning { return .start }
        if case .item(let id, _) = anchor { return .item(id) }
        return .end
    }

    /// Whether the view would stay where it is with another part in place of the loaded one.
    package func keepsPlace(in other: ItemWindow) -> Bool {
        guard case .item(let id, _) = anchor else { return other.reachesEnd }
        return other.items.contains { $0.id == id }
    }

    private var anchorPosition: TranscriptPosition? {
        guard case .item(let id, _) = anchor else { return nil }
        return window.items.first { $0.id == id }?.position
    }

    /// The item that unsent-message keys act on: the marked one, else the oldest that waits for the person, since those
    /// behind it were to arrive after it.
    package var unsentTarget: TranscriptItem? {
        if let marked, let item = window.items.first(where: { $0.id == marked }), item.delivery?.needsAttention == true
        {
            return item
        }
        return window.items.first { $0.delivery?.needsAttention == true }
    }
}

/// The later of two places, where both are known.
private func max(_ a: TranscriptPosition?, _ b: TranscriptPosition?) -> TranscriptPosition? {
    guard let a, let b else { return a ?? b }
    return a < b ? b : a
}

extension TranscriptItem {
    /// Whether it has its place: a message of ours that the server has not taken stands behind all others.
    var isTaken: Bool { position.order < TranscriptPosition.untakenOrder }

    /// Whether it is what others wrote: an answer counts with its question.
    var isFromOthers: Bool {
        switch content {
        case .observed, .exchange: true
        case .own, .mark: false
        }
    }

    /// What we wrote in it; empty for what others wrote.
    package var ownText: String {
        switch content {
        case .own(let message): message.text
        case .exchange(let exchange): exchange.query
        case .observed, .mark: ""
        }
    }

    /// Where a message of ours stands on its way; nil for what others wrote.
    package var delivery: Delivery? {
        switch content {
        case .own(let message): message.delivery
        case .exchange(let exchange): exchange.delivery
        case .observed, .mark: nil
        }
    }
}
