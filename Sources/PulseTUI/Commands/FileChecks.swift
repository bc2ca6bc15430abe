import Foundation
import Glibc
import PulseCore
import PulseModel
import PulseStore

/// What the doctor says of files: configuration, editor, state.
enum FileChecks {
    static func configuration(_ configuration: Configuration, path: String) -> [DoctorFinding] {
        guard configuration.file != nil else {
            return [.failure("configuration", "\(path) is not there; pulse-tui setup writes it", .configuration)]
        }
        var findings: [DoctorFinding] = []
        if let mode = mode(path), mode & 0o022 != 0 {
            findings.append(
                .failure(
                    "configuration",
                    "others can write \(path) and so run commands as you; chmod 600 it",
                    .configuration
                )
            )
        }
        findings += openFolders(configuration, path: path)
        if configuration.accounts.isEmpty {
            findings.append(
                .failure("configuration", "\(path) has no account; pulse-tui setup adds one", .configuration)
            )
        }
        if findings.isEmpty {
            let count = configuration.accounts.count
            findings.append(.ok("configuration", "\(path), \(count) \(count == 1 ? "account" : "accounts")"))
        }
        return findings
    }

    /// The folders of the configuration and of key files that others can write into: each is named once.
    private static func openFolders(_ configuration: Configuration, path: String) -> [DoctorFinding] {
        var seen: Set<String> = []
        func finding(_ subject: String, _ path: String, _ harm: String) -> DoctorFinding? {
            let folder = path.folder
            guard seen.insert(folder.realPath ?? folder).inserted, isOpen(folder) else { return nil }
            let words = "others can write into \(folder) and so \(harm); run chmod go-w on it"
            return .failure(subject, words, .configuration)
        }
        let harm = "run commands as you"
        var findings = [path, path.realPath ?? path].compactMap { finding("configuration", $0, harm) }
        for account in configuration.accounts {
            for case .file(let path) in [account.key, account.datasetKey] {
                if let open = finding(account.account.id.rawValue, path, "put another key in place of \(path)") {
                    findings.append(open)
                }
            }
        }
        return findings
    }

    /// Whether others can put a file in the place of one of this user's: not where a sticky bit keeps them from it.
    ///
    /// What belongs to root and is open is the system's matter, which this user cannot change.
    private static func isOpen(_ folder: String) -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & 0o022 != 0, status.st_mode & 0o1000 == 0 else {
            return false
        }
        return status.st_uid != 0 || geteuid() == 0
    }

    /// Whether the editor for drafts can be found.
    static func editor(_ configured: String?, _ environment: [String: String]) -> DoctorFinding {
        let choices = [("editor", configured), ("$VISUAL", environment["VISUAL"]), ("$EDITOR", environment["EDITOR"])]
        let chosen = choices.first { $0.1.map { !$0.isEmpty } ?? false }
        let command = chosen?.1 ?? "vi"
        let program = command.split(separator: " ").first.map(String.init) ?? command
        guard let path = find(program, environment) else {
            return .warning(
                "editor",
                "\(chosen?.0 ?? "vi"): \(program) was not found, so drafts cannot be edited in an editor; set EDITOR"
            )
        }
        return .ok("editor", chosen == nil ? "\(path), as neither VISUAL nor EDITOR is set" : path)
    }

    private static func find(_ program: String, _ environment: [String: String]) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    // MARK: State

    static func state(_ folder: String) async -> [DoctorFinding] {
        guard let mode = mode(folder) else {
            let parent = existingParent(of: folder)
            guard access(parent, W_OK) == 0 else {
                return [
                    .failure(
                        "state",
                        "\(folder) cannot be made, as \(parent) is not writable; use --state",
                        .unavailable
                    )
                ]
            }
            return [.ok("state", "\(folder) will be made at the first start")]
        }
        guard isFolder(folder) else { return [.failure("state", "\(folder) is no folder; use --state", .unavailable)] }
        guard access(folder, R_OK | W_OK | X_OK) == 0 else {
            return [
                .failure(
                    "state",
                    "\(folder) is not readable and writable for you; mend its owner, or use --state",
                    .unavailable
                )
            ]
        }
        var findings: [DoctorFinding] = []
        if mode & 0o077 != 0 {
            findings.append(.warning("state", "others can look into \(folder); run chmod 700 on it"))
        }
        let database = folder + "/" + DeskStore.fileName
        if let mode = FileChecks.mode(database) {
            if mode & 0o077 != 0 {
                findings.append(.warning("state", "others can read \(database); run chmod 600 on it"))
            }
            findings.append(await integrity(folder))
        } else {
            findings.append(.ok("state", "\(folder), nothing kept yet"))
        }
        return findings
    }

    private static func integrity(_ folder: String) async -> DoctorFinding {
        do throws(StoreFailure) {
            let store = try DeskStore.open(folder: folder, sendLimit: 0)
            defer { store.close() }
            let damage = await store.integrity()
            guard let first = damage.first else { return .ok("state", "\(folder), the database is sound") }
            return .failure(
                "state",
                "the database is damaged (\(first)); move desk.sqlite away to start anew",
                .unavailable
            )
        } catch {
            if case .inUse(_, let pid) = error {
                let holder = pid.map { " (process \($0))" } ?? ""
                return .ok("state", "\(folder), in use by another pulse-tui\(holder), so not checked")
            }
            return .failure("state", Sentences.words(error), .unavailable)
        }
    }

    private static func existingParent(of path: String) -> String {
        var path = path
        while mode(path) == nil, path != "/" { path = path.folder }
        return path
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The permission bits of what is at a path; nil where nothing is.
    private static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }
}
