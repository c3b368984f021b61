internal import Synchronization

/// Containments whose holds are being placed: one after another, beside all else that the instance does. Which there are stands in the common log; this is
/// who works on them.
final class ContainmentLine: Sendable {
    private struct State {
        var open: Set<RecordID> = []
        var last: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Puts a containment in line, where it is not: whoever works on it does all of it.
    func add(_ id: RecordID, _ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            guard state.open.insert(id).inserted else { return }
            let before = state.last
            state.last = Task.detached { [self] in
                await before?.value
                await work()
                self.state.withLock { _ = $0.open.remove(id) }
            }
        }
    }

    /// Whether a containment is in line.
    func holds(_ id: RecordID) -> Bool { state.withLock { $0.open.contains(id) } }

    /// Waits until all that is in line by now is done.
    func settled() async { await state.withLock { $0.last }?.value }
}
