internal import HTTPSession

/// The content of an answer for one reader who has something to do in the meantime: it waits for a piece as long as it likes, and the piece is asked for all the same, one
/// ahead.
actor AwaitedContent {
    /// What came until a moment.
    enum Arrival {
        case piece([UInt8])
        case end
        case notYet
    }

    private let content: HTTPContent
    private var reading: Task<Void, Never>?
    private var arrived: Result<[UInt8]?, HTTPFault>?
    private var waiter: (number: Int, continuation: CheckedContinuation<Void, Never>)?
    private var waits = 0

    init(_ content: HTTPContent) { self.content = content }

    deinit { reading?.cancel() }

    /// The next piece; nil at the end.
    /// - Throws: as ``HTTPContent/next()`` does.
    func next() async throws(HTTPFault) -> [UInt8]? {
        if let reading {
            await withTaskCancellationHandler {
                await reading.value
            } onCancel: {
                reading.cancel()
            }
        }
        guard let arrived else { return try await content.next() }
        self.arrived = nil
        return try arrived.get()
    }

    /// The next piece if it comes until then; it is not lost where it does not.
    /// - Throws: as ``HTTPContent/next()`` does.
    func next(until moment: ContinuousClock.Instant) async throws(HTTPFault) -> Arrival {
        if reading == nil, arrived == nil {
            reading = Task { [weak self, content] in
                do throws(HTTPFault) {
                    let piece = try await content.next()
                    await self?.arrive(.success(piece))
                } catch {
                    await self?.arrive(.failure(error))
                }
            }
        }
        if arrived == nil { await wait(until: moment) }
        // Whoever has left waits for nothing any more.
        if Task.isCancelled { reading?.cancel() }
        guard let arrived else { return .notYet }
        self.arrived = nil
        return try arrived.get().map { .piece($0) } ?? .end
    }

    private func arrive(_ result: Result<[UInt8]?, HTTPFault>) {
        reading = nil
        arrived = result
        wake(waits)
    }

    private func wait(until moment: ContinuousClock.Instant) async {
        waits += 1
        let number = waits
        let alarm = Task { [weak self] in
            try? await Task.sleep(until: moment, clock: .continuous)
            await self?.wake(number)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if arrived == nil, !Task.isCancelled {
                    waiter = (number, continuation)
                } else {
                    continuation.resume()
                }
            }
        } onCancel: {
            Task { await self.wake(number) }
        }
        alarm.cancel()
    }

    private func wake(_ number: Int) {
        guard let waiter, waiter.number == number else { return }
        self.waiter = nil
        waiter.continuation.resume()
    }
}
