internal import CZ3
internal import Synchronization

/// Stops queries from another thread. A prover that was given one answers "unknown" from then on.
public final class SolverInterrupt: Sendable {
    private struct State {
        var isStopped = false
        /// The addresses of the contexts at work; numbers because pointers do not cross threads.
        var contexts: Set<UInt> = []
    }

    private let state = Mutex(State())

    /// An interrupt that has not been used.
    public init() {}

    /// Stops the queries that are under way, and every later one. One that begins at this very moment may run to its limits.
    public func stop() {
        state.withLock { state in
            state.isStopped = true
            for address in state.contexts {
                if let context = OpaquePointer(bitPattern: address) { Z3_interrupt(context) }
            }
        }
    }

    /// Whether it was used.
    public var isStopped: Bool { state.withLock { $0.isStopped } }

    func attach(_ context: OpaquePointer) { state.withLock { _ = $0.contexts.insert(UInt(bitPattern: context)) } }

    func detach(_ context: OpaquePointer) { state.withLock { _ = $0.contexts.remove(UInt(bitPattern: context)) } }
}
