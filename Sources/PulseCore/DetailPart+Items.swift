import PulseModel
import ScreenKit

extension State {
    /// The details of an item, with its texts not wrapped yet.
    ///
    /// - Parameters:
    ///   - item: What was marked.
    ///   - key: What else they are made from.
    /// - Returns: The parts, from the top.
    func detailParts(of item: TranscriptItem, _ key: Details.BodyKey) -> [DetailPart] {
        let columns = key.columns
        var builder = Builder(columns: columns)
        let time = Self.field(.time, Ages.moment(item.time, self), columns)
        func addOurs(_ heading: DetailLine.Heading, _ remoteID: String?, _ delivery: Delivery) {
            builder.add([.heading(heading)])
            builder.add(Self.field(.sender, Sentences.you, columns) + time)
            builder.add(Self.field(.messageID, remoteID, columns))
            builder.add(Self.delivery(delivery, key.waits, columns))
        }
        switch item.content {
        case .observed(let observed):
            let name = observed.name.isEmpty ? key.visitor ?? "" : observed.name
            builder.add([.heading(.message)])
            builder.add(Self.field(.sender, Sentences.observedSender(name), columns) + time)
            builder.addGap()
            builder.add(observed.text)
        case .own(let message):
            addOurs(.message, message.remoteID, message.delivery)
            if message.confirmedByLook { builder.add(Self.notes(Sentences.confirmedByLook, columns)) }
            builder.addGap()
            builder.add(message.text)
        case .exchange(let exchange):
            addOurs(.question, exchange.remoteID, exchange.delivery)
            builder.addGap()
            builder.add(exchange.query)
            Self.addAnswer(of: exchange, by: key.assistant, to: &builder)
        case .mark: break
        }
        return builder.parts
    }

    private static func addAnswer(of exchange: Exchange, by name: String?, to builder: inout Builder) {
        let columns = builder.columns
        for (index, texts) in AgentSteps.texts(of: exchange).enumerated() {
            builder.add([.blank, .heading(.thought(index + 1))])
            for text in texts { builder.add(text) }
        }
        guard exchange.state != .none else { return }
        builder.add([.blank, .heading(.answer)])
        builder.add(field(.sender, name, columns))
        if case .failed(let words) = exchange.state {
            builder.add(problems(Sentences.answerFailure(words), columns))
        } else if exchange.mustSayEnd {
            builder.add(notes(Sentences.answerEnd(exchange.state)[0], columns))
        }
        if !exchange.answer.isEmpty { builder.addGap() }
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

        /// Sets what is known of a text apart from the text.
        mutating func addGap() {
            parts.append(.lines([.blank]))
        }

        mutating func add(_ text: String) {
            guard !text.isEmpty else { return }
            parts.append(.text(DetailText(text), columns: columns))
        }
    }
}
