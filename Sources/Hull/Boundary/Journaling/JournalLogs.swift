public import Journal
public import Storage
internal import Synchronization

/// The journal as the boundary's sink: each compartment's one writer.
public final class JournalLogs: EventSink {
    private let writers = Mutex<[CompartmentName: JournalWriter]>([:])
    private let provider: any CryptographyProvider

    /// Drafts of one command; a longer list is recorded in several, in its order.
    static let draftsMax = 512

    /// No logs yet.
    /// - Parameter provider: gives the random ids of commands.
    public init(provider: any CryptographyProvider) { self.provider = provider }

    /// Records what concerns a compartment by this writer from now on.
    public func open(_ compartment: CompartmentName, _ writer: JournalWriter) {
        writers.withLock { $0[compartment] = writer }
    }

    /// Records nothing of a compartment any more: whatever needs it recorded is refused.
    public func close(_ compartment: CompartmentName) {
        writers.withLock { $0[compartment] = nil }
    }

    /// Appends to the log of a compartment; an event is written once, and never tried again.
    public func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws -> [EventReceipt] {
        let writer = try writer(compartment)
        var receipts: [EventReceipt] = []
        for start in stride(from: 0, to: drafts.count, by: Self.draftsMax) {
            guard let id = CommandID(provider.randomBytes(16)) else {
                throw BoundaryError(.notJournaled, "the cryptographic module gave no 16 random bytes; replace it")
            }
            let part = Array(drafts[start..<min(start + Self.draftsMax, drafts.count)])
            let receipt = try await writer.perform(JournalCommand(id: id, drafts: part))
            receipts += receipt.sequences.map { EventReceipt(compartment: compartment, sequence: $0) }
        }
        return receipts
    }

    /// The holds that the journal has in force; one on a retention class or a period covers all of its program here.
    public func holds(onProgramsOf programs: Set<String>, in compartment: CompartmentName) async throws -> [AggregateID]
    {
        let register = try await writer(compartment).retentionRegister()
        return register.holds.filter { _, known in
            programs.isEmpty || known.hold.program.map(programs.contains) ?? true
        }.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    private func writer(_ compartment: CompartmentName) throws -> JournalWriter {
        guard let writer = writers.withLock({ $0[compartment] }) else { throw BoundaryError.unknown(compartment) }
        return writer
    }
}
