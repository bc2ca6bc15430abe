package import PulseModel

extension ThreadState {
    /// What became of items that the sync loop reported.
    package struct Merge: Hashable, Sendable {
        /// Texts of others that are newer than all that were known.
        package var arrived: [ItemID] = []
        /// Items lie outside the loaded part, so that it must be read again.
        package var needsReading = false
    }

    /// Takes new and changed items into the loaded part.
    package mutating func merge(_ items: [TranscriptItem]) -> Merge {
        var merge = Merge()
        let follows = anchor == .end
        defer { newest = max(newest, items.filter(\.isTaken).map(\.position).max()) }
        for item in items {
            let isNew = item.isTaken && item.isFromOthers && newest.map { item.position > $0 } ?? true
            if let index = window.items.firstIndex(where: { $0.id == item.id }) {
                // The disk may be behind what streams.
                guard item.revision >= window.items[index].revision else { continue }
                let moved = window.items[index].position != item.position
                window.items[index] = item
                if moved { window.items.sort { $0.position < $1.position } }
            } else if let last = window.items.last, item.position > last.position {
                if window.hasNewer {
                    merge.needsReading = merge.needsReading || follows
                } else {
                    window.items.append(item)
                }
                if isNew { merge.arrived.append(item.id) }
            } else if window.items.isEmpty {
                window.items.append(item)
                if isNew { merge.arrived.append(item.id) }
            } else if let first = window.items.first, item.position > first.position {
                let index = window.items.firstIndex { $0.position > item.position } ?? window.items.endIndex
                window.items.insert(item, at: index)
                if isNew { merge.arrived.append(item.id) }
            } else {
                merge.needsReading = true
            }
        }
        return merge
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

    /// Puts a part that was read anew in place of the loaded one; what was reported while it was read stays.
    package mutating func replaceWindow(_ new: ItemWindow) {
        let old = Dictionary(window.items.map { ($0.id, $0) }) { _, last in last }
        let place = anchorPosition
        var items = new.items.map { item in
            if let known = old[item.id], known.revision > item.revision { known } else { item }
        }
        if !window.hasNewer, !new.hasNewer, let last = items.last {
            let ids = Set(items.map(\.id))
            items += window.items.filter { $0.position > last.position && !ids.contains($0.id) }
        }
        window = new
        window.items = items
        isLoaded = true
        isReading = false
        if !new.hasNewer { newest = max(newest, items.last(where: \.isTaken)?.position) }
        if new.reachesBeginning && !new.hasOlder { history = .beginning }
        if case .item(let id, _) = anchor, !items.contains(where: { $0.id == id }) {
            // The item is gone: what stands next to its place is in view instead.
            let next = items.first { item in place.map { item.position >= $0 } ?? false } ?? items.last
            anchor = next.map { .top(of: $0.id) } ?? .end
        }
    }

    /// Where to read what the person looks at.
    package var wantedWindow: WindowAnchor {
        if seeksBeginning { return .start }
        if case .item(let id, _) = anchor { return .item(id) }
        return .end
    }

    /// Whether the view would stay where it is with another part in place of the loaded one.
    package func keepsPlace(in other: ItemWindow) -> Bool {
        guard case .item(let id, _) = anchor else { return !other.hasNewer }
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
