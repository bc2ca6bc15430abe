import Glibc

/// A port of 127.0.0.1 that takes connections and never says a word.
final class MuteServer {
    private var socket: Int32

    struct Failure: Error {
        let call: String
        let code: Int32
    }

    init(port: UInt16) throws(Failure) {
        // A program that is started meanwhile must not hold the port as well.
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw Failure(call: "socket", code: errno) }
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard isBound == 0 else { throw Failure(call: "bind", code: errno) }
        // The system itself takes what waits to be accepted.
        guard listen(socket, 64) == 0 else { throw Failure(call: "listen", code: errno) }
    }

    deinit { close() }

    /// Gives the port back, and ends the connections that wait.
    func close() {
        guard socket >= 0 else { return }
        Glibc.close(socket)
        socket = -1
    }
}
