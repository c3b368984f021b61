internal import Foundation
public import Storage
internal import Synchronization

/// The one writer of a compartment's log. It drains what waits into one batch and one flush and answers all who wait, each with a receipt that
/// can be shown to be in the signed tree.
///
/// It has a thread of its own: calls to the store block, and they must not hold the threads that tasks share. Without load a command is written
/// at once; under load as many share a flush as came in during the one before, and for a moment it waits for those it has just answered.
///
/// After an error that leaves it open what was written, the log stands still: all who wait are told so, and ``reopen()`` opens and verifies
/// everything anew. A failed flush is never tried again.
public final class JournalWriter: Sendable {
    /// Bounds of the work.
    public struct Limits: Sendable {
        /// Events to a flush.
        public var batchMax = 256
        /// Commands that may wait; more are told to try later.
        public var waitingMax = 4096
        /// Events of one command.
        public var commandEventsMax = 1024
        /// The longest wait for those who were answered last, in microseconds. It is never more than half of what the last flush took,
        /// for that is what a shared flush saves.
        public var patienceMicrosecondsMax = 5000

        /// The defaults.
        public init() {}
    }

    /// Payload bytes after which a batch is flushed, whatever its number of events.
    static let batchBytesMax = 32 << 20

    private struct Published {
        var log: CompartmentLog?
        var views: OpenViews?
    }

    private let queue: WriterQueue
    private let published: Mutex<Published>
    private let ending = Mutex(Ending())

    /// Whether the thread has ended, and who waits for that.
    private struct Ending {
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Opens the log, on the writer's thread, finishes what a crash cut short, and begins to write.
    /// - Parameters:
    ///   - views: the views that follow the log; only this writer changes them.
    ///   - admits: looks at the events of every command before they are recorded, whoever sent it, and throws where they do not belong in this
    ///     log; the command is refused then. It runs on the writer's thread: quick, without waiting.
    ///   - now: milliseconds since 1970 by the plant's clock.
    ///   - log: opens the stores and the log; called again by ``reopen()``.
    /// - Throws: what `log` throws.
    public static func open(
        views: CompartmentViews? = nil,
        limits: Limits = Limits(),
        admits: (@Sendable ([EventDraft]) throws -> Void)? = nil,
        now: @escaping @Sendable () -> UInt64,
        log: @escaping @Sendable () throws -> CompartmentLog
    ) async throws -> JournalWriter {
        let writer = JournalWriter(limits: limits)
        let opening = WriterOpening(log: log, views: views, admits: admits, now: now)
        try await withCheckedThrowingContinuation { opened in
            writer.start(opening, limits: limits, opened: opened)
        }
        return writer
    }

    private init(limits: Limits) {
        queue = WriterQueue(waitingMax: limits.waitingMax)
        published = Mutex(Published())
    }

    deinit { retire() }

    private func start(_ opening: WriterOpening, limits: Limits, opened: CheckedContinuation<Void, any Error>) {
        let queue = queue
        let publish: @Sendable (CompartmentLog, OpenViews?) -> Void = { [weak self] log, views in
            self?.published.withLock { $0 = Published(log: log, views: views) }
        }
        let thread = Thread { [weak self] in
            Self.serve(opening, publish: publish, queue: queue, limits: limits, opened: opened)
            self?.end()
        }
        thread.name = "journal-writer"
        thread.start()
    }

    /// All that the thread owns is gone once this returns.
    private static func serve(
        _ opening: WriterOpening,
        publish: @escaping @Sendable (CompartmentLog, OpenViews?) -> Void,
        queue: WriterQueue,
        limits: Limits,
        opened: CheckedContinuation<Void, any Error>
    ) {
        var state: WriterState
        do {
            state = try WriterState(opening, publish: publish)
        } catch {
            queue.close()
            opened.resume(throwing: error)
            return
        }
        opened.resume()
        run(&state, queue: queue, limits: limits)
        state.log.store.endWriting()
    }

    private func end() {
        // Views hold what makes their rows, which may hold this writer: they are let go of here, or nothing of it ever is.
        published.withLock { $0 = Published() }
        let waiting = ending.withLock { ending in
            defer { ending = Ending(isOver: true) }
            return ending.waiting
        }
        for one in waiting { one.resume() }
    }

    private static func run(_ state: inout WriterState, queue: WriterQueue, limits: Limits) {
        var answered = 0
        var patience = 0
        while let items = queue.take(
            max: limits.batchMax,
            expected: answered + queue.count,
            patienceMicroseconds: patience
        ) {
            state.flushed = .zero
            var commands: [WaitingCommand] = []
            for item in items {
                switch item {
                case .command(let waiting): commands.append(waiting)
                case .operation(let operation):
                    state.record(commands, limits: limits)
                    commands = []
                    operation(&state)
                }
            }
            answered = commands.count
            state.record(commands, limits: limits)
            let took = state.flushed.components
            patience = min(
                limits.patienceMicrosecondsMax,
                Int(took.seconds) * 500_000 + Int(took.attoseconds / 2_000_000_000_000)
            )
        }
    }

    /// Records a command.
    /// - Returns: once it is durable, its receipt; for a command that was recorded before, its first result.
    /// - Throws: `JournalError` (see its codes for what has happened), or what the command's decision threw.
    public func perform(_ command: JournalCommand) async throws -> Receipt {
        try await withCheckedThrowingContinuation { answer in
            if let error = queue.push(.command(WaitingCommand(command: command, answer: answer))) {
                answer.resume(throwing: error)
            }
        }
    }

    /// Does something in the writer's order, on its thread.
    func operate<Result: Sendable>(_ body: @escaping @Sendable (inout WriterState) throws -> Result) async throws
        -> Result
    {
        try await withCheckedThrowingContinuation { answer in
            let error = queue.push(
                .operation { state in answer.resume(with: Swift.Result { try body(&state) }) }
            )
            if let error { answer.resume(throwing: error) }
        }
    }

    /// Opens and verifies stores and log anew, after a failure or to take up what was changed beside this process.
    /// - Throws: as opening does, and `JournalError` with code `damaged` if something that was acknowledged is not there. The log then stands still.
    public func reopen() async throws {
        try await operate { state in
            do {
                try state.reopen()
            } catch {
                state.stopped = state.stopped ?? JournalError(.stopped, "the log could not be reopened: \(error)")
                throw error
            }
        }
    }

    /// Lets nothing more in, and does not wait: what waits is finished, and then the thread ends and lets go of log and views.
    public func retire() { queue.close() }

    /// Finishes what waits and ends. Nothing is accepted after. Once this returns the log is free for whoever writes it next, in this process or
    /// another; views, once those who read them let go of them.
    public func close() async throws {
        try await operate { $0.stopped = JournalError(.stopped, "the log was closed; open it again to write") }
        queue.close()
        await withCheckedContinuation { over in
            let isOver = ending.withLock { ending in
                if !ending.isOver { ending.waiting.append(over) }
                return ending.isOver
            }
            if isOver { over.resume() }
        }
    }

    /// The log with its present keys, to read from.
    /// - Throws: `JournalError` with code `stopped` before it was opened and after it was closed.
    public var log: CompartmentLog {
        get throws {
            guard let log = published.withLock({ $0.log }) else { throw JournalError(.stopped, "the log is not open") }
            return log
        }
    }

    /// Whether nothing is recorded any more until the log is opened again: its store failed, or it was closed.
    public func isStopped() async -> Bool { (try? await operate { $0.stopped != nil }) ?? true }

    /// The views that follow the log, as they were last opened; nil without any, and once the log is closed.
    public var views: (any ViewStore)? { published.withLock { $0.views?.store } }
}
