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
        let key: APIKey
        var findings: [DoctorFinding] = []
        do throws(KeyFailure) {
            key = try await configured.key.read(environment: environment)
            findings.append(.ok(name, "key from \(configured.key.words)"))
        } catch {
            return [.failure(name, error.reason, .configuration)]
        }
        if let source = configured.datasetKey {
            do throws(KeyFailure) {
                _ = try await source.read(environment: environment)
                findings.append(.ok(name, "dataset key from \(source.words)"))
            } catch {
                findings.append(.failure(name, error.reason, .configuration))
            }
        }
        do throws(AccountCheck.Failure) {
            let answer = try await AccountCheck.ask(configured.account, key, limits: limits)
            findings.append(.ok(name, "\(configured.account.baseURL) takes the key"))
            findings += clock(name, answer.clockAhead)
        } catch {
            findings.append(.failure(name, "\(configured.account.baseURL): \(error.words)", .unavailable))
        }
        return findings
    }

    static func clock(_ name: String, _ ahead: Int64?) -> [DoctorFinding] {
        guard let ahead, abs(ahead) > clockLimit else { return [] }
        let side = ahead > 0 ? "behind" : "ahead of"
        return [
            .warning(
                name,
                "this machine's clock is \(abs(ahead) / 1000) s \(side) the server's; ages are corrected, but set it"
            )
        ]
    }
}
