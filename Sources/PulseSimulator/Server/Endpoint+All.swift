extension Endpoint {
    /// Every call of both services.
    static let all = support + assistant + media + tenant + knowledge

    private static let support = [
        Endpoint("GET", "/api/v1/auth-check", .support { world, _ in world.success(["authenticated": true]) }),
        Endpoint("GET", "/api/v1/widgets", .support { world, _ in world.supportWidgets() }),
        Endpoint("GET", "/api/v1/conversations", .support { try $0.supportConversations($1) }),
        Endpoint("POST", "/api/v1/messages", stores: true, .support { try $0.postSupportMessage($1) }),
    ]

    private static let assistant = [
        Endpoint("GET", "/v1/info", .app { world, _, app in world.ok(app.info) }),
        Endpoint("GET", "/v1/parameters", .app { world, _, app in world.ok(app.parameters(world.options)) }),
        Endpoint("GET", "/v1/meta", .app { world, _, app in world.ok(app.meta) }),
        Endpoint("GET", "/v1/conversations", .app { try $0.listConversations($1, $2) }),
        Endpoint("DELETE", "/v1/conversations/{id}", stores: true, .app { try $0.deleteConversation($1, $2) }),
        Endpoint("POST", "/v1/conversations/{id}/name", stores: true, .app { try $0.renameConversation($1, $2) }),
        Endpoint("POST", "/v1/create-chat", stores: true, .app { try $0.createConversation($1, $2) }),
        Endpoint("GET", "/v1/messages", .app { try $0.listMessages($1, $2) }),
        Endpoint("POST", "/v1/messages/{id}/feedbacks", stores: true, .app { try $0.rate($1, $2) }),
        Endpoint("GET", "/v1/messages/{id}/suggested", .app { try await $0.suggestQuestions($1, $2) }),
        Endpoint("POST", "/v1/chat-messages", stores: true, .app { try await $0.chat($1, $2) }),
        Endpoint("POST", "/v1/chat-messages/{text}/stop", .app { try $0.stop($1, $2) }),
    ]

    private static let media = [
        Endpoint("POST", "/v1/files/upload", stores: true, .app { try $0.upload($1, $2) }),
        Endpoint("GET", "/files/{id}/file-preview", .open { try $0.previewFile($1) }),
        Endpoint("POST", "/v1/audio-to-text", .app { try await $0.transcribe($1, $2) }),
        Endpoint("POST", "/v1/text-to-audio", .app { try await $0.readAloud($1, $2) }),
        // A guess: the page of the second version names no field and no difference.
        Endpoint("POST", "/v1/text-to-audio/20250114", .app { try await $0.readAloud($1, $2) }),
    ]

    /// Guesses all: of these calls nothing but their names is known.
    private static let tenant = [
        Endpoint("GET", "/v1/tenant/characters", .app { world, call, _ in try world.listCharacters(call) }),
        Endpoint("GET", "/v1/tenant/plots", .app { world, call, _ in try world.listPlots(call) }),
        Endpoint("GET", "/v1/tenant/audio", .app { world, call, _ in try world.listAudio(call) }),
        Endpoint(
            "POST",
            "/v1/tenant/figure/txt2img",
            stores: true,
            .app { world, call, _ in try await world.drawFigure(call) }
        ),
        Endpoint("GET", "/tenant-files/{text}", .open { try $0.tenantFile($1) }),
    ]

    private static let knowledge = [
        Endpoint("GET", "/v1/datasets", .knowledge { $0.listDatasets($1) }),
        Endpoint("POST", "/v1/datasets", stores: true, .knowledge { try $0.createDataset($1) }),
        Endpoint("DELETE", "/v1/datasets/{id}", stores: true, .knowledge { try $0.deleteDataset($1) }),
        Endpoint("POST", "/v1/datasets/{id}/retrieve|hit-testing", .knowledge { try $0.retrieve($1) }),
        Endpoint(
            "POST",
            "/v1/datasets/{id}/document/create-by-text|create_by_text",
            stores: true,
            .knowledge { try $0.createDocumentFromText($1) }
        ),
        Endpoint(
            "POST",
            "/v1/datasets/{id}/document/create-by-file|create_by_file",
            stores: true,
            .knowledge { try $0.createDocumentFromFile($1) }
        ),
        Endpoint("GET", "/v1/datasets/{id}/documents", .knowledge { try $0.listDocuments($1) }),
        Endpoint("GET", "/v1/datasets/{id}/documents/{text}/indexing-status", .knowledge { try $0.indexingStatus($1) }),
        Endpoint("DELETE", "/v1/datasets/{id}/documents/{id}", stores: true, .knowledge { try $0.deleteDocument($1) }),
        Endpoint(
            "POST",
            "/v1/datasets/{id}/documents/{id}/update-by-text|update_by_text",
            stores: true,
            .knowledge { try $0.updateDocumentWithText($1) }
        ),
        Endpoint(
            "POST",
            "/v1/datasets/{id}/documents/{id}/update-by-file|update_by_file",
            stores: true,
            .knowledge { try $0.updateDocumentWithFile($1) }
        ),
        Endpoint("GET", "/v1/datasets/{id}/documents/{id}/segments", .knowledge { try $0.listSegments($1) }),
        Endpoint(
            "POST",
            "/v1/datasets/{id}/documents/{id}/segments",
            stores: true,
            .knowledge { try $0.addSegments($1) }
        ),
        Endpoint(
            "POST",
            "/v1/datasets/{id}/documents/{id}/segments/{id}",
            stores: true,
            .knowledge { try $0.updateSegment($1) }
        ),
        Endpoint(
            "DELETE",
            "/v1/datasets/{id}/documents/{id}/segments/{id}",
            stores: true,
            .knowledge { try $0.deleteSegment($1) }
        ),
    ]
}
