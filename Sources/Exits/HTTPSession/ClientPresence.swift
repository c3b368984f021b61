internal import Synchronization

/// Whether the client of a connection is still there: what is done for one that went away is cancelled.
final class ClientPresence: Sendable {
    private struct State {
        var isGone = false
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The client closed its side, or the connection broke.
    func leave() {
        let cancel = state.withLock { state in
            state.isGone = true
            return state.cancel
        }
        cancel?()
    }

    /// Does something for the client, one thing at a time; cancelled where it goes away, and where whoever waits is.
    func whilePresent<Value: Sendable>(
        _ operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task {
            try Task.checkCancellation()
            return try await operation()
        }
        let isGone = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.isGone
        }
        defer { state.withLock { $0.cancel = nil } }
        // What is given for nobody is never the end of it.
        guard !isGone else {
            task.cancel()
            throw CancellationError()
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
