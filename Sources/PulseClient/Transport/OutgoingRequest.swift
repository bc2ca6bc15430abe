import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PulseModel

/// A request as the transport sends it, with what is needed to explain its failure.
struct OutgoingRequest: Sendable {
    let request: HTTPClientRequest
    private let body: Body?
    private let isSecure: Bool

    private enum Body: Sendable {
        case whole(TrackedBody)
        case form(UploadStream)

        var wasFetched: Bool {
            switch self {
            case .whole(let body): body.wasFetched
            case .form(let body): body.wasFetched
            }
        }
    }

    init(_ call: ServiceRequest, base: BaseAddress, key: APIKey, watchdog: ReplyWatchdog) {
        var request = HTTPClientRequest(url: base.text + call.target)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers = [
            "Authorization": "Bearer " + key.secret,
            "User-Agent": "pulse-tui",
            "Accept": call.accept,
            // A compressed stream could hold words back, and the length of a compressed reply says nothing.
            "Accept-Encoding": call.streams || call.downloads || call.uploads ? "identity" : "gzip",
        ]
        for header in call.headers { request.headers.add(name: header.name, value: header.value) }
        if call.streams { request.headers.add(name: "Cache-Control", value: "no-store") }
        if call.sendsMessage { request.headers.add(name: "Connection", value: "close") }
        if let content = call.body { request.headers.add(name: "Content-Type", value: content.contentType) }
        switch call.body {
        case .json(let bytes):
            let body = TrackedBody(bytes)
            request.body = .bytes(body, length: .known(Int64(body.count)))
            self.body = .whole(body)
        case .form(let form):
            let body = UploadStream(form, watchdog: watchdog, progress: call.progress)
            request.body = .stream(body, length: .known(form.length))
            self.body = .form(body)
        case nil:
            body = nil
        }
        self.request = request
        isSecure = base.isSecure
    }

    func failure(for error: any Error) -> ServiceFailure {
        ConnectionFault.failure(for: error, bodyWasFetched: body?.wasFetched, isSecure: isSecure)
    }

    /// What a failure means where the transport did not come for the body, or not for all of a file.
    ///
    /// A time limit that passed before it came, or a cancelling, means that nothing left. A server that says yes to a part
    /// of a file has not the file.
    ///
    /// - Parameters:
    ///   - result: what came of the request.
    ///   - isSuccess: whether a reply says that the service did what was asked.
    /// - Returns: what came of it, seen from what had left.
    func corrected<Value>(
        _ result: Result<Value, ServiceFailure>,
        isSuccess: (Value) -> Bool
    ) -> Result<Value, ServiceFailure> {
        if case .form(let upload)? = body, upload.wasFetched, !upload.hasLeft {
            switch result {
            case .success(let reply) where isSuccess(reply):
                return .failure(.notReached(.cutUpload, detail: "answered before all of it had left"))
            case .failure(.timedOut(let waited)):
                return .failure(.notReached(.cutUpload, detail: "nothing moved for \(waited) ms"))
            case .failure(.cancelled): return .failure(.notReached(.cutUpload, detail: "given up"))
            case .failure(.broken(let detail)): return .failure(.notReached(.cutUpload, detail: detail))
            default: return result
            }
        }
        guard body?.wasFetched == false else { return result }
        switch result {
        case .failure(.timedOut(let waited)):
            return .failure(.notReached(.connectTimeout, detail: "no connection within \(waited) ms"))
        case .failure(.cancelled): return .failure(ConnectionFault.cancelledBeforeLeaving)
        default: return result
        }
    }
}

extension ServiceRequest {
    /// Whether the body is sent a piece at a time.
    var uploads: Bool {
        if case .form = body { true } else { false }
    }

    fileprivate var accept: String {
        if streams { return "text/event-stream" }
        return downloads ? "*/*" : "application/json"
    }
}
