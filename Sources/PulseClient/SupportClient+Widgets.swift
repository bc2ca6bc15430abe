public import PulseModel

extension SupportClient {
    /// Lists the workspace's active chat widgets.
    ///
    /// Source: Pulse Developer API, "List Widgets".
    public func widgets() async throws(ServiceFailure) -> Reply<Listing<Widget>> {
        let reply = try await caller.json(ServiceRequest(method: .get, path: ["widgets"], patience: .poll))
        let listing = try Listing(
            reply,
            paging: reply.json["pagination"],
            moreKey: "hasMore",
            row: Widget.init(json:)
        )
        return Reply(value: listing, serverDate: reply.raw.date)
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
