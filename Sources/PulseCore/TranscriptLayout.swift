package import PulseModel
import ScreenKit

/// The wrapped lines of a transcript's items, made when they are first needed and kept by id, revision and width.
package struct TranscriptLayout: Hashable, Sendable {
    /// Lines that a message shows at the most; the rest is folded away.
    package static let foldedLines = 200
    /// The same of an answer, which is read while it comes: its end must be seen for longer.
    package static let foldedAnswerLines = 1_000
    /// Lines that a reason takes under its message at the most.
    package static let reasonLines = 3

    /// The width that text is wrapped to.
    package private(set) var columns: Int
    private var blocks: [ItemID: Block] = [:]

    private struct Block: Hashable, Sendable {
        var revision: Int
        var lines: [TranscriptLine]
        /// An answer that streams as it was wrapped last, to go on from where it grew.
        var answer: WrappedText?
    }

    /// Nothing is wrapped yet; less than one column counts as one.
    package init(columns: Int) {
        self.columns = max(1, columns)
    }

    /// The lines of an item; wraps it only when it is new, changed, or the width is.
    package mutating func lines(of item: TranscriptItem) -> [TranscriptLine] {
        if let block = blocks[item.id], block.revision == item.revision { return block.lines }
        let block = makeBlock(item, previous: blocks[item.id]?.answer)
        blocks[item.id] = block
        return block.lines
    }

    /// How many lines an item takes; nil until it was wrapped.
    func knownCount(of item: TranscriptItem) -> Int? {
        blocks[item.id].flatMap { $0.revision == item.revision ? $0.lines.count : nil }
    }

    /// Forgets all items but these.
    package mutating func keep(_ items: [TranscriptItem]) {
        guard blocks.count > items.count * 5 / 4 else { return }
        let ids = Set(items.map(\.id))
        blocks = blocks.filter { ids.contains($0.key) }
    }

    /// Starts anew with another width.
    package mutating func setColumns(_ columns: Int) {
        guard max(1, columns) != self.columns else { return }
        self.columns = max(1, columns)
        blocks = [:]
    }

    private func makeBlock(_ item: TranscriptItem, previous: WrappedText?) -> Block {
        var builder = Builder()
        var answer: WrappedText?
        switch item.content {
        case .observed(let observed):
            builder.add(.heading)
            if observed.text.allSatisfy(\.isWhitespace) {
                builder.add(.blank)
            } else {
                builder.add(wrapped(observed.text))
            }
            if observed.isAgain { builder.add(.again) }
        case .own(let message):
            builder.add(.heading)
            builder.add(wrapped(message.text))
            builder.add(reasonOf: message.delivery, columns: columns)
        case .exchange(let exchange):
            builder.add(.heading)
            builder.add(wrapped(exchange.query))
            for index in exchange.files.indices where exchange.files[index].belongsTo == "user" {
                builder.add(.file(index))
            }
            builder.add(reasonOf: exchange.delivery, columns: columns)
            if exchange.state != .none { answer = addAnswer(of: exchange, previous: previous, to: &builder) }
        case .mark:
            builder.add(.mark)
        }
        return Block(revision: item.revision, lines: builder.lines, answer: answer)
    }

    /// Adds the lines of an answer; gives its text while more of it may come.
    private func addAnswer(of exchange: Exchange, previous: WrappedText?, to builder: inout Builder) -> WrappedText? {
        var growing: WrappedText?
        builder.add(.answerHeading)
        for index in exchange.thoughts.indices where exchange.thoughts[index].tool?.isEmpty == false {
            builder.add(.thought(index))
        }
        if !exchange.answer.isEmpty {
            let text = WrappedText(
                exchange.answer,
                columns: columns,
                lineLimit: Self.foldedAnswerLines,
                growingFrom: previous
            )
            builder.add(text)
            if exchange.state == .streaming { growing = text }
        }
        for index in exchange.files.indices where exchange.files[index].belongsTo != "user" {
            builder.add(.file(index))
        }
        for index in exchange.sources.indices { builder.add(.source(index)) }
        if case .failed(let words) = exchange.state {
            builder.add(reason: Sentences.answerFailure(words), columns: columns)
        } else if exchange.mustSayEnd {
            builder.add(.answerEnd)
        }
        return growing
    }

    private func wrapped(_ text: String) -> WrappedText {
        WrappedText(text, columns: columns, growingFrom: nil)
    }

    private struct Builder {
        var lines: [TranscriptLine] = []
        var offset = 0

        mutating func add(_ content: TranscriptLine.Content) {
            lines.append(TranscriptLine(content, offset: offset))
        }

        mutating func add(_ text: WrappedText) {
            // White space at the end of a text says nothing; while it streams more may follow.
            let end = text.lines.lastIndex { $0.weight > 0 } ?? -1
            for line in text.lines[...end] {
                add(.text(line.text, line.isCode ? .code : .plain))
                offset += line.weight
            }
            if text.foldedBytes > 0 { add(.folded(bytes: text.foldedBytes)) }
        }

        mutating func add(reasonOf delivery: Delivery, columns: Int) {
            guard delivery.needsAttention else { return }
            add(reason: Sentences.delivery(delivery), columns: columns)
        }

        mutating func add(reason: DisplayText, columns: Int) {
            let lines = TextLayout.wrap(reason, columns: columns)
            for (index, line) in lines.enumerated() {
                if index < reasonLines {
                    add(.reason(line, isCut: index == reasonLines - 1 && lines.count > reasonLines))
                }
                // What is cut counts as well: what stands below has the same offset at every width.
                offset += line.clusters.count { $0.base != 0x20 }
            }
        }
    }
}

extension Exchange {
    /// Whether it has to be said how the answer ended, and no reason of the service says it.
    var mustSayEnd: Bool {
        switch state {
        case .empty, .stopped, .interrupted, .tooLong: true
        case .complete: isAnswerBlank
        case .none, .streaming, .failed: false
        }
    }

    /// Whether nothing of the answer can be seen.
    private var isAnswerBlank: Bool {
        answer.allSatisfy(\.isWhitespace) && files.allSatisfy { $0.belongsTo == "user" }
    }
}
