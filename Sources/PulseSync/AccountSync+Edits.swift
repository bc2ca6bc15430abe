import PulseClient
import PulseModel
import PulseStore

extension AccountSync {
    /// Changes a conversation on the server, beside the loop.
    func edit(_ conversation: ConversationID, _ edit: ConversationEdit) async {
        guard let row = await ownRow(conversation) else { return }
        guard let remote = row.remoteID else {
            // The server does not know it: only this desk has to change.
            return await edited(conversation, edit, .success(edit.title.map { GivenTitle(name: $0) }))
        }
        guard case .assistant(let client)? = link else {
            let failure = ServiceFailure.notReached(.unreachable, detail: "not connected yet")
            return context.report(.edit(conversation, edit, failure))
        }
        spawn { [self] in
            let result: Result<GivenTitle?, ServiceFailure>
            do throws(ServiceFailure) {
                switch edit {
                case .rename(let name):
                    let reply = try await client.rename(conversationID: remote, name: name)
                    let at = reply.value.updatedAt ?? reply.serverDate
                    result = .success(GivenTitle(name: reply.value.name ?? name, at: at))
                case .renameAutomatically:
                    let reply = try await client.renameAutomatically(conversationID: remote)
                    let at = reply.value.updatedAt ?? reply.serverDate
                    result = .success(reply.value.name.map { GivenTitle(name: $0, at: at) })
                case .delete:
                    _ = try await client.delete(conversationID: remote)
                    result = .success(nil)
                }
            } catch {
                result = .failure(error)
            }
            post(.edited(conversation, edit, result))
        }
    }

    /// Takes the end of a change.
    func edited(
        _ conversation: ConversationID,
        _ edit: ConversationEdit,
        _ result: Result<GivenTitle?, ServiceFailure>
    ) async {
        switch (edit, result) {
        case (.delete, .success), (.delete, .failure(.notFound)): await remove(conversation)
        case (_, .failure(.notFound(let words))):
            await isDeleted(conversation)
            return context.report(.edit(conversation, edit, .notFound(words)))
        case (_, .failure(let failure)):
            return context.report(.edit(conversation, edit, failure))
        case (_, .success(let title)):
            if let title { await rename(conversation, title) }
        }
        context.report(.edit(conversation, edit, nil))
    }

    private func remove(_ conversation: ConversationID) async {
        plan.threadIsGone(conversation)
        loads[conversation] = nil
        if let run = answers[conversation] { spawn { await run.stop() } }
        await context.kept(try await store.remove(conversation))
        // A page that was asked for before may still show it, and would bring it back.
        plan.listsAreOutdated(at: .now())
        if shown?.id == conversation { await refreshAttention() }
    }

    private func rename(_ conversation: ConversationID, _ title: GivenTitle) async {
        await context.kept(try await store.rename(conversation, to: title.name, at: title.at))
    }
}

extension ConversationEdit {
    /// The title that the person gave.
    fileprivate var title: String? {
        if case .rename(let name) = self { name } else { nil }
    }
}
