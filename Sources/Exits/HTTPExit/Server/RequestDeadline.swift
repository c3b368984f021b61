internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose client is slow: one that does not finish a head, or a body, in time. Time spent on the answer does not count.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let head: TimeAmount
    private let limits: ServerLimits
    private var deadline: Scheduled<Void>?
    /// A head came, and its end has not.
    private var isReceiving = false
    /// The answer was written, also while its request was still coming.
    private var isAnswered = true

    init(_ limits: ServerLimits) {
        head = .seconds(limits.headSecondsMax)
        self.limits = limits
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
        case .head(let request):
            (isReceiving, isAnswered) = (true, false)
            expect(in: time(of: request), context)
        case .body: break
        case .end:
            isReceiving = false
            if isAnswered { expect(in: head, context) } else { deadline?.cancel() }
        }
        context.fireChannelRead(data)
    }

    /// How long a body may take: longer where its head says that a file comes, and no longer than the longest one that is taken needs.
    private func time(of request: HTTPRequest) -> TimeAmount {
        let said = request.headerFields[.contentLength].flatMap { Int($0) } ?? 0
        let taken = min(max(said, 0), limits.uploadBytesMax)
        return .seconds(limits.bodySecondsMax + Int64(taken / max(limits.bodyBytesOfSecond, 1)))
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
