import Glibc
import Testing

@testable import PulseTUI

/// `[limits]` holds for the questions of `setup` and `doctor` too.
@Suite(.timeLimit(.minutes(2))) struct ConfiguredLimitsTests {
    private static func configuration(_ address: String) -> String {
        """
        [limits]
        poll = 1
        [[account]]
        name = "Silent"
        service = "pulse"
        base_url = "\(address)"
        key_env = "K"
        """
    }

    @Test func theDoctorGivesUpWhenTheConfigurationSays() async throws {
        let server = try SilentServer()
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.configuration(server.address), to: "config.toml")
        let console = ScriptedConsole()
        _ = await DoctorCommand.run(
            configuration: file,
            state: folder.path + "/state",
            console: console,
            environment: ["HOME": folder.path, "K": "key"]
        )
        #expect(console.lines.contains { $0.hasPrefix("fail  Silent: ") && $0.contains("no answer in 1 s") })
    }

    @Test func setupGivesUpWhenTheConfigurationThatIsThereSays() async throws {
        let server = try SilentServer()
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.configuration(server.address), to: "config.toml")
        let console = ScriptedConsole(["1", "Second", server.address, "", "e", "K", "q"])
        let environment = ["HOME": folder.path, "K": "key"]
        #expect(await SetupDialog(console: console, configuration: file, environment: environment).run() == .usage)
        #expect(console.text.contains("no answer in 1 s"))
    }
}

/// A port of this machine where connections stand and nobody answers.
private final class SilentServer {
    private let descriptor: Int32
    let address: String

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        let isListening = withUnsafeMutablePointer(to: &name) { name in
            name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                bind(socket, name, size) == 0 && listen(socket, 8) == 0 && getsockname(socket, name, &size) == 0
            }
        }
        address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))/api"
        try #require(isListening)
    }

    deinit { close(descriptor) }
}
