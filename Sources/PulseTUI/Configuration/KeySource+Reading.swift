import Foundation
package import PulseModel
package import PulseSync

extension KeySource {
    /// Reads the key.
    package func read() async throws(KeyFailure) -> APIKey {
        switch self {
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
                throw KeyFailure(reason: "the variable \(name) is not set")
            }
            return APIKey(value.trimmingCharacters(in: .whitespacesAndNewlines))
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw KeyFailure(reason: "\(path) cannot be read")
            }
            return APIKey(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        case .command: throw KeyFailure(reason: "key commands are not read yet")
        }
    }
}
