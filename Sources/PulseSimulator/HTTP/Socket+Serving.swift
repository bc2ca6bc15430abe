import FlyingSocks
import Foundation

extension Socket {
    /// Sends small writes at once, and keeps the socket from programs that are started.
    ///
    /// Without the first the second of two frames would wait 40 ms for the client's delayed acknowledgement; with a
    /// copy of the socket in another program, closing it would not end the connection.
    func prepareForServing() throws {
        try setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        guard fcntl(file.rawValue, F_SETFD, FD_CLOEXEC) != -1 else { throw SocketError.makeFailed("CloseOnExec") }
    }

    /// Tells the client that nothing more comes; what it sends can still be read.
    func endWriting() {
        _ = shutdown(file.rawValue, Int32(SHUT_WR))  // fails when the client is gone, which reading tells too
    }
}
