import PulseClient
import PulseModel

/// Reads the `[[account]]` tables.
struct AccountReader {
    let file: String
    /// Where relative paths of key files start, and what `~` is.
    let places: FilePlaces
    let folder: String
    private(set) var accounts: [ConfiguredAccount] = []
    private(set) var problems: [ConfigurationProblem] = []
    private var names: [String: Int?] = [:]

    init(file: String, places: FilePlaces, folder: String) {
        self.file = file
        self.places = places
        self.folder = folder
    }

    /// Reads the value of `account`, which must be an array of tables.
    mutating func read(_ node: TOMLNode) {
        guard case .array(let elements) = node.value else {
            let reason = ConfigurationProblem.Reason.wrongType(expected: "[[account]] tables", found: node.kind)
            problems.append(ConfigurationProblem(file: file, path: node.path, line: node.line, reason: reason))
            return
        }
        for element in elements {
            var table = TableReader(element, file: file)
            if case .table = element.value, let account = account(&table) { accounts.append(account) }
            problems += table.finish()
        }
    }

    private mutating func account(_ table: inout TableReader) -> ConfiguredAccount? {
        let name = self.name(&table)
        if !table.has("service") { table.note(.missingKey("service")) }
        let service = table.word("service", of: Service.self)
        let key = keySource("key", in: &table, isNeeded: true)
        let datasetKey = keySource("dataset_key", in: &table, isNeeded: false)
        let user = table.filledString("user")
        let senderName = table.filledString("sender_name")
        let inputs = inputs(&table)
        let written = table.string("base_url")
        let signatureCommand = table.strings("signature_command").map(program)
        let speech = table.word("speech", of: SpeechName.self)
        let declared = calls(&table)
        problems += declared.problems
        guard let service else { return nil }

        switch service {
        case .support:
            refuse(
                ["user", "inputs", "signature_command", "speech", "calls"] + Self.keySettings("dataset_key"),
                of: service,
                in: &table
            )
        case .assistant:
            refuse(["sender_name"], of: service, in: &table)
            if !table.has("user") { table.note(.missingKey("user")) }
        }
        let account = Account(
            id: AccountID(rawValue: name ?? ""),
            service: service,
            baseURL: Self.address(written, of: service),
            user: user,
            senderName: senderName,
            inputs: inputs
        )
        checkAddress(account, in: &table)
        guard name != nil, let key else { return nil }
        var configured = ConfiguredAccount(account: account, key: key, datasetKey: datasetKey)
        configured.signatureCommand = signatureCommand
        configured.speechVersion = speech?.version ?? .v1
        configured.calls = declared.calls
        return configured
    }

    private mutating func name(_ table: inout TableReader) -> String? {
        guard table.has("name") else {
            table.note(.missingKey("name"))
            return nil
        }
        guard let name = table.filledString("name"), let node = table.node("name") else { return nil }
        if let first = names[name] {
            table.note(.duplicateAccount(name, firstLine: first), at: node)
            return nil
        }
        names[name] = .some(node.line)
        return name
    }

    // MARK: Addresses

    /// The usual address of a service.
    static func usualAddress(of service: Service) -> String {
        switch service {
        case .support: "https://pulse.chat/api/v1"
        case .assistant: "https://api-platform.digitpulse.ai/v1"
        }
    }

    private static func address(_ written: String?, of service: Service) -> String {
        let address = written ?? usualAddress(of: service)
        return String(address.reversed().drop { $0 == "/" }.reversed())
    }

    private func checkAddress(_ account: Account, in table: inout TableReader) {
        do throws(ConfigurationFailure) {
            try account.checkAddress()
        } catch {
            guard let node = table.node("base_url") else { return }
            switch error {
            case .plainHTTP(let host): table.note(.plainHTTP(host: host), at: node)
            case .invalidAddress(let address): table.note(.invalidAddress(address), at: node)
            case .wrongService, .missingUser, .unusableKey: table.note(.invalidAddress(account.baseURL), at: node)
            }
        }
    }

    // MARK: Keys

    /// The three settings that give a key.
    private static func keySettings(_ prefix: String) -> [String] {
        ["\(prefix)_command", "\(prefix)_env", "\(prefix)_file"]
    }

    private func keySource(_ prefix: String, in table: inout TableReader, isNeeded: Bool) -> KeySource? {
        let settings = Self.keySettings(prefix)
        let command = table.strings(settings[0])
        let variable = table.filledString(settings[1])
        let path = table.filledString(settings[2])
        let given = settings.filter(table.has)
        guard given.count == 1 else {
            if isNeeded || given.count > 1 { table.note(.needsOneOf(settings, found: given.count)) }
            return nil
        }
        if let command { return .command(program(command)) }
        if let variable { return .environment(variable) }
        return path.map { .file(places.absolute($0, in: folder)) }
    }

    /// A command whose program, where it is a path, begins at the configuration's folder.
    private func program(_ command: [String]) -> [String] {
        guard let name = command.first, name.contains("/") else { return command }
        return [places.absolute(name, in: folder)] + command.dropFirst()
    }

    // MARK: What belongs to one service only

    private func refuse(_ settings: [String], of service: Service, in table: inout TableReader) {
        for setting in settings {
            guard table.has(setting), let node = table.node(setting) else { continue }
            table.note(.notOfThisService(service.rawValue), at: node)
        }
    }

    private mutating func inputs(_ table: inout TableReader) -> [String: JSONValue] {
        guard let node = table.node("inputs") else { return [:] }
        var inputs = TableReader(node, file: file)
        var values: [String: JSONValue] = [:]
        for entry in inputs.all() { values[entry.key] = json(entry.node, &inputs) }
        problems += inputs.finish()
        return values
    }

    private func json(_ node: TOMLNode, _ table: inout TableReader) -> JSONValue {
        switch node.value {
        case .string(let text): return .string(text)
        case .integer(let number): return .integer(Int64(number))
        case .number(let number):
            if number.isFinite { return .number(number) }
            table.note(.invalidValue(found: "\(number)", expected: "a finite number"), at: node)
        case .bool(let flag): return .bool(flag)
        case .array(let elements): return .array(elements.map { json($0, &table) })
        case .table(let entries):
            var object: [String: JSONValue] = [:]
            for entry in entries { object[entry.key] = json(entry.node, &table) }
            return .object(object)
        case .moment:
            table.note(
                .wrongType(expected: "text, a number, true or false, an array or a table", found: node.kind),
                at: node
            )
        }
        return .null
    }
}
