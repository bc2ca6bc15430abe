import PulseClient
import PulseModel
import PulseSync

/// What the doctor says of an account: its key, its service, its clock.
enum AccountChecks {
    /// Milliseconds of difference between two clocks that are worth a word.
    private static let clockLimit: Int64 = 30_000

    static func findings(
        _ configured: ConfiguredAccount,
        environment: [String: String],
        limits: TimeLimits
    ) async -> [DoctorFinding] {
        let name = configured.account.id.rawValue
        let dataset = await datasetKey(configured, environment: environment)
        let key: APIKey
        var findings: [DoctorFinding] = []
        do throws(KeyFailure) {
            key = try await configured.key.read(environment: environment)
            findings.append(.ok(name, "key from \(configured.key.words)"))
        } catch {
            return [.failure(name, error.reason, .configuration)] + dataset
        }
        findings += dataset
        let signer = configured.signer(environment: environment)
        do throws(AccountCheck.Failure) {
            let answer = try await AccountCheck.ask(configured.account, key, signer: signer, limits: limits)
            findings.append(.ok(name, "\(configured.account.baseURL) takes the key"))
            findings += clock(name, answer.clockAhead)
        } catch {
            return findings + [.failure(name, "\(configured.account.baseURL): \(error.words())", .unavailable)]
        }
        guard configured.account.service == .assistant else { return findings }
        do throws(AccountCheck.Failure) {
            let declared = try await AccountCheck.inputs(configured.account, key, signer: signer, limits: limits)
            findings += inputs(configured.account, declared)
        } catch {
            findings.append(
                .failure(name, "what the assistant asks for cannot be read: \(error.words())", .unavailable)
            )
        }
        return findings
    }

    /// The dataset key is read, so that its file and its command are looked at, and sent nowhere.
    private static func datasetKey(
        _ configured: ConfiguredAccount,
        environment: [String: String]
    ) async -> [DoctorFinding] {
        guard let source = configured.datasetKey else { return [] }
        let name = configured.account.id.rawValue
        do throws(KeyFailure) {
            _ = try await source.read(environment: environment)
            return [.ok(name, "dataset key from \(source.words), not tried")]
        } catch {
            return [.failure(name, "dataset key: \(error.reason)", .configuration)]
        }
    }

    /// Holds the configured inputs against what the app declares.
    static func inputs(_ account: Account, _ declared: [InputField]) -> [DoctorFinding] {
        let name = account.id.rawValue
        var findings: [DoctorFinding] = []
        for field in declared {
            let value = account.inputs[field.variable]
            let input = "the input \"\(field.variable)\""
            if field.required, value == nil || value == .string("") {
                let reason = "the assistant needs \(input) and refuses new questions; set it under [account.inputs]"
                findings.append(.failure(name, reason, .configuration))
            } else if case .string(let text) = value, !field.options.isEmpty, !field.options.contains(text) {
                let choices = field.options.map { "\"\($0)\"" }.joined(separator: ", ")
                findings.append(
                    .failure(name, "\(input) is \"\(text)\", and must be one of \(choices)", .configuration)
                )
            }
        }
        let known = declared.map(\.variable)
        for variable in account.inputs.keys.sorted() where !known.contains(variable) {
            let meant = NearestName.of(variable, among: known).map { "; is \"\($0)\" meant?" } ?? ""
            findings.append(.warning(name, "the assistant asks for no input \"\(variable)\"\(meant)"))
        }
        return findings
    }

    static func clock(_ name: String, _ ahead: Int64?) -> [DoctorFinding] {
        guard let ahead else { return [] }
        guard abs(ahead) > clockLimit else { return [.ok(name, "this machine's clock agrees with the server's")] }
        let side = ahead > 0 ? "behind" : "ahead of"
        return [
            .warning(
                name,
                "this machine's clock is \(abs(ahead) / 1000) s \(side) the server's; ages are corrected, but set it"
            )
        ]
    }
}
