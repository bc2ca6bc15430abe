import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import PulseModel

/// Tells from the transport's errors whether a request can have left, and how the connection failed.
///
/// When in doubt it left. Source: swift-server/async-http-client, `Sources/AsyncHTTPClient/HTTPClient.swift`;
/// apple/swift-nio, `Sources/NIOPosix/HappyEyeballs.swift`.
enum ConnectionFault {
    /// The failure for an error that the transport threw before or while it read the reply.
    ///
    /// - Parameters:
    ///   - error: what was thrown.
    ///   - bodyWasFetched: whether the transport had come for the request's body; nil for a request without one.
    ///   - isSecure: whether the connection uses TLS.
    /// - Returns: the failure, `broken` where nothing says that the request stayed here.
    static func failure(for error: any Error, bodyWasFetched: Bool?, isSecure: Bool) -> ServiceFailure {
        if let failure = error as? ServiceFailure { return failure }
        if Task.isCancelled || error is CancellationError {
            return bodyWasFetched == false ? cancelledBeforeLeaving : .cancelled
        }
        let detail = describe(error)
        if let kind = connecting(error) { return .notReached(kind, detail: detail) }
        // Nothing of what the request says was handed out.
        if bodyWasFetched == false { return .notReached(isSecure ? .tls : .unreachable, detail: detail) }
        return .broken(detail: detail)
    }

    /// The failure where the caller gave up before the transport came for the body.
    static let cancelledBeforeLeaving = ServiceFailure.notReached(.unreachable, detail: "cancelled before it left")

    /// How a connection could not be made, for an error that says so by its type.
    private static func connecting(_ error: any Error) -> ServiceFailure.NotReached? {
        switch error {
        case let error as NIOConnectionError:
            guard !error.connectionErrors.isEmpty else { return .unknownHost }
            let kinds = error.connectionErrors.map { attempt -> ServiceFailure.NotReached in
                if let error = attempt.error as? IOError, error.errnoCode == ETIMEDOUT { return .connectTimeout }
                return connecting(attempt.error) ?? .unreachable
            }
            // An address that answered says most.
            return [.refused, .connectTimeout].first { kinds.contains($0) } ?? .unreachable
        case let error as IOError: return connecting(errno: error.errnoCode)
        case let error as ChannelError:
            if case .connectTimeout = error { return .connectTimeout }
            return nil
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout: return .connectTimeout
            // Also where the pool's connections were busy with calls that nobody answers.
            case .getConnectionFromPoolTimeout: return .noAnswer
            case .tlsHandshakeTimeout: return .tls
            default: return nil
            }
        case let error as NIOSSLError:
            if case .handshakeFailed = error { return .tls }
            return nil
        case is NIOSSLExtraError: return .tls  // a certificate of another host
        default: return nil
        }
    }

    /// How it failed, for the system's codes that only connecting gives.
    private static func connecting(errno code: CInt) -> ServiceFailure.NotReached? {
        switch POSIXErrorCode(rawValue: code) {
        case .ECONNREFUSED: .refused
        case .ENETUNREACH, .EHOSTUNREACH, .ENETDOWN, .EADDRNOTAVAIL: .unreachable
        default: nil
        }
    }

    /// The error in the transport's words, bounded; it names hosts, never headers.
    private static func describe(_ error: any Error) -> String {
        if let error = error as? HTTPClientError { return error.shortDescription }
        return String(ServerWords.bounded(String(describing: error)))
    }
}
