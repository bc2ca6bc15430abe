import PulseModel
import ScreenKit

extension State {
    /// The details of an item, with its texts not wrapped yet.
    ///
    /// - Parameters:
    ///   - item: What was marked.
    ///   - waits: What a message of ours waits for, where the account keeps it from leaving.
    ///   - names: Who answers; whose conversation it is.
    /// - Returns: The parts, from the top.
    func detailParts(of item: TranscriptItem, _ waits: DisplayText?, _ names: [String?]) -> [DetailPart] {
        let columns = detailColumns
        var builder = Builder(columns: columns)
        let time = Self.field(.time, Ages.moment(item.time, self), columns)
        switch item.content {
        case .observed(let observed):
            let name = observed.name.isEmpty ? names.last.flatMap { $0 } ?? "" : observed.name
            builder.add([.heading(.message)])
            builder.add(Self.field(.sender, Sentences.observedSender(name), columns) + time)
            builder.add(observed.text)
        case .own(let message):
            builder.add([.heading(.message)])
            builder.add(Self.field(.sender, Sentences.you, columns) + time)
            builder.add(Self.field(.messageID, message.remoteID, columns))
            builder.add(Self.delivery(message.delivery, waits, columns))
            if message.confirmedByLook { builder.add(Self.notes(Sentences.confirmedByLook, columns)) }
            builder.add(message.text)
        case .exchange(let exchange):
            builder.add([.heading(.question)])
            builder.add(Self.field(.sender, Sentences.you, columns) + time)
            builder.add(Self.field(.messageID, exchange.remoteID, columns))
            builder.add(Self.delivery(exchange.delivery, waits, columns))
            builder.add(exchange.query)
            addAnswer(of: exchange, by: names.first.flatMap { $0 }, to: &builder)
        case .mark: break
        }
        return builder.parts
    }

    private func addAnswer(of exchange: Exchange, by name: String?, to builder: inout Builder) {
        let columns = detailColumns
        for (index, texts) in AgentSteps.texts(of: exchange).enumerated() {
            builder.add([.blank, .heading(.thought(index + 1))])
            for text in texts { builder.add(text) }
        }
        guard exchange.state != .none else { return }
        builder.add([.blank, .heading(.answer)])
        builder.add(Self.field(.sender, name, columns))
        switch exchange.state {
        case .failed(let words): builder.add(Self.problems(Sentences.answerFailure(words), columns))
        case .empty, .stopped, .interrupted: builder.add(Self.notes(Sentences.answerEnd(exchange.state)[0], columns))
        case .complete where exchange.isAnswerBlank:
            builder.add(Self.notes(Sentences.answerEnd(exchange.state)[0], columns))
        case .none, .streaming, .complete: break
        }
        builder.add(exchange.answer)
        for (index, source) in exchange.sources.enumerated() {
            builder.add([.blank, .heading(.source(source.position ?? index + 1))])
            builder.add([source.datasetName, source.documentName].compactMap { $0 }.joined(separator: " / "))
            builder.add(source.content ?? "")
        }
    }

    private static func delivery(_ delivery: Delivery, _ waits: DisplayText?, _ columns: Int) -> [DetailLine] {
        let words = waits ?? Sentences.delivery(delivery)
        return delivery.needsAttention ? problems(words, columns) : notes(words, columns)
    }

    private struct Builder {
        let columns: Int
        var parts: [DetailPart] = []

        mutating func add(_ lines: [DetailLine]) {
            guard !lines.isEmpty else { return }
            parts.append(.lines(lines))
        }

        mutating func add(_ text: String) {
            guard !text.isEmpty else { return }
            parts.append(.text(DetailText(text), columns: columns))
        }
    }
}

extension TranscriptItem.Content {
    /// Where a message or a question of ours stands on its way.
    var delivery: Delivery? {
        switch self {
        case .own(let message): message.delivery
        case .exchange(let exchange): exchange.delivery
        case .observed, .mark: nil
        }
    }
}

/// The steps of an agent, as far as they say more than its answer.
enum AgentSteps {
    /// The texts of each step that has any; what the answer has word for word is left to it.
    ///
    /// An answer is mostly its steps' thoughts one after another, or the last one.
    static func texts(of exchange: Exchange) -> [[String]] {
        var answer = trimmed(exchange.answer)
        var steps: [[String]] = []
        for thought in exchange.thoughts {
            var texts = [thought.tool, thought.toolInput, thought.observation].compactMap { $0 }
            let words = trimmed(thought.thought ?? "")
            if answer.starts(with: words) {
                answer = trimmed(answer.dropFirst(words.count))
            } else if !(answer.count >= words.count && answer.suffix(words.count).elementsEqual(words)) {
                texts.insert(thought.thought ?? "", at: texts.isEmpty ? 0 : 1)
            }
            texts.removeAll { trimmed($0).isEmpty }
            if !texts.isEmpty { steps.append(texts) }
        }
        return steps
    }

    /// The bytes without white space at the ends.
    private static func trimmed(_ text: String) -> Substring.UTF8View {
        trimmed(Substring(text).utf8)
    }

    private static func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
        return bytes
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
