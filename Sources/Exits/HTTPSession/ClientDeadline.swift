internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose client does not finish a head or a body in time, or does not read what is answered; how long an answer is made does not count.
final class ClientDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    /// Whether the client is still there.
    let presence = ClientPresence()
    private let limits: HTTPListener.Limits
    private var deadline: Scheduled<Void>?
    private var stall: Scheduled<Void>?
    /// Requests that are whole and not answered to the end.
    private var answering = 0

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
        case .end:
            answering += 1
            deadline?.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            answering -= 1
            if answering <= 0 { expect(in: limits.headSecondsMax + limits.bodySecondsMax, context) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        if !context.channel.isWritable { stall = close(in: limits.readSecondsMax, context) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { presence.leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        presence.leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func end() {
        deadline?.cancel()
        stall?.cancel()
    }

    private func expect(in seconds: Int64, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = close(in: seconds, context)
    }

    private func close(in seconds: Int64, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(mode: .all, promise: nil) }
    }
}
