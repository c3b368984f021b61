internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// The content of an answer as it comes. One reads it, from its beginning to its end; a system sends no more of it than is asked for, but for what is on the way.
public actor HTTPContent {
    private var iterator: HTTPClientResponse.Body.AsyncIterator
    private let origin: String
    private let pauseSecondsMax: Int64
    private var isOver = false

    /// - Parameter pauseSecondsMax: how long somebody waits for more of it at most.
    init(_ body: HTTPClientResponse.Body, from origin: String, pauseSecondsMax: Int64) {
        iterator = body.makeAsyncIterator()
        self.origin = origin
        self.pauseSecondsMax = pauseSecondsMax
    }

    /// The next bytes; nil at the end.
    /// - Throws: `connection`, also where the content is cut short, does not go on or its reader is cancelled.
    public func next() async throws(HTTPFault) -> [UInt8]? {
        guard !isOver else { return nil }
        let pauseSecondsMax = pauseSecondsMax
        do {
            // A pause is the system's while somebody waits alone: the client's own time without anything read goes on where its reader takes nothing.
            return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                group.addTask { try await self.read() }
                group.addTask {
                    try await Task.sleep(for: .seconds(pauseSecondsMax))
                    throw HTTPClientError.readTimeout
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            throw HTTPFault(of: error, at: origin)
        }
    }

    private func read() async throws -> [UInt8]? {
        var iterator = iterator
        let buffer = try await iterator.next(isolation: self)
        // What ends because nobody waits any more is not its end.
        try Task.checkCancellation()
        guard let buffer else {
            isOver = true
            return nil
        }
        return Array(buffer.readableBytesView)
    }

    /// All of it.
    /// - Throws: `tooLong`, `connection`.
    func collect(upTo bytesMax: Int) async throws(HTTPFault) -> [UInt8] {
        var bytes: [UInt8] = []
        while let next = try await next() {
            guard bytes.count + next.count <= bytesMax else {
                throw HTTPFault(.tooLong, "\(origin): an answer has more than \(bytesMax) bytes")
            }
            bytes += next
        }
        return bytes
    }
}

extension HTTPFault {
    /// An error in words, without what was sent.
    init(of error: any Error, at origin: String) {
        let late: [HTTPClientError] = [.connectTimeout, .deadlineExceeded, .readTimeout]
        let words =
            switch error {
            case let error as HTTPClientError where late.contains(error): "there is no answer in time"
            case let error as HTTPClientError where error == .remoteConnectionClosed: "the connection was closed"
            case let error as HTTPClientError: error.shortDescription
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
                "the certificate is not believed, or TLS is not spoken"
            case is HTTPParserError: "what it says is no HTTP"
            case is CancellationError: "nobody waits for the answer any more"
            default: "nobody answers (\(type(of: error)))"
            }
        self.init(.connection, "\(origin): \(words)")
    }
}
