import Foundation
import Glibc
package import PulseModel
package import PulseSync

extension KeySource {
    /// The key, read anew.
    ///
    /// Neither it nor any part of it is in what is thrown.
    ///
    /// - Parameters:
    ///   - environment: where variables are looked up, and what a command gets.
    ///   - limit: how long a command may take.
    /// - Returns: the key, checked for what no key has.
    /// - Throws: what to do, in words for a person.
    package func read(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        limit: Duration = .seconds(30)
    ) async throws(KeyFailure) -> APIKey {
        switch self {
        case .command(let command):
            let bytes: [UInt8]
            do throws(ProgramOutput.Failure) {
                bytes = try await ProgramOutput.of(command, environment: environment, limit: limit)
            } catch {
                throw Self.failure(of: command.first ?? "", error, limit)
            }
            return try Self.key(bytes, from: "the key command \"\(command.first ?? "")\" printed")
        case .environment(let variable):
            guard let value = environment[variable] else {
                throw KeyFailure(reason: "the variable \(variable) is not set; export it before pulse-tui starts")
            }
            return try Self.key(Array(value.utf8), from: "the variable \(variable) holds")
        case .file(let path):
            return try Self.key(try Self.bytes(ofPrivate: path), from: "the key file \(path) holds")
        }
    }

    /// How a person names it: never the key.
    package var words: String {
        switch self {
        case .command(let command): "command \(command.first ?? "")"
        case .environment(let variable): "variable \(variable)"
        case .file(let path): "file \(path)"
        }
    }

    // MARK: Text

    /// The first line with something in it: password stores print more behind the secret.
    private static func key(_ bytes: [UInt8], from source: String) throws(KeyFailure) -> APIKey {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw KeyFailure(reason: "\(source) bytes that are no text")
        }
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard let key = lines.first(where: { !$0.isEmpty }) else {
            throw KeyFailure(reason: "\(source) nothing")
        }
        guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw KeyFailure(reason: "\(source) something with blanks or signs in it that no key has")
        }
        return APIKey(key)
    }

    private static func failure(of program: String, _ failure: ProgramOutput.Failure, _ limit: Duration) -> KeyFailure {
        let what =
            switch failure {
            case .notFound: "was not found; check key_command and PATH"
            case .notStarted: "could not be started; check key_command"
            case .exited(let code): "failed with \(code); run it in a shell to see why"
            case .killed(let signal): "was killed by signal \(signal)"
            case .tooLong: "printed more than a key; it must print the key alone"
            case .timedOut:
                "took longer than \(limit.components.seconds) s; it has no terminal to ask on, so unlock the store first"
            }
        return KeyFailure(reason: "the key command \"\(program)\" \(what)")
    }

    // MARK: Files

    /// The bytes of a file that its owner alone can read.
    private static func bytes(ofPrivate path: String) throws(KeyFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            let reason = String(cString: strerror(errno))
            throw KeyFailure(reason: "the key file \(path) cannot be read: \(reason)")
        }
        defer { close(file) }
        // Asked of what was opened, so that nothing can be put in its place meanwhile.
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw KeyFailure(reason: "the key file \(path) is no file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw KeyFailure(reason: "the key file \(path) can be read by others; run chmod 600 on it")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw KeyFailure(reason: "the key file \(path) belongs to another user")
        }
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw KeyFailure(reason: "the key file \(path) cannot be read") }
        return Array(bytes[..<count])
    }
}
