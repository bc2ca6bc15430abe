import Foundation

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.path + "/pulse-sync-" + UUID().uuidString

    deinit {
        // A folder that was never made needs no removal.
        try? FileManager.default.removeItem(atPath: path)
    }
}
