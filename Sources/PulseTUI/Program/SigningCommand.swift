import Foundation
import Glibc
import PulseClient
import Subprocess

/// The person's program that signs requests: it stays running, gets a line for each request and prints a line for each.
///
/// The line it gets: method, path with query, seconds since 1970, the body's SHA-256 in hexadecimal, with one space between
/// them. One request at a time is asked for, and the next line that the program prints is its signature. A program that
/// dies, hangs, or prints what no header can carry is ended, and started again for a later request, after a pause that
/// grows.
actor SigningCommand: RequestSigner {
    private struct Waiter {
        var number: Int
        var line: String
        var continuation: CheckedContinuation<Result<String, SigningFailure>, Never>
    }

    /// A program that runs.
    private struct Run {
        var number: Int
        var lines: AsyncStream<String>.Continuation
        var task: Task<Void, Never>
    }

    private let command: [String]
    private let environment: [String: String]
    private let limit: Duration
    private let firstPause: Duration

    private var waiting: [Waiter] = []
    /// The one that the program was asked for.
    private var current: Waiter?
    private var run: Run?
    private var runs = 0
    private var requests = 0
    /// Ends the wait for the current signature.
    private var timer: Task<Void, Never>?
    private var failures = 0
    /// No program is started before this moment.
    private var pausedUntil: ContinuousClock.Instant?
    private var lastReason = ""

    /// - Parameters:
    ///   - command: the program and its arguments, run without a shell.
    ///   - environment: what it gets as its environment.
    ///   - limit: how long it may take for one signature.
    ///   - firstPause: how long it is left alone after a failure; twice as long after each further one, a minute at most.
    init(
        _ command: [String],
        environment: [String: String],
        limit: Duration = .seconds(2),
        firstPause: Duration = .seconds(1)
    ) {
        self.command = command
        self.environment = environment
        self.limit = limit
        self.firstPause = firstPause
    }

    deinit {
        run?.lines.finish()
        run?.task.cancel()
    }

    /// Whether the program runs; it does not before the first request and after a failure.
    var isRunning: Bool { run != nil }

    /// Asks the program for a signature.
    func signature(of request: SignableRequest) async throws(SigningFailure) -> String {
        let line = "\(request.method) \(request.target) \(request.seconds) \(request.bodySHA256)\n"
        requests += 1
        let number = requests
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append(Waiter(number: number, line: line, continuation: continuation))
                askNext()
            }
        } onCancel: {
            Task { await self.giveUp(number) }
        }
        return try result.get()
    }

    /// Takes a request that nobody waits for any more out of the queue; the one that the program works on goes on.
    private func giveUp(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        let waiter = waiting.remove(at: index)
        waiter.continuation.resume(returning: .failure(SigningFailure(reason: "given up before it was signed")))
    }

    private func askNext() {
        while current == nil, !waiting.isEmpty {
            let next = waiting.removeFirst()
            if run == nil, let until = pausedUntil, ContinuousClock.now < until {
                next.continuation.resume(returning: .failure(SigningFailure(reason: lastReason)))
                continue
            }
            let run = run ?? start()
            current = next
            run.lines.yield(next.line)
            let limit = limit
            timer = Task { [weak self] in
                do {
                    try await Task.sleep(for: limit)
                } catch {
                    return  // the signature came
                }
                await self?.expired(next.number)
            }
        }
    }

    private func expired(_ number: Int) {
        guard current?.number == number else { return }
        failed("gave no signature within \(limit.components.seconds) s")
    }

    /// The program printed a line.
    private func printed(_ line: String, by number: Int) {
        guard run?.number == number else { return }
        guard let waiter = current else { return failed("printed a line that nobody asked for") }
        guard !line.isEmpty, line.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), line.utf8.count <= Self.longestLine
        else {
            return failed("printed what is no signature: one line of printable ASCII without spaces is wanted")
        }
        failures = 0
        timer?.cancel()
        current = nil
        waiter.continuation.resume(returning: .success(line))
        askNext()
    }

    private func ended(_ number: Int, _ reason: String) {
        guard run?.number == number else { return }
        failed(reason)
    }

    /// Ends the program and gives up what it was asked for.
    private func failed(_ reason: String) {
        timer?.cancel()
        run?.lines.finish()
        run?.task.cancel()
        run = nil
        let pause = min(firstPause * (1 << min(failures, 6)), .seconds(60))
        failures += 1
        pausedUntil = .now + pause
        lastReason = "the signature_command \"\(command.first ?? "")\" \(reason)"
        let waiter = current
        current = nil
        waiter?.continuation.resume(returning: .failure(SigningFailure(reason: lastReason)))
        askNext()
    }

    // MARK: The program

    private static let longestLine = 4096

    private func start() -> Run {
        // Writing to a program that has just died would end this one.
        signal(SIGPIPE, SIG_IGN)
        runs += 1
        let number = runs
        let (lines, continuation) = AsyncStream<String>.makeStream()
        let (command, environment) = (command, environment)
        let printed: @Sendable (String) async -> Void = { [weak self] line in await self?.printed(line, by: number) }
        let ended: @Sendable (String) async -> Void = { [weak self] reason in await self?.ended(number, reason) }
        let task = Task.detached {
            await ended(await Self.execute(command, environment, lines, printed))
        }
        let run = Run(number: number, lines: continuation, task: task)
        self.run = run
        return run
    }

    /// Runs the program until it or its input ends.
    ///
    /// - Returns: how it ended, in words.
    private static func execute(
        _ command: [String],
        _ environment: [String: String],
        _ lines: AsyncStream<String>,
        _ printed: @escaping @Sendable (String) async -> Void
    ) async -> String {
        do {
            let result = try await Subprocess.run(
                try await ProgramOutput.configuration(of: command, environment),
                input: .inputWriter,
                output: .sequence,
                error: .discarded
            ) { execution in
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        do {
                            for await line in lines {
                                _ = try await execution.standardInputWriter.write(Array(line.utf8))
                            }
                            try await execution.standardInputWriter.finish()
                        } catch {
                            // It does not read any more: how it ended says why.
                        }
                    }
                    for try await line in execution.standardOutput.strings(
                        separatedBy: .unicodeScalarSequence(["\n"]),
                        bufferingPolicy: .maxLineLength(longestLine)
                    ) {
                        await printed(line)
                    }
                    group.cancelAll()
                }
            }
            switch result.terminationStatus {
            case .exited(let code): return "ended with \(code)"
            case .signaled(let signal): return "was ended by signal \(signal)"
            }
        } catch let error as SubprocessError {
            switch error.code {
            case .executableNotFound: return "was not found; check it and PATH"
            default: return "ended, or could not be talked to"
            }
        } catch {
            return "ended, or could not be talked to"
        }
    }
}

extension ConfiguredAccount {
    /// A signer that is not running yet; nil where requests are not signed.
    func signer(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> (any RequestSigner)? {
        signatureCommand.map { SigningCommand($0, environment: environment) }
    }
}
