import FlyingFox
import FlyingSocks
import Foundation

/// Both services on one port of 127.0.0.1, alive until it is stopped.
///
/// It shares no code with the client: what it writes and reads is its own, so that a wrong codec cannot test itself.
package final class Simulator: Sendable {
    /// Where it is reached.
    package let addresses: SimulatorAddresses
    let world: World
    private let server: HTTPServer
    private let serving: Task<Void, Never>
    private let visitors: Task<Void, Never>?

    /// Why it could not start.
    package enum StartError: Error {
        /// The port is taken, or listening failed otherwise.
        case cannotListen(port: UInt16)
    }

    /// Starts both services and returns when they accept connections.
    package static func start(_ options: SimulatorOptions = SimulatorOptions()) async throws(StartError) -> Simulator {
        let world = World(options)
        let server: HTTPServer
        let serving: Task<Void, Never>
        let port: UInt16
        do {
            let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: options.port)
            // The longest answer of the real service takes 1200 s; only then may a handler be given up.
            server = HTTPServer(
                address: address,
                timeout: 1_300,
                pool: PromptPool(base: HTTPServer.defaultPool()),
                logger: .disabled,
                handler: FrontDesk(world: world)
            )
            serving = Task { [server] in
                do { try await server.run() } catch { return }  // ends by stop, or start reports it below
            }
            do {
                try await server.waitUntilListening(timeout: 5)
                guard case .ip4(_, let bound)? = await server.listeningAddress else {
                    throw StartError.cannotListen(port: options.port)
                }
                port = bound
            } catch {
                serving.cancel()
                throw error
            }
        } catch {
            throw .cannotListen(port: options.port)
        }
        let visitors = await world.visitorsWrite ? Task { await Simulator.letVisitorsWrite(world) } : nil
        return Simulator(
            addresses: await world.addresses(port: port),
            world: world,
            server: server,
            serving: serving,
            visitors: visitors
        )
    }

    private init(
        addresses: SimulatorAddresses,
        world: World,
        server: HTTPServer,
        serving: Task<Void, Never>,
        visitors: Task<Void, Never>?
    ) {
        self.addresses = addresses
        self.world = world
        self.server = server
        self.serving = serving
        self.visitors = visitors
    }

    /// Closes all connections and the port.
    package func stop() async {
        visitors?.cancel()
        await world.endVisitors()
        await server.stop()
        serving.cancel()
        await serving.value
    }

    /// Returns when the server has ended, by ``stop()`` from elsewhere or by cancelling the task that waits.
    package func waitUntilStopped() async {
        await withTaskCancellationHandler {
            await serving.value
        } onCancel: {
            serving.cancel()
        }
    }

    private static func letVisitorsWrite(_ world: World) async {
        while !Task.isCancelled {
            let pause = max(.milliseconds(50), world.paced(await world.nextVisitorPause()))
            do { try await Task.sleep(for: pause) } catch { return }
            await world.visitorsTick()
        }
    }
}

extension World {
    /// Seconds until something happens on the visitors' side.
    func nextVisitorPause() -> Double { 4 + Double(generator.next() % 60) / 10 }

    /// The addresses for a port.
    func addresses(port: UInt16) -> SimulatorAddresses {
        let base = "http://127.0.0.1:\(port)"
        return SimulatorAddresses(
            scenario: options.scenario.rawValue,
            support: .init(baseURL: base + "/api/v1", key: supportKey),
            assistants: assistants.map {
                .init(
                    name: $0.name,
                    baseURL: base + "/v1",
                    key: $0.key,
                    user: ScenarioContent.user,
                    kind: $0.kind.rawValue
                )
            },
            controlURL: base + "/_control"
        )
    }
}
