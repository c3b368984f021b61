internal import CZ3
internal import Synchronization

/// Stops a query from another thread. A prover that was given one answers "unknown" from then on.
public final class SolverInterrupt: Sendable {
    private struct State {
        var isStopped = false
        /// The address of the context at work, 0 for none; a number because pointers do not cross threads.
        var context: UInt = 0
    }

    private let state = Mutex(State())

    /// An interrupt that has not been used.
    public init() {}

    /// Stops the query that is under way, and every later one.
    public func stop() {
        state.withLock { state in
            state.isStopped = true
            if let context = OpaquePointer(bitPattern: state.context) { Z3_interrupt(context) }
        }
    }

    /// Whether it was used.
    public var isStopped: Bool { state.withLock { $0.isStopped } }

    func attach(_ context: OpaquePointer) { state.withLock { $0.context = UInt(bitPattern: context) } }

    func detach() { state.withLock { $0.context = 0 } }
}
