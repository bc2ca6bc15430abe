import Logging
import PulseModel
import PulseStore

/// What all work of the desk shares: the store, and where reports go.
struct SyncContext: Sendable {
    let store: DeskStore
    let settings: SyncSettings
    /// Names the account in each line.
    let log: Logger
    let report: @Sendable (SyncReport) -> Void

    /// Uses the store; a failure is reported and gives nil.
    ///
    /// What is not there any more gives nil as well, but is no failure.
    @discardableResult
    func kept<Value>(
        isolation: isolated (any Actor)? = #isolation,
        _ work: @autoclosure () async throws(StoreFailure) -> Value
    ) async -> Value? {
        do throws(StoreFailure) {
            return try await work()
        } catch {
            if error != .notFound { storeFailed(error) }
            return nil
        }
    }

    /// Reports that the store could not do something.
    func storeFailed(_ failure: StoreFailure) {
        log.error("store failed", metadata: ["failure": "\(failure.logged)"])
        report(.store(failure))
    }
}

extension ServiceFailure.NotReached {
    fileprivate var logged: String {
        switch self {
        case .refused: "connection refused"
        case .unreachable: "unreachable"
        case .unknownHost: "unknown host"
        case .connectTimeout: "no connection in time"
        case .noAnswer: "no answer in time"
        case .tls: "no safe connection"
        case .unsigned: "unsigned"
        case .cutUpload: "upload cut off"
        }
    }
}

extension StoreFailure {
    /// What may stand in a log: never a person's text.
    fileprivate var logged: String {
        switch self {
        case .inUse: "in use"
        case .locked: "locked by another program"
        case .corrupt(let detail): "damaged: \(detail)"
        case .newer(let migration): "written by a newer version: \(migration)"
        case .diskFull: "disk full"
        case .notPermitted(let path): "not permitted: \(path)"
        case .removed(let path): "removed: \(path)"
        case .accountChanged: "the account has another address or user"
        case .notFound: "not found"
        case .failed(let detail): detail
        }
    }
}

extension ServiceFailure {
    /// What may stand in a log: the kind and the status, never words from outside.
    var logged: String {
        switch self {
        case .notReached(let why, _): why.logged
        case .unauthorized: "401"
        case .forbidden: "403"
        case .notFound: "404"
        case .busy(let status, _, _), .rejected(let status, _), .server(let status, _): "\(status)"
        case .redirected(let status, _): "\(status)"
        case .declined: "declined"
        case .streamError: "stream error"
        case .malformed: "malformed"
        case .timedOut: "timed out"
        case .broken: "broken"
        case .cancelled: "cancelled"
        case .invalidRequest: "not sent"
        }
    }
}
