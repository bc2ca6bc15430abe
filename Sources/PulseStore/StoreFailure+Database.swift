import Foundation
import GRDB
import PulseModel

extension StoreFailure {
    /// What a failure of the database means; never with statement arguments, which are people's texts.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StoreFailure:
            self = failure
        case let failure as DatabaseError:
            let words = "SQLite \(failure.extendedResultCode.rawValue): \(failure.message ?? "no message")"
            switch failure.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(detail: words)
            case .SQLITE_FULL: self = .diskFull
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self = .notPermitted(path: path)
            default: self = .failed(detail: words)
            }
        case let failure as CocoaError where failure.code == .fileWriteOutOfSpace:
            self = .diskFull
        case is CocoaError:
            self = .notPermitted(path: path)
        default:
            self = .failed(detail: "\(type(of: error))")
        }
    }
}
