import Foundation
import PulseClient
import TestPacing
import Testing

@testable import PulseTUI

/// The person's signing program: what it is told, and what becomes of one that does not do its work.
@Suite("Signing program", .timeLimit(.minutes(20)), .paced)
struct SigningCommandTests {
    private static let request = SignableRequest(method: "GET", target: "/v1/info?a=b", seconds: 17, bodySHA256: "e3b0")

    private func signer(_ script: String, limit: Duration = .seconds(10), pause: Duration = .zero) -> SigningCommand {
        SigningCommand(
            ["/bin/sh", "-c", script],
            environment: ProcessInfo.processInfo.environment,
            limit: limit,
            firstPause: pause
        )
    }

    private func outcome(_ signer: SigningCommand) async -> Result<String, SigningFailure> {
        do throws(SigningFailure) {
            return .success(try await signer.signature(of: Self.request))
        } catch {
            return .failure(error)
        }
    }

    private func reason(_ signer: SigningCommand) async -> String {
        switch await outcome(signer) {
        case .success(let signature): "signed \(signature)"
        case .failure(let failure): failure.reason.replacing("the signature_command \"/bin/sh\" ", with: "")
        }
    }

    @Test("one program gets a line for each request, in order")
    func stays() async throws {
        let signer = signer(#"n=0; while read -r line; do n=$((n+1)); echo "$$-$n-$(echo "$line" | tr ' ' '|')"; done"#)
        var signatures: [String] = []
        for _ in 0..<3 { signatures.append(try await outcome(signer).get()) }
        let process = try #require(signatures[0].split(separator: "-").first)
        #expect(signatures == (1...3).map { "\(process)-\($0)-GET|/v1/info?a=b|17|e3b0" })
    }

    @Test("requests at once are signed one after the other, each with its own line")
    func atOnce() async throws {
        let signer = signer("while read -r line; do set -- $line; echo \"signed-$3\"; done")
        let signatures = await withTaskGroup(of: (Int64, String?).self) { group in
            for seconds in Int64(0)..<50 {
                group.addTask {
                    let request = SignableRequest(method: "GET", target: "/", seconds: seconds, bodySHA256: "")
                    return (seconds, try? await signer.signature(of: request))  // nil is asserted on
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(signatures == Dictionary(uniqueKeysWithValues: (Int64(0)..<50).map { ($0, "signed-\($0)") }))
    }

    @Test("a program that is not there, dies, or hangs is told in words")
    func failing() async {
        let missing = SigningCommand(["/nowhere/sign"], environment: [:], firstPause: .zero)
        guard case .failure(let failure) = await outcome(missing) else {
            Issue.record("signed by nobody")
            return
        }
        #expect(failure.reason == "the signature_command \"/nowhere/sign\" was not found; check it and PATH")
        #expect(await reason(signer("exit 3")) == "ended with 3")
        #expect(await reason(signer("kill -9 $$")) == "was ended by signal 9")
        let hangs = signer("cat > /dev/null", limit: .milliseconds(300))
        #expect(await reason(hangs) == "gave no signature within 0 s")
    }

    @Test("what no header can carry is no signature", arguments: [#"a\033[31m"#, "two words", "", #"a\r"#, #"ü"#])
    func unprintable(_ text: String) async {
        let signer = signer("while read -r line; do printf '\(text)\\n'; done")
        let words = "printed what is no signature: one line of printable ASCII without spaces is wanted"
        #expect(await reason(signer) == words)
    }

    @Test("a line that nobody asked for ends the program")
    func unasked() async {
        let signer = signer("while read -r line; do printf 'one\\ntwo\\n'; done")
        #expect(await reason(signer) == "signed one")
        let end = ContinuousClock.now + .seconds(10)
        while await signer.isRunning, ContinuousClock.now < end { await Task.yield() }
        #expect(await !signer.isRunning)
        #expect(await reason(signer) == "signed one")
    }

    @Test("one that failed is started again, after a pause")
    func restarted() async throws {
        let folder = try TemporaryFolder()
        let flag = folder.path + "/flag"
        let script = "if [ -e \(flag) ]; then while read -r l; do echo good; done; else touch \(flag); exit 1; fi"
        let signer = signer(script, pause: .seconds(3600))
        #expect(await reason(signer) == "ended with 1")
        #expect(await reason(signer) == "ended with 1")
        let other = self.signer("if [ -e \(flag) ]; then while read -r l; do echo good; done; fi")
        #expect(await reason(other) == "signed good")
    }
}
