import NIOCore
import NIOHTTP1
import PulseModel

/// Ends a connection whose reply has a status below 100, which is none.
///
/// The transport takes it for an interim reply, waits for the true one, and traps where the reply ends first.
/// Source: swift-server/async-http-client, `Sources/AsyncHTTPClient/ConnectionPool/HTTPRequestStateMachine.swift`.
final class StatusCheck: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var hasFailed = false

    /// Puts one behind what reads replies from bytes.
    static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(StatusCheck(), position: .after(decoder))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            hasFailed = true
            context.fireErrorCaught(ServiceFailure.malformed(detail: "a status of \(head.status.code)"))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }
}
