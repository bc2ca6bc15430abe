import CursesKit
import Foundation
import PulseSync
import ScreenKit

/// `pulse-tui doctor`: looks at everything that the desk needs, and says in each line what to do.
package enum DoctorCommand {
    /// Looks, prints and gives the exit status: 78 for a wrong configuration, else 69 for what fails, else 0.
    ///
    /// - Parameters:
    ///   - option: the configuration's file as the command line names it.
    ///   - stateOption: the state folder as the command line names it.
    ///   - console: where lines go.
    ///   - environment: where folders and variables are looked up.
    /// - Returns: what the process ends with.
    package static func run(
        configuration option: String? = nil,
        state stateOption: String? = nil,
        console: any Console,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async -> ExitStatus {
        var statuses: [ExitStatus] = []
        func report(_ findings: [DoctorFinding]) {
            for finding in findings { console.write(finding.line) }
            statuses += findings.filter { $0.level == .failure }.map(\.status)
        }

        report(TerminalChecks.findings(TerminalDescription.current(), environment))
        report(await TerminalChecks.tmux(environment))

        let places = FilePlaces(environment: environment)
        let path = places.configuration(option: option).path
        var configuration = Configuration()
        do throws(ConfigurationProblems) {
            configuration = try ConfigurationLoader(environment: environment).load(option: option)
            report(FileChecks.configuration(configuration, path: path))
        } catch {
            report(error.all.map { .failure("configuration", $0.sentence.string, .configuration) })
        }
        report([FileChecks.editor(configuration.editor, environment)])
        report(await FileChecks.state(places.stateFolder(option: stateOption, configured: configuration.stateFolder)))
        for account in configuration.accounts {
            let limits = configuration.sync.limits
            report(await AccountChecks.findings(account, environment: environment, limits: limits))
        }
        if statuses.contains(.configuration) { return .configuration }
        return statuses.isEmpty ? .ok : .unavailable
    }
}
