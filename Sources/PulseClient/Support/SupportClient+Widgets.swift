public import PulseModel

extension SupportClient {
    /// Lists the workspace's active chat widgets.
    ///
    /// Source: Pulse Developer API, "List Widgets".
    public func widgets() async throws(ServiceFailure) -> Reply<Listing<Widget>> {
        try await caller.list(
            ServiceRequest(method: .get, path: ["widgets"], patience: .poll),
            paging: .single,
            row: Widget.init(json:)
        )
    }
}

extension Widget {
    /// A widget from a record; nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"].identifier else { return nil }
        self.init(
            id: id,
            name: json["name"].text,
            primaryColor: json["primaryColor"].text,
            online: json["online"].flag,
            greetingMessage: json["greetingMessage"].text,
            createdAt: ServerTime.moment(json["createdAt"])
        )
    }
}
