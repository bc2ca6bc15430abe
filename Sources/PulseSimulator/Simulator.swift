/// Both services on one port of 127.0.0.1, alive until it is stopped.
///
/// It shares no code with the client: what it writes and reads is its own, so that a wrong codec cannot test itself.
package final class Simulator: Sendable {
    /// Where it is reached.
    package let addresses: SimulatorAddresses
    let world: World
    private let server: HTTPServer
    private let visitors: Task<Void, Never>?

    /// Why it could not start.
    package enum StartError: Error {
        /// The port is taken, or listening failed otherwise.
        case cannotListen(port: UInt16)
    }

    /// Starts both services and returns when they accept connections.
    package static func start(_ options: SimulatorOptions = SimulatorOptions()) async throws(StartError) -> Simulator {
        let world = World(options)
        let desk = FrontDesk(world: world)
        let server: HTTPServer
        do {
            server = try await HTTPServer.start(port: options.port, desk.answer)
        } catch {
            throw .cannotListen(port: options.port)
        }
        await world.listens(on: server.port)
        let visitors = await world.visitorsWrite ? Task { await Simulator.letVisitorsWrite(world) } : nil
        return Simulator(
            addresses: await world.addresses(port: server.port),
            world: world,
            server: server,
            visitors: visitors
        )
    }

    private init(
        addresses: SimulatorAddresses,
        world: World,
        server: HTTPServer,
        visitors: Task<Void, Never>?
    ) {
        self.addresses = addresses
        self.world = world
        self.server = server
        self.visitors = visitors
    }

    /// Closes all connections and the port.
    package func stop() async {
        visitors?.cancel()
        await world.endVisitors()
        await server.stop()
    }

    /// Returns when the server has ended, by ``stop()`` from elsewhere or by cancelling the task that waits.
    package func waitUntilStopped() async {
        await server.waitUntilStopped()
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

    /// Says where the services are reached, for the addresses that they give.
    func listens(on port: UInt16) { origin = "http://127.0.0.1:\(port)" }

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
            knowledge: .init(baseURL: base + "/v1", key: knowledgeKey),
            controlURL: base + "/_control"
        )
    }
}
