import Foundation
import Synchronization

/// Threads of the server's own, as it has where it is the only one on a machine: tests that compute beside it take all the threads that
/// tasks share.
public final class ServerThreads: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isEnded = false
    }

    private let state = Mutex(State())
    private let waiting = DispatchSemaphore(value: 0)
    private static let count = 2

    private init() {
        for _ in 0..<Self.count {
            let thread = Thread { [self] in
                while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    /// Takes a part of a task.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        waiting.signal()
    }

    /// Serves, on threads of its own, until the task is cancelled.
    /// - Parameter body: serves, and says the port once it listens.
    /// - Throws: what `body` threw before it listened.
    public static func serve(
        _ body: @escaping @Sendable (_ whenReady: @escaping @Sendable (Int) -> Void) async throws -> Void
    ) async throws -> (running: Task<Void, any Error>, port: Int) {
        let threads = ServerThreads()
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let running = Task(executorPreference: threads) {
            defer {
                ready.finish()
                threads.end()
            }
            try await body { ready.yield($0) }
        }
        var first = ports.makeAsyncIterator()
        guard let port = await first.next() else {
            try await running.value
            throw EndedBeforeItListened()
        }
        return (running, port)
    }

    /// A server that ended without a word.
    public struct EndedBeforeItListened: Error {}

    /// Ends the threads once nothing waits.
    private func end() {
        state.withLock { $0.isEnded = true }
        for _ in 0..<Self.count { waiting.signal() }
    }

    private func next() -> UnownedJob? {
        while true {
            waiting.wait()
            let (job, isEnded) = state.withLock { state in
                (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isEnded)
            }
            if let job { return job }
            if isEnded { return nil }
        }
    }
}
