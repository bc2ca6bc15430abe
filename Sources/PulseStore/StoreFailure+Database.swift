import GRDB
import PulseModel

extension StoreFailure {
    /// The failure behind an error of the database; statements and their arguments are left out.
    init(_ error: any Error) {
        if let failure = error as? StoreFailure {
            self = failure
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(detail: String(describing: type(of: error)))
            return
        }
        let words = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(detail: words)
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .notPermitted(path: DeskStore.fileName)
        default: self = .failed(detail: words)
        }
    }
}
