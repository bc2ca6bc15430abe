import ArgumentParser
import DeskExercise

/// Follows a store through random work, for long.
struct SoakSubcommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Follow a store through random work, and compare with a fresh load again and again."
    )

    @Option(help: "How many steps.")
    var steps = 100_000

    @Option(help: "Numbers of the same seed make the same steps.")
    var seed = UInt64.random(in: 0...999_999_999)

    func run() async throws {
        print("soak: seed \(seed), \(steps) steps")
        // A store that grows and grows makes each load slower, and finds nothing more.
        let run = 5_000
        for start in stride(from: 0, to: steps, by: run) {
            var exercise = try DeskExercise(seed: seed &+ UInt64(start))
            for step in 1...min(run, steps - start) {
                try await exercise.step()
                guard step % 25 == 0 else { continue }
                let differences = try await exercise.differences()
                guard differences.isEmpty else {
                    throw ValidationError("step \(start + step): \(differences.joined(separator: "\n"))")
                }
            }
        }
        print("soak: what was followed is what a fresh load gives")
    }
}
