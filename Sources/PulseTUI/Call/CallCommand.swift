import Foundation
import PulseClient
import PulseModel
import PulseSync
import ScreenKit

/// `pulse-tui call`: makes one call of a service by its name, past the desk and its store.
package struct CallCommand: Sendable {
    private let name: String
    private let configuration: String?
    private let account: String?
    private let settings: [String]
    private let file: String?
    private let out: String?
    private let isJSON: Bool
    private let environment: [String: String]

    /// A call as the command line has it.
    ///
    /// - Parameters:
    ///   - name: one of those that `list` names.
    ///   - configuration: the configuration's file as the command line names it.
    ///   - account: the account's name; the only one that fits where nil.
    ///   - settings: `key=value` words.
    ///   - file: what `--file` names.
    ///   - out: what `--out` names.
    ///   - isJSON: whether programs read the answer.
    ///   - environment: where folders and variables are looked up.
    package init(
        name: String,
        configuration: String? = nil,
        account: String? = nil,
        settings: [String] = [],
        file: String? = nil,
        out: String? = nil,
        isJSON: Bool = false,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.name = name
        self.configuration = configuration
        self.account = account
        self.settings = settings
        self.file = file
        self.out = out
        self.isJSON = isJSON
        self.environment = environment
    }

    /// Makes the call, prints what the service says and what went wrong, and gives the exit status.
    package func run() async -> ExitStatus {
        await run(output: CallOutput(isJSON: isJSON), interruption: Interruption(listens: true))
    }

    func run(output: CallOutput, interruption: Interruption) async -> ExitStatus {
        guard let call = ServiceCall.all.first(where: { $0.name == name }) else {
            let near = NearestName.of(name, among: ServiceCall.all.map(\.name)).map { "; is \"\($0)\" meant?" } ?? ""
            output.say("no call is named \"\(name)\"\(near); pulse-tui call --list names all")
            return .usage
        }
        // Which account and address were meant, for what the service or the way to it says.
        var place = ""
        do throws(CallProblem) {
            let configuration = try loaded()
            let account = try chosen(for: call, in: configuration)
            place = Self.place(of: account, call)
            try await make(call, account, configuration, output, interruption)
            return .ok
        } catch {
            if error != .interrupted {
                output.say((error.isAnswer ? place : "") + error.words + Self.advice(error, call))
            }
            return error.status(sends: call.sends)
        }
    }

    private static func place(of account: ConfiguredAccount, _ call: ServiceCall) -> String {
        let key = call.access == .dataset ? ", dataset key" : ""
        return "\(account.account.id.rawValue) (\(account.account.baseURL)\(key)): "
    }

    /// What follows from a failure, where its words do not say it.
    private static func advice(_ problem: CallProblem, _ call: ServiceCall) -> String {
        guard case .service(let failure) = problem, call.sends, failure.deliveryVerdict == .unknown else { return "" }
        return "; it may have been taken all the same: look before you send it again"
    }

    private func make(
        _ call: ServiceCall,
        _ account: ConfiguredAccount,
        _ configuration: Configuration,
        _ output: CallOutput,
        _ interruption: Interruption
    ) async throws(CallProblem) {
        guard file == nil || call.file != .none else { throw .usage("--file is for calls that take a file") }
        var values = try CallValues(settings, fields: call.fields(of: account))
        guard out == nil || call.downloads else { throw .usage("--out is for calls that give sound") }
        guard out != nil || !call.downloads else { throw .usage("--out is missing: the file for the sound") }
        try readText(for: call, into: &values)
        let context = CallContext(
            account: account,
            key: { () async throws(CallProblem) in
                try await interruption.whileRunning { () async -> Result<APIKey, CallProblem> in
                    do throws(CallProblem) {
                        let key = try await key(of: account, for: call)
                        return interruption.isWanted ? .failure(.interrupted) : .success(key)
                    } catch {
                        return .failure(interruption.isWanted ? .interrupted : error)
                    }
                }
            },
            runtime: ClientRuntime(limits: configuration.sync.limits),
            signer: account.signer(environment: environment),
            values: values,
            file: file,
            out: out,
            output: output,
            sends: call.sends,
            interruption: interruption
        )
        try await call.run(context)
        try output.check()
    }

    /// The text of `--file`, where that gives a field's text.
    private func readText(for call: ServiceCall, into values: inout CallValues) throws(CallProblem) {
        switch call.file {
        case .none: return
        case .upload: if file == nil { throw .usage("--file is missing: the file to upload") }
        case .text(let field):
            guard let file else { return }
            guard values[field] == nil else { throw .usage("--file and --set \(field)=... give the same text twice") }
            values.set(field, to: .string(try Self.text(of: file)))
        }
    }

    private static func text(of file: String) throws(CallProblem) -> String {
        let bytes: Data
        do {
            let handle =
                try file == "-"
                ? FileHandle.standardInput : FileHandle(forReadingFrom: URL(fileURLWithPath: file))
            bytes = try handle.readToEnd() ?? Data()
        } catch {
            throw .file("\(file) cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .file("\(file) is not UTF-8 text") }
        return text
    }

    // MARK: The account

    private func loaded() throws(CallProblem) -> Configuration {
        do throws(ConfigurationProblems) {
            return try ConfigurationLoader(environment: environment).load(option: configuration)
        } catch {
            throw .configuration(error.all.map(\.sentence.string).joined(separator: "\n"))
        }
    }

    private func chosen(
        for call: ServiceCall,
        in configuration: Configuration
    ) throws(CallProblem) -> ConfiguredAccount {
        let service: Service = call.access == .support ? .support : .assistant
        let fitting = configuration.accounts.filter { $0.account.service == service }
        let names = fitting.map { "\"\($0.account.id.rawValue)\"" }.joined(separator: ", ")
        if let account {
            guard let found = fitting.first(where: { $0.account.id.rawValue == account }) else {
                let known = names.isEmpty ? "none is configured" : "the accounts are \(names)"
                throw .usage("no account of \(service.rawValue) is named \"\(account)\"; \(known)")
            }
            return found
        }
        guard let only = fitting.first else {
            throw .configuration("no account of \(service.rawValue) is configured; pulse-tui setup adds one")
        }
        guard fitting.count == 1 else { throw .usage("--account is missing; the accounts are \(names)") }
        return only
    }

    private func key(of account: ConfiguredAccount, for call: ServiceCall) async throws(CallProblem) -> APIKey {
        let name = account.account.id.rawValue
        let source: KeySource
        if call.access == .dataset {
            guard let datasetKey = account.datasetKey else {
                throw .configuration(
                    "the account \"\(name)\" has no dataset key, which calls of knowledge bases need; "
                        + "set dataset_key_command, dataset_key_env or dataset_key_file"
                )
            }
            source = datasetKey
        } else {
            source = account.key
        }
        do {
            return try await source.read(environment: environment)
        } catch {
            throw .configuration("\(name): \(error.reason)")
        }
    }
}

extension ServiceCall {
    /// The fields, as the account declares them where the documents do not.
    func fields(of account: ConfiguredAccount) -> [CallField] {
        account.calls[name]?.call.callFields ?? fields
    }
}
