extension World {
    /// The characters of the space.
    ///
    /// Path, parameters and reply of this call and of all others here are guesses: nothing but their names is known.
    func listCharacters(_ call: Call) throws(AssistantError) -> Reply {
        try tenantPage(
            call,
            TenantContent.characters.enumerated().map { number, character in
                [
                    "id": .string(World.tenantID("character", number)), "name": shown(character.name, number),
                    "description": shown(character.description, number),
                    "avatar_url": .string("\(origin)/tenant-files/character-\(number).png"),
                ]
            }
        )
    }

    /// The plots of the space.
    func listPlots(_ call: Call) throws(AssistantError) -> Reply {
        try tenantPage(
            call,
            TenantContent.plots.enumerated().map { number, plot in
                [
                    "id": .string(World.tenantID("plot", number)), "title": shown(plot.title, number),
                    "summary": shown(plot.summary, number),
                ]
            }
        )
    }

    /// The recordings of the space.
    func listAudio(_ call: Call) throws(AssistantError) -> Reply {
        try tenantPage(
            call,
            TenantContent.audio.enumerated().map { number, audio in
                [
                    "id": .string(World.tenantID("audio", number)), "name": shown(audio.name, number),
                    "language": .string(audio.language),
                    "url": .string("\(origin)/tenant-files/audio-\(number).wav"),
                ]
            }
        )
    }

    /// Draws a picture from words, as slowly as a model does.
    func drawFigure(_ call: Call) async throws -> Reply {
        let body = try jsonBody(call)
        guard let prompt = body["prompt"]?.text, !prompt.isEmpty else {
            throw AssistantError.parameter("Missing required parameter in the JSON body", "prompt")
        }
        let width = try World.side("width", of: body)
        let height = try World.side("height", of: body)
        try await Task.sleep(for: paced(3))
        let figure = Figure(id: generator.uuid(), prompt: prompt, width: width, height: height)
        figures[figure.id] = figure
        return ok([
            "data": [
                "id": .string(figure.id), "prompt": .string(prompt), "width": .int(Int64(width)),
                "height": .int(Int64(height)), "url": .string("\(origin)/tenant-files/\(figure.id).png"),
            ]
        ])
    }

    /// Gives a picture or a recording to anyone: a small one, whatever size was asked for.
    func tenantFile(_ call: Call) throws(AssistantError) -> Reply {
        let halves = call.ids[0].split(separator: ".", maxSplits: 1).map(String.init)
        let pieces = halves[0].split(separator: "-").map(String.init)
        let number = pieces.last.flatMap(Int.init) ?? -1
        if let figure = figures[halves[0].lowercased()] {
            return Reply(status: 200, body: .bytes(PNGImage.fields(seed: figure.seed), type: "image/png"))
        }
        switch pieces.first {
        case "character" where TenantContent.characters.indices.contains(number):
            return Reply(status: 200, body: .bytes(PNGImage.fields(seed: UInt64(number)), type: "image/png"))
        case "audio" where TenantContent.audio.indices.contains(number):
            let sound = WaveSound.tone(seconds: 1, hertz: 220 + Double(number) * 55)
            return Reply(status: 200, body: .bytes(sound, type: "audio/wav"))
        default: throw .noSuchPath
        }
    }

    private func tenantPage(_ call: Call, _ rows: [JSON]) throws(AssistantError) -> Reply {
        let limit = try limit(call)
        guard let page = Int(call.value("page") ?? "1"), page > 0 else {
            throw .parameter("\(call.value("page") ?? "") is not a valid integer", "page")
        }
        let (skipped, isFar) = (page - 1).multipliedReportingOverflow(by: limit)
        let shown = isFar ? [] : Array(rows.dropFirst(skipped).prefix(limit))
        return ok([
            "data": .array(shown), "page": .int(Int64(page)), "limit": .int(Int64(limit)),
            "total": .int(Int64(rows.count)), "has_more": .bool(!isFar && skipped + shown.count < rows.count),
        ])
    }

    private static func side(_ name: String, of body: JSON) throws(AssistantError) -> Int {
        guard let value = body[name], value != .null else { return 512 }
        guard let side = value.integer, (64...2048).contains(side) else {
            throw .parameter(
                "Invalid argument: \(value.written(.ascii)). argument must be within the range 64 - 2048",
                name
            )
        }
        return Int(side)
    }

    private static func tenantID(_ kind: String, _ number: Int) -> String {
        SeededGenerator.uuid(SeededGenerator.seed(of: kind), UInt64(number))
    }
}
