extension World {
    /// Lets something happen on the visitors' side: someone writes, comes, or a colleague resolves.
    func visitorsTick() {
        let open = support.indices.filter { support[$0].status == "open" }
        switch generator.next() % 12 {
        case 0 where open.count < 30:
            startConversation(name: nil, email: nil, widgetID: nil, text: generator.pick(VisitorTexts.first))
        case 1 where open.count > 10:
            let quiet = open.filter { support[$0].messages.last?.senderType == "agent" }
            if let index = quiet.first { support[index].status = "resolved" }
        default:
            guard !open.isEmpty else { return }
            let index = generator.pick(open)
            let text = nextWords(of: index) ?? generator.pick(VisitorTexts.more(in: language(of: index)))
            appendSupportMessage(text, from: "visitor", named: support[index].visitorName, at: index)
        }
    }

    /// Starts a conversation of a new visitor; without a name and e-mail it is an anonymous one in every third case.
    @discardableResult
    func startConversation(name: String?, email: String?, widgetID: String?, text: String) -> String {
        var name = name
        var email = email
        if name == nil, email == nil, generator.next() % 3 != 0 {
            let person = VisitorTexts.person(&generator)
            (name, email) = (person.name, person.email)
        }
        let id = generator.opaque("conv_")
        let anyWidget = widgets.isEmpty ? "wid_none" : generator.pick(widgets).id
        support.append(
            SupportConversationRecord(
                id: id,
                widgetID: widgetID ?? anyWidget,
                status: "open",
                visitorName: name,
                visitorEmail: email,
                lastMessage: nil,
                updatedAt: clock.now
            )
        )
        appendSupportMessage(text, from: "visitor", named: name, at: support.count - 1)
        return id
    }

    /// Lets the visitor of a conversation answer in a few seconds, where visitors write at all.
    func visitorWillReply(_ id: String) {
        guard visitorsWrite else { return }
        let delay = paced(2 + Double(generator.next() % 40) / 10)
        guard let index = support.firstIndex(where: { $0.id == id }) else { return }
        let text = nextWords(of: index) ?? generator.pick(VisitorTexts.replies(in: language(of: index)))
        replyNumber += 1
        let number = replyNumber
        pendingReplies[number] = Task {
            do { try await Task.sleep(for: delay) } catch { return }
            visitorWrites(text, in: id)
            pendingReplies[number] = nil
        }
    }

    /// Adds a visitor's message; false when there is no such conversation.
    @discardableResult
    func visitorWrites(_ text: String, in id: String) -> Bool {
        guard let index = support.firstIndex(where: { $0.id == id }) else { return false }
        if support[index].status != "open" { support[index].status = "open" }
        appendSupportMessage(text, from: "visitor", named: support[index].visitorName, at: index)
        return true
    }

    /// The language of what a conversation's visitor has written.
    private func language(of index: Int) -> VisitorLanguage {
        VisitorLanguage(of: support[index].messages.filter { $0.senderType == "visitor" }.map(\.content))
    }

    private func nextWords(of index: Int) -> String? {
        support[index].script.isEmpty ? nil : support[index].script.removeFirst()
    }

    /// Ends everything that would still happen by itself.
    func endVisitors() {
        for task in pendingReplies.values { task.cancel() }
        pendingReplies = [:]
    }
}
