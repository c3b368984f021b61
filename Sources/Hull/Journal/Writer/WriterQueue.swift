internal import Dispatch
internal import Synchronization

/// What waits for the writer, in order, bounded. Whoever puts something in never blocks; the writer's thread does.
final class WriterQueue: Sendable {
    enum Item: Sendable {
        case command(WaitingCommand)
        case operation(@Sendable (inout WriterState) -> Void)
    }

    private struct State {
        var items: [Item] = []
        var isClosed = false
        /// How many items the writer waits for; nil while it works.
        var wakesAt: Int?
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let waitingMax: Int

    init(waitingMax: Int) { self.waitingMax = waitingMax }

    /// Puts an item in.
    /// - Returns: nil, or why not.
    func push(_ item: Item) -> JournalError? {
        state.withLock { state -> JournalError? in
            guard !state.isClosed else { return JournalError(.stopped, "the log was closed; open it again to write") }
            if case .command = item, state.items.count >= waitingMax {
                return JournalError(
                    .tryLater,
                    "\(waitingMax) commands wait for the log already; nothing was recorded, try later"
                )
            }
            state.items.append(item)
            if let wanted = state.wakesAt, state.items.count >= wanted || isOperation(item) {
                state.wakesAt = nil
                signal.signal()
            }
            return nil
        }
    }

    private func isOperation(_ item: Item) -> Bool {
        if case .operation = item { return true }
        return false
    }

    /// Lets nothing more in. What waits is still worked off.
    func close() {
        state.withLock {
            $0.isClosed = true
            if $0.wakesAt != nil {
                $0.wakesAt = nil
                signal.signal()
            }
        }
    }

    /// Takes the next items, in order. Waits as long as there is none; then, where more are expected, for a moment until they are there.
    /// - Returns: nil once the queue is closed and empty.
    func take(max: Int, expected: Int, patienceMicroseconds: Int) -> [Item]? {
        wait(for: 1, timeout: .distantFuture)
        if expected > 1, patienceMicroseconds > 0 {
            wait(for: min(max, expected), timeout: .now() + .microseconds(patienceMicroseconds))
        }
        return state.withLock { state in
            if state.items.isEmpty, state.isClosed { return nil }
            let taken = Array(state.items.prefix(max))
            state.items.removeFirst(taken.count)
            return taken
        }
    }

    /// How many wait.
    var count: Int { state.withLock { $0.items.count } }

    private func wait(for count: Int, timeout: DispatchTime) {
        let mustWait = state.withLock { state in
            if state.items.count >= count || state.isClosed { return false }
            if count > 1, state.items.contains(where: isOperation) { return false }
            state.wakesAt = count
            return true
        }
        guard mustWait, signal.wait(timeout: timeout) == .timedOut else { return }
        // Whoever took the mark away has signalled, or is about to: that signal is this wait's.
        let isSignalled = state.withLock { state in
            defer { state.wakesAt = nil }
            return state.wakesAt == nil
        }
        if isSignalled { signal.wait() }
    }
}

/// A command and whom to answer.
struct WaitingCommand: Sendable {
    let command: JournalCommand
    let answer: CheckedContinuation<Receipt, any Error>
}
