internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose client is slow: one that does not finish a head, or a body, in time. Time spent on the answer does not count.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let head: TimeAmount
    private let body: TimeAmount
    private var deadline: Scheduled<Void>?
    /// A head came, and its end has not.
    private var isReceiving = false
    /// The answer was written, also while its request was still coming.
    private var isAnswered = true

    init(_ limits: ServerLimits) {
        head = .seconds(limits.headSecondsMax)
        body = .seconds(limits.bodySecondsMax)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expect(in: head, context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(in: head, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (isReceiving, isAnswered) = (true, false)
            expect(in: body, context)
        case .body: break
        case .end:
            isReceiving = false
            if isAnswered { expect(in: head, context) } else { deadline?.cancel() }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            isAnswered = true
            // An early answer, such as a refusal, gives the rest of the body no more time.
            if !isReceiving { expect(in: head, context) }
        }
        context.write(data, promise: promise)
    }

    private func expect(in time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: time) { channel.close(mode: .all, promise: nil) }
    }
}
