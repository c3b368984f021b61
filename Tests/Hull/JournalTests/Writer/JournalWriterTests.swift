import Journal
import Storage
import Synchronization
import Testing

@Suite("The one writer of a log")
struct JournalWriterTests {
    /// A receipt verifies with the log's key alone.
    static func verify(_ receipt: Receipt, _ plant: Plant, entries: [StoredEntry]? = nil) throws {
        let log = try plant.open()
        let stored = try log.store.entries(receipt.sequences)
        #expect(stored.count == receipt.sequences.count)
        for (sequence, entry) in zip(receipt.sequences, stored) {
            let proof = try LogProof(receipt.proof(of: sequence).bytes)
            let key = try #require(log.keyring.verifiers.last)
            _ = try proof.verify(entry: entry.entry, log: key, using: plant.provider)
        }
    }

    @Test("all who wait are answered, each with a receipt that verifies, and the log holds all of it once")
    func concurrent() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for number in 0..<700 {
                group.addTask { try await writer.perform(Plant.command(number)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.map(\.sequences.lowerBound)) == Set(0..<700))
        for receipt in receipts { try Self.verify(receipt, plant) }
        try await writer.close()
        #expect(try plant.open().stored?.head.size == 700)
    }

    @Test("a command sent again gets its first result, in this opening and after the next")
    func repeated() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let drafts = (0..<3).map { Plant.draft($0) }
        var writer = try await plant.writer()
        let first = try await writer.perform(Plant.command(1, drafts: drafts))
        _ = try await writer.perform(Plant.command(2))
        for _ in 0..<2 {
            let again = try await writer.perform(Plant.command(1, drafts: [Plant.draft(99)]))
            #expect(again.isRepeated && !first.isRepeated)
            #expect(again.sequences == 0..<3)
            try Self.verify(again, plant)
            try await writer.close()
            writer = try await plant.writer()
        }
        #expect(try plant.open().stored?.head.size == 4)
    }

    @Test("what does not belong in the log is refused for its own command alone, whoever sends it")
    func admission() async throws {
        struct Foreign: Error {}
        let plant = try Plant()
        defer { plant.remove() }
        let clock = plant.clock
        let writer = try await JournalWriter.open(
            admits: { drafts in
                if drafts.contains(where: { $0.scope.program == "heron" }) { throw Foreign() }
            },
            now: { clock.now },
            log: { try plant.open(store: nil) }
        )
        let mixed = [Plant.draft(1), Plant.draft(2, program: "heron")]
        let decided = JournalCommand(id: Plant.command(3).id) { _ in [Plant.draft(3, program: "heron")] }
        async let own = writer.perform(Plant.command(1))
        await #expect(throws: Foreign.self) { try await writer.perform(Plant.command(2, drafts: mixed)) }
        await #expect(throws: Foreign.self) { try await writer.perform(decided) }
        _ = try await own
        try await writer.close()
        #expect(try plant.open().stored?.head.size == 1)
    }

    @Test("the same command twice in one flush is recorded once")
    func twins() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for _ in 0..<20 { group.addTask { try await writer.perform(Plant.command(1)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.map(\.sequences)) == [0..<1])
        #expect(receipts.count { !$0.isRepeated } == 1)
    }

    @Test("a draft that cannot be written refuses its own command alone")
    func invalidDraft() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        let results = await withTaskGroup(of: JournalError.Code?.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let draft = Plant.draft(number, kind: number % 10 == 0 ? "No Kind" : "unit.started")
                    do {
                        _ = try await writer.perform(Plant.command(number, drafts: [draft]))
                        return nil
                    } catch { return (error as? JournalError)?.code ?? .damaged }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0 == .invalidDraft } == 4)
        #expect(results.count { $0 == nil } == 36)
        #expect(try plant.open().stored?.head.size == 36)
        await #expect(throws: JournalError.self) { try await writer.perform(Plant.command(100, drafts: [])) }
    }

    @Test(
        "after a refusal nothing happened and the writer goes on",
        arguments: [StorageError.Code.busy, .invalidValue]
    )
    func refused(_ code: StorageError.Code) async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let store = HostileLog(try plant.store) { $0.failing = [1: (StorageError(code, "not now"), false)] }
        let writer = try await plant.writer(store: store)
        _ = try await writer.perform(Plant.command(0))
        let error = await #expect(throws: JournalError.self) { try await writer.perform(Plant.command(1)) }
        #expect(error?.code == (code == .busy ? .tryLater : .store))
        let receipt = try await writer.perform(Plant.command(1))
        #expect(receipt.sequences == 1..<2)
        try Self.verify(receipt, plant)
    }

    @Test(
        "after a failed flush the log stands still, and reopening tells what was written",
        arguments: [true, false],
        [StorageError.Code.failed, .full, .damaged, .readOnly]
    )
    func failed(isStored: Bool, code: StorageError.Code) async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let store = HostileLog(try plant.store) {
            $0.failing = [1: (StorageError(code, "the device failed"), isStored)]
        }
        let writer = try await plant.writer(store: store)
        _ = try await writer.perform(Plant.command(0))
        let doubt = await #expect(throws: JournalError.self) { try await writer.perform(Plant.command(1)) }
        #expect(doubt?.code == .inDoubt)
        let stopped = await #expect(throws: JournalError.self) { try await writer.perform(Plant.command(2)) }
        #expect(stopped?.code == .stopped)
        try await writer.reopen()
        let again = try await writer.perform(Plant.command(1))
        #expect(again.sequences == 1..<2)
        #expect(again.isRepeated == isStored)
        try Self.verify(try await writer.perform(Plant.command(2)), plant)
    }

    @Test("a log that lost what was acknowledged is not reopened")
    func acknowledgedLost() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        try await plant.fill(3)
        let old = try plant.store.head()
        let store = HostileLog(try plant.store) { _ in }
        let writer = try await plant.writer(store: store)
        _ = try await writer.perform(Plant.command(7))
        store.change {
            $0.head = { _ in old }
            $0.entry = { $0 < 3 ? $1 : nil }
        }
        let error = await #expect(throws: JournalError.self) { try await writer.reopen() }
        #expect(error?.code == .damaged)
        await #expect(throws: JournalError.self) { try await writer.perform(Plant.command(8)) }
    }

    @Test("a second writer is found out at its first batch, before a fork is signed")
    func secondWriter() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let first = try await plant.writer()
        let second = try await plant.writer()
        _ = try await first.perform(Plant.command(0))
        let error = await #expect(throws: JournalError.self) { try await second.perform(Plant.command(1)) }
        #expect(error?.code == .stopped)
        try await second.reopen()
        #expect(try await second.perform(Plant.command(1)).sequences == 1..<2)
        #expect(try plant.open().stored?.head.size == 2)
    }

    @Test("more than may wait is told to try later, and a closed log says so")
    func backPressure() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        var limits = JournalWriter.Limits()
        limits.waitingMax = 4
        let writer = try await plant.writer(limits: limits)
        let codes = await withTaskGroup(of: JournalError.Code?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        _ = try await writer.perform(Plant.command(number))
                        return nil
                    } catch { return (error as? JournalError)?.code ?? .damaged }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(codes).isSubset(of: [nil, .tryLater]))
        #expect(try plant.open().stored?.head.size == UInt64(codes.count { $0 == nil }))
        try await writer.close()
        let error = await #expect(throws: JournalError.self) { try await writer.perform(Plant.command(300)) }
        #expect(error?.code == .stopped)
    }

    @Test("times may go back, the order does not")
    func clockSetBack() async throws {
        let plant = try Plant()
        defer { plant.remove() }
        let writer = try await plant.writer()
        _ = try await writer.perform(Plant.command(0))
        plant.clock.setBack(days: 400)
        _ = try await writer.perform(Plant.command(1))
        var reader = LogReader(try plant.open())
        let events = try reader.events(0..<2)
        #expect(events.map(\.event.sequence) == [0, 1])
        #expect(events[0].event.time > events[1].event.time)
    }
}
