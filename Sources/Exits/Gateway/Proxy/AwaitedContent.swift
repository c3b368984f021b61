internal import HTTPSession

/// The content of an answer as it comes, for a reader that does something with what it has where more does not come soon. One reads it.
actor AwaitedContent {
    private let content: HTTPContent
    private var reading: Task<Void, Never>?
    private var arrived: Result<[UInt8]?, HTTPFault>?
    private var waiter: CheckedContinuation<Void, Never>?

    init(_ content: HTTPContent) { self.content = content }

    deinit { reading?.cancel() }

    /// The next bytes, however long they take; nil at the end.
    /// - Throws: `connection`, also where the reader is cancelled.
    func next() async throws(HTTPFault) -> [UInt8]? {
        while true {
            if let arrived {
                self.arrived = nil
                return try arrived.get()
            }
            await wait()
        }
    }

    /// Whether ``next()`` has something to give, an end or an error too, after no longer than this.
    func comes(within duration: Duration) async -> Bool {
        if arrived == nil {
            let timer = Task { [weak self] in
                if (try? await Task.sleep(for: duration)) != nil { await self?.wake() }
            }
            await wait()
            timer.cancel()
        }
        return arrived != nil
    }

    /// Waits until something came or somebody wakes the reader. A read that goes on is left to go on: what it brings is of the next wait.
    private func wait() async {
        let reading = reading ?? read()
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter = $0 }
        } onCancel: {
            reading.cancel()
        }
    }

    private func read() -> Task<Void, Never> {
        let reading = Task { [weak self, content] in
            let result: Result<[UInt8]?, HTTPFault>
            do throws(HTTPFault) {
                result = .success(try await content.next())
            } catch {
                result = .failure(error)
            }
            await self?.arrive(result)
        }
        self.reading = reading
        return reading
    }

    private func arrive(_ result: Result<[UInt8]?, HTTPFault>) {
        reading = nil
        arrived = result
        wake()
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
