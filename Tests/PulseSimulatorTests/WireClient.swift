import Foundation
import Glibc

/// A connection that is written and read as it is.
///
/// It works on threads of its own, as the server shares the test's, and reading waits ten seconds at most.
final class WireClient: Sendable {
    private let descriptor: Int32

    init?(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return nil }
    }

    deinit { close(descriptor) }

    func send(_ text: String) async {
        await apart { [descriptor] in
            let bytes = Array(text.utf8)
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }  // what is read afterwards shows it
                sent += count
            }
        }
    }

    /// Reads until the text ends so, or the server closes, or the time is up.
    func read(until end: String) async -> String {
        await apart { [descriptor] in
            var text = [UInt8]()
            var byte: UInt8 = 0
            while !text.suffix(end.utf8.count).elementsEqual(end.utf8), recv(descriptor, &byte, 1, 0) == 1 {
                text.append(byte)
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// What still comes until the server closes; nil when it does not, or resets the connection.
    func readToEnd() async -> String? {
        await apart { [descriptor] in
            var text = [UInt8]()
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return count == 0 ? String(decoding: text, as: UTF8.self) : nil }
                text += buffer[..<count]
            }
        }
    }

    private func apart<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }
}
