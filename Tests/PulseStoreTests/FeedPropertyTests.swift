import DeskExercise
import TestPacing
import Testing

/// Whoever loaded the desk once and followed the store has what a fresh load gives, whatever happens in between.
@Suite(.paced) struct FeedPropertyTests {
    @Test(arguments: [UInt64.random(in: 0...1_000_000), 1, 2, 3])
    func whatWasLoadedOnceAndFollowedIsWhatAFreshLoadGives(_ seed: UInt64) async throws {
        var exercise = try DeskExercise(seed: seed)
        for step in 1...2_000 {
            try await exercise.step()
            guard step % 10 == 0 else { continue }
            let differences = try await exercise.differences()
            try #require(differences.isEmpty, "seed \(seed), step \(step): \(differences.joined(separator: "; "))")
        }
    }
}
