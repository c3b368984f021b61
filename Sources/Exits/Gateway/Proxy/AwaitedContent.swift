internal import HTTPSession

/// The content of an answer as it comes, for a reader that does something with what it has where more does not come soon. Some of it is read ahead
/// meanwhile: what comes in small pieces is then taken together. One reads it.
actor AwaitedContent {
    /// Bytes that are read ahead, and one piece more; beyond them nothing is asked of whoever sends.
    private static let aheadBytesMax = 64 << 10

    private let content: HTTPContent
    private var reading: Task<Void, Never>?
    private var arrived: [UInt8] = []
    /// How it ended; nil while it goes on.
    private var end: Result<Void, HTTPFault>?
    private var waiter: CheckedContinuation<Void, Never>?

    init(_ content: HTTPContent) { self.content = content }

    deinit { reading?.cancel() }

    /// All that came since the last time, however long the first of it takes; nil at the end.
    /// - Throws: `connection`, also where the reader is cancelled, once all that came before was taken.
    func next() async throws(HTTPFault) -> [UInt8]? {
        while arrived.isEmpty {
            if let end {
                try end.get()
                return nil
            }
            await wait()
        }
        let bytes = arrived
        arrived = []
        readOn()
        return bytes
    }

    /// Whether ``next()`` has something to give, an end or an error too, after no longer than this.
    func comes(within duration: Duration) async -> Bool {
        if arrived.isEmpty, end == nil {
            let timer = Task { [weak self] in
                if (try? await Task.sleep(for: duration)) != nil { await self?.wake() }
            }
            await wait()
            timer.cancel()
        }
        return !arrived.isEmpty || end != nil
    }

    /// Waits until something came or somebody wakes the reader. A read that goes on is left to go on: what it brings is of the next wait.
    private func wait() async {
        readOn()
        let reading = reading
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter = $0 }
        } onCancel: {
            reading?.cancel()
        }
    }

    private func readOn() {
        guard reading == nil, end == nil, arrived.count < Self.aheadBytesMax else { return }
        reading = Task { [weak self, content] in
            let result: Result<[UInt8]?, HTTPFault>
            do throws(HTTPFault) {
                result = .success(try await content.next())
            } catch {
                result = .failure(error)
            }
            await self?.arrive(result)
        }
    }

    private func arrive(_ result: Result<[UInt8]?, HTTPFault>) {
        reading = nil
        switch result {
        case .success(let bytes?): arrived += bytes
        case .success(nil): end = .success(())
        case .failure(let fault): end = .failure(fault)
        }
        readOn()
        wake()
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
