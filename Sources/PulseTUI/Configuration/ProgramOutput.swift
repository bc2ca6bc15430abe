import Subprocess

/// Runs a program without a shell and takes what it prints, within a time limit.
enum ProgramOutput {
    /// How a program ended that did not give its output.
    enum Failure: Error, Hashable {
        case notFound
        case notStarted
        case exited(Int32)
        case killed(Int32)
        case tooLong
        case timedOut
    }

    /// The largest output that is taken.
    private static let sizeLimit = 64 * 1024

    /// The bytes that a program prints to its standard output.
    ///
    /// The program runs in a session of its own, without the terminal: it can neither draw on the screen nor read its keys.
    /// After the limit it and all that it started are ended.
    ///
    /// - Parameters:
    ///   - command: the program, found through PATH or by its path, and its arguments.
    ///   - environment: what it gets as its environment.
    ///   - limit: how long it may take.
    /// - Returns: all of it, once the program ended well.
    /// - Throws: how it ended otherwise.
    static func of(
        _ command: [String],
        environment: [String: String],
        limit: Duration
    ) async throws(Failure) -> [UInt8] {
        guard let program = command.first, !program.isEmpty else { throw .notFound }
        let outcome = await withTaskGroup(of: Result<[UInt8], Failure>.self) { group in
            group.addTask { await run(program, Array(command.dropFirst()), environment) }
            group.addTask {
                do {
                    try await Task.sleep(for: limit)
                } catch {
                    // Cancelled, as the program was quicker: nobody reads this.
                    return .failure(.timedOut)
                }
                return .failure(.timedOut)
            }
            let first = await group.next() ?? .failure(.timedOut)
            group.cancelAll()
            return first
        }
        return try outcome.get()
    }

    private static func run(
        _ program: String,
        _ arguments: [String],
        _ environment: [String: String]
    ) async -> Result<[UInt8], Failure> {
        do {
            let result = try await Subprocess.run(
                try await configuration(of: [program] + arguments, environment),
                output: .bytes(limit: sizeLimit),
                error: .discarded
            )
            switch result.terminationStatus {
            case .exited(0): return .success(result.standardOutput)
            case .exited(let code): return .failure(.exited(code))
            case .signaled(let signal): return .failure(.killed(signal))
            }
        } catch let error as SubprocessError {
            switch error.code {
            case .executableNotFound: return .failure(.notFound)
            case .outputLimitExceeded: return .failure(.tooLong)
            default: return .failure(.notStarted)
            }
        } catch {
            return .failure(.notStarted)
        }
    }

    /// A program in a session of its own, without the terminal, that is ended with all that it started.
    static func configuration(
        of command: [String],
        _ environment: [String: String]
    ) async throws -> Subprocess.Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
        ]
        var variables: [Environment.Key: String] = [:]
        for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
        return Subprocess.Configuration(
            executable: try await executable(command.first ?? ""),
            arguments: Arguments(Array(command.dropFirst())),
            environment: .custom(variables),
            platformOptions: options
        )
    }

    /// A program by its name or by its absolute path; the latter is looked up in its own folder alone.
    private static func executable(_ program: String) async throws -> Executable {
        guard let slash = program.lastIndex(of: "/") else { return .name(program) }
        let name = String(program[program.index(after: slash)...])
        return .path(try await Executable.name(name).resolveExecutablePath(in: .custom(["PATH": program.folder])))
    }
}
