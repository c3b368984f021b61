internal import Synchronization

/// Containments whose holds are being placed: one after another, beside all else that the instance does. Which there are stands in the common log; this is
/// who works on them.
final class ContainmentLine: Sendable {
    private struct State {
        var open: [RecordID: Int] = [:]
        var last: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Puts a containment in line.
    func add(_ id: RecordID, _ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            state.open[id, default: 0] += 1
            let before = state.last
            state.last = Task.detached { [self] in
                await before?.value
                await work()
                done(id)
            }
        }
    }

    /// Whether a containment is in line.
    func holds(_ id: RecordID) -> Bool { state.withLock { $0.open[id] != nil } }

    /// Waits until all that is in line by now is done.
    func settled() async { await state.withLock { $0.last }?.value }

    private func done(_ id: RecordID) {
        state.withLock { state in
            let left = (state.open[id] ?? 1) - 1
            state.open[id] = left == 0 ? nil : left
        }
    }
}
