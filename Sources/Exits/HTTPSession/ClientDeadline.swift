internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose client does not finish a head or a body in time; the time of the answer does not count.
final class ClientDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    private let limits: HTTPListener.Limits
    private var deadline: Scheduled<Void>?

    init(_ limits: HTTPListener.Limits) { self.limits = limits }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expect(in: limits.headSecondsMax, context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(in: limits.headSecondsMax, context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: expect(in: limits.bodySecondsMax, context)
        case .body: break
        // Until the next head there may be as long a pause as an answer and a head may take.
        case .end: expect(in: limits.headSecondsMax + limits.bodySecondsMax, context)
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    private func expect(in seconds: Int64, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(mode: .all, promise: nil) }
    }
}
