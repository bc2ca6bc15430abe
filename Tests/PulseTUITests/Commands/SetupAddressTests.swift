import Foundation
import PulseModel
import PulseSimulator
import Testing

@testable import PulseTUI

/// What `setup` offers where the service's answer says that the key, or the address, is wrong.
@Suite(.timeLimit(.minutes(2))) struct SetupAddressTests {
    private static let question = "r tries again, k takes another key, a another address, q quits"

    /// What an empty answer to the question after a failure means.
    private func usual(_ console: ScriptedConsole) -> String? {
        console.lines.last { $0.hasPrefix(Self.question) }?.dropFirst(Self.question.count).description
    }

    @Test func aWrongAddressIsCorrectedAndTheKeyIsTriedAgain() async throws {
        let simulator = try await Simulator.start()
        let served = simulator.addresses.support
        let folder = try TemporaryFolder()
        let wrong = served.baseURL + "/elsewhere"
        // Enter alone is the other address.
        let answers = ["1", "", wrong, "", "t", served.key, "", served.baseURL + "/", "y"]
        let console = ScriptedConsole(answers)
        let environment = ["HOME": folder.path]
        #expect(await SetupDialog(console: console, environment: environment).run() == .ok)
        #expect(console.unused == [])
        #expect(usual(console) == " [a]: ")
        #expect(console.text.contains("check the address.") && !console.text.contains("check base_url"))
        let configuration = try ConfigurationLoader(environment: environment).load()
        #expect(configuration.accounts.map(\.account.baseURL) == [served.baseURL])
        await simulator.stop()
    }

    @Test func aRefusedKeyIsAskedForAnew() async throws {
        let simulator = try await Simulator.start()
        let served = simulator.addresses.support
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "", served.baseURL, "", "t", "wrong-key", "q"])
        #expect(await SetupDialog(console: console, environment: ["HOME": folder.path]).run() == .usage)
        #expect(usual(console) == " [k]: ")
        await simulator.stop()
    }

    @Test func aServerThatFailsIsTriedAgain() async throws {
        let simulator = try await Simulator.start(SimulatorOptions(faults: [.serverError]))
        let served = simulator.addresses.support
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "", served.baseURL, "", "t", served.key, "q"])
        #expect(await SetupDialog(console: console, environment: ["HOME": folder.path]).run() == .usage)
        #expect(usual(console) == " [r]: ")
        await simulator.stop()
    }

    @Test func whereNothingAnswersTheAddressIsAskedForAnew() async throws {
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "", "http://127.0.0.1:1/api", "", "t", "some-key", "q"])
        #expect(await SetupDialog(console: console, environment: ["HOME": folder.path]).run() == .usage)
        #expect(usual(console) == " [a]: ")
    }

    @Test(arguments: ["127.0.0.1:35973/v1", "localhost:8080/v1", "pulse.example/v1", "ftp://pulse.example"])
    func anAddressWithoutItsSchemeIsToldHowItBegins(_ address: String) async throws {
        let folder = try TemporaryFolder()
        let console = ScriptedConsole(["1", "", address])
        #expect(await SetupDialog(console: console, environment: ["HOME": folder.path]).run() == .usage)
        let hint = "is not the address of a service; it must begin with https:// (or http:// for this machine)."
        #expect(console.text.contains("\"\(address)\" \(hint)"))
    }
}
