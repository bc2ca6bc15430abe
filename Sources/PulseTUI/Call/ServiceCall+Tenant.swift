import PulseClient
import PulseModel

extension ServiceCall {
    /// The four calls that PulseAI's page names and says nothing of.
    static let tenantCalls: [ServiceCall] = [
        .declared("get-a-list-of-tenant-space-charactar", summary: "List the characters of the tenant's space."),
        .declared("figure-txt2img", summary: "Make a picture from words.", sends: true),
        .declared("get-a-list-of-tenant-space-plot", summary: "List the plots of the tenant's space."),
        .declared("get-a-list-of-tenant-space-audio", summary: "List the audio of the tenant's space."),
    ]

    /// A call that the configuration has to declare.
    static func declared(
        _ name: String,
        summary: String,
        sends: Bool = false,
        caution: String = "PulseAI names this call and documents nothing of it"
    ) -> ServiceCall {
        ServiceCall(
            name: name,
            summary: summary,
            access: .app,
            // What the guess sends; a declaration in the configuration replaces it.
            fields: DeclaredCalls.guess(name)?.callFields ?? [],
            sends: sends,
            isDeclared: true,
            caution: caution
        ) { call async throws(CallProblem) in
            guard let declaration = call.account.calls[name] else {
                throw .configuration(DeclaredCalls.howToSwitchOn(name, account: call.account.account.id))
            }
            if declaration.isGuess { call.output.say("\(caution); method, path and fields are guessed") }
            let values = call.values.values
            let client = try await call.assistant()
            let reply = try await call.reply { () async throws(ServiceFailure) in
                try await client.call(declaration.call, values: values)
            }
            call.output.write(call.output.isJSON ? reply.json : declaration.call.shown(of: reply.json))
        }
    }
}

extension DeclaredCall {
    /// The fields as the command line takes them; numbers and JSON are told by how they look.
    var callFields: [CallField] {
        let inPath = path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }
            .map { CallField.required(String($0.dropFirst().dropLast())) }
        return inPath + fields.map { $0 == "user" ? .user : .optional($0, .any) }
    }

    /// The rows of a reply with the fields that are worth showing.
    func shown(of reply: JSONValue) -> JSONValue {
        guard !shownFields.isEmpty else { return reply }
        switch reply {
        case .array(let rows): return .array(rows.map(shown))
        case .object(let members):
            if let data = members["data"] { return shown(of: data) }
            let kept = members.filter { shownFields.contains($0.key) }
            return kept.isEmpty ? reply : .object(kept)
        default: return reply
        }
    }
}
