package import PulseModel

/// A place in the transcript: a line of the item at an index; lines above the item's own count below zero.
struct LinePlace: Hashable {
    var index: Int
    var line: Int
}

extension ThreadState {
    /// Makes the lines in view anew from the anchor.
    package mutating func refresh(in frame: ThreadFrame) {
        let rows = frame.rows
        layout.keep(window.items)
        guard !window.items.isEmpty, rows > 0 else {
            visible = []
            showsEnd = false
            return
        }
        var place = topPlace(frame)
        var lines: [ThreadLine] = []
        lines.reserveCapacity(rows)
        while place.index < window.items.count {
            let item = window.items[place.index].id
            if place.line < 0 {
                for content in leading(place.index, frame).suffix(-place.line) {
                    lines.append(ThreadLine(content, item: item))
                }
                place.line = 0
            }
            for line in layout.lines(of: window.items[place.index])[place.line...] {
                guard lines.count < rows else { break }
                lines.append(ThreadLine(.item(place.index, line), item: item))
                place.line += 1
            }
            let isWhole = place.line == layout.lines(of: window.items[place.index]).count
            guard lines.count < rows || isWhole else { break }
            place.index += 1
            guard lines.count < rows, place.index < window.items.count else { break }
            place.line = -leading(place.index, frame).count
        }
        visible = Array(lines.prefix(rows))
        showsEnd = place.index == window.items.count && lines.count <= rows && window.reachesEnd
        if showsEnd { newBelow = [] }
    }

    /// Moves the view by lines, up when negative; reaching the end makes it follow.
    package mutating func scroll(by lines: Int, in frame: ThreadFrame) {
        let rows = frame.rows
        guard !window.items.isEmpty, rows > 0, lines != 0 else { return }
        if lines > 0, anchor == .end { return }
        var top = topPlace(frame)
        let before = top
        if lines < 0 {
            for _ in 0..<(-lines) {
                guard let above = previous(top, frame) else { break }
                top = above
            }
        } else {
            for _ in 0..<lines {
                guard let below = next(top, frame) else { break }
                top = below
            }
        }
        // Nothing above: a thread that fits goes on following.
        guard top != before || lines > 0 else { return }
        setTop(top, follows: lines > 0, frame)
    }

    /// Puts an item's first own line into view with as little movement as possible.
    package mutating func reveal(_ id: ItemID, in frame: ThreadFrame) {
        let rows = frame.rows
        guard let index = window.items.firstIndex(where: { $0.id == id }), rows > 0 else { return }
        let first = LinePlace(index: index, line: 0)
        let top = topPlace(frame)
        if (index, 0) < (top.index, top.line) {
            setTop(first, follows: false, frame)
            return
        }
        let height = min(layout.lines(of: window.items[index]).count, rows)
        var place = LinePlace(index: index, line: height - 1)
        var distance = 1
        while place != top, distance <= rows, let above = previous(place, frame) {
            place = above
            distance += 1
        }
        guard distance > rows else { return }
        place = LinePlace(index: index, line: height - 1)
        for _ in 1..<rows {
            guard let above = previous(place, frame) else { break }
            place = above
        }
        setTop(place, follows: true, frame)
    }

    /// Whether fewer than this many lines are loaded above the view.
    ///
    /// It wraps nothing, and counts an item that was not wrapped yet as one line: that asks for more too early at the
    /// worst.
    package mutating func isNearTop(within lines: Int, in frame: ThreadFrame) -> Bool {
        guard !window.items.isEmpty else { return true }
        let top = topPlace(frame)
        // Lines above the items count as none: this only says when it is time to ask for more.
        var count = max(0, top.line)
        var index = top.index
        while count < lines, index > 0 {
            index -= 1
            count += layout.knownCount(of: window.items[index]) ?? 1
        }
        return count < lines
    }

    /// Wraps what the next keys may bring into view from above, so that no key has to.
    mutating func wrapAhead(by lines: Int, in frame: ThreadFrame) {
        guard !window.items.isEmpty else { return }
        let top = topPlace(frame)
        var count = max(0, top.line)
        var index = top.index
        while count < lines, index > 0 {
            index -= 1
            count += layout.lines(of: window.items[index]).count
        }
    }

    /// Whether fewer than this many lines are loaded below the top of the view.
    package mutating func isNearBottom(within lines: Int, in frame: ThreadFrame) -> Bool {
        guard !window.items.isEmpty else { return true }
        let wanted = lines + frame.rows
        let top = topPlace(frame)
        var count = -max(0, top.line)
        var index = top.index
        while count < wanted, index < window.items.count {
            count += layout.lines(of: window.items[index]).count
            index += 1
        }
        return count < wanted
    }

    /// Wraps to another width; the anchor holds what it says, so that the same text stays at the top.
    package mutating func setColumns(in frame: ThreadFrame) {
        layout.setColumns(frame.columns)
    }

    /// Fills the view from above when the window grew and the end now stands above its last row.
    ///
    /// Until a key moves the view, the next size starts from where it stood before.
    package mutating func fillAfterResize(in frame: ThreadFrame) {
        let rows = frame.rows
        if let place = beforeFilling {
            if case .item(let id, _) = place, window.items.contains(where: { $0.id == id }) { anchor = place }
            beforeFilling = nil
        }
        guard case .item = anchor, !window.items.isEmpty, window.reachesEnd, rows > 0 else { return }
        var place = topPlace(frame)
        var count = 1
        while count < rows, let below = next(place, frame) {
            place = below
            count += 1
        }
        guard count < rows else { return }
        let before = anchor
        anchor = anchor(at: endTop(frame))
        if anchor != before { beforeFilling = before }
    }

    private mutating func anchor(at place: LinePlace) -> ThreadAnchor {
        let item = window.items[place.index]
        guard place.line > 0 else { return .item(item.id, ItemSpot(above: -place.line)) }
        return .item(item.id, ItemSpot(line: place.line, of: layout.lines(of: item)))
    }

    private mutating func setTop(_ top: LinePlace, follows: Bool, _ frame: ThreadFrame) {
        if follows, window.reachesEnd {
            let end = endTop(frame)
            if (top.index, top.line) >= (end.index, end.line) {
                anchor = .end
                return
            }
        }
        anchor = anchor(at: top)
    }

    /// The first place in view.
    private mutating func topPlace(_ frame: ThreadFrame) -> LinePlace {
        guard case .item(let id, let spot) = anchor, let index = window.items.firstIndex(where: { $0.id == id }) else {
            return endTop(frame)
        }
        guard spot.above > 0 else {
            return LinePlace(index: index, line: spot.line(in: layout.lines(of: window.items[index])))
        }
        var place = LinePlace(index: index, line: 0)
        for _ in 0..<spot.above {
            guard let above = previous(place, frame) else { break }
            place = above
        }
        return place
    }

    /// The first place in view when the last line stands in the last row.
    private mutating func endTop(_ frame: ThreadFrame) -> LinePlace {
        let rows = frame.rows
        let last = window.items.count - 1
        var place = LinePlace(index: last, line: layout.lines(of: window.items[last]).count - 1)
        for _ in 1..<max(rows, 1) {
            guard let above = previous(place, frame) else { break }
            place = above
        }
        return place
    }

    private mutating func previous(_ place: LinePlace, _ frame: ThreadFrame) -> LinePlace? {
        if place.line > -leading(place.index, frame).count {
            return LinePlace(index: place.index, line: place.line - 1)
        }
        guard place.index > 0 else { return nil }
        let index = place.index - 1
        return LinePlace(index: index, line: layout.lines(of: window.items[index]).count - 1)
    }

    private mutating func next(_ place: LinePlace, _ frame: ThreadFrame) -> LinePlace? {
        if place.line + 1 < layout.lines(of: window.items[place.index]).count {
            return LinePlace(index: place.index, line: place.line + 1)
        }
        guard place.index + 1 < window.items.count else { return nil }
        return LinePlace(index: place.index + 1, line: -leading(place.index + 1, frame).count)
    }

    /// The lines that stand above an item and are none of its own.
    private func leading(_ index: Int, _ frame: ThreadFrame) -> [ThreadLine.Content] {
        let time = window.items[index].time
        guard index > 0 else {
            guard frame.isAssistant, !window.hasOlder else { return [.day(time)] }
            let isBeginning = window.reachesBeginning || history == .beginning
            return [isBeginning ? .beginning : .older(history), .day(time)]
        }
        let before = LocalTime(window.items[index - 1].time, zone: frame.zone).dayNumber
        return LocalTime(time, zone: frame.zone).dayNumber == before ? [] : [.day(time)]
    }
}

/// What the view of a thread depends on besides the thread.
package struct ThreadFrame: Hashable, Sendable {
    /// Rows that hold lines of the transcript.
    package var rows: Int
    /// Columns that messages are wrapped to.
    package var columns: Int
    /// The person's time zone, for day lines.
    package var zone: ZoneOffsets
    /// Whether the conversation is an assistant's, so that older messages may be on the server.
    package var isAssistant: Bool

    /// A frame; `State.threadFrame` makes that of the screen.
    package init(rows: Int, columns: Int, zone: ZoneOffsets, isAssistant: Bool) {
        self.rows = rows
        self.columns = columns
        self.zone = zone
        self.isAssistant = isAssistant
    }
}
