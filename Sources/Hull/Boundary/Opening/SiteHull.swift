internal import Classification
public import Journal
public import Storage
internal import Synchronization

/// One instance of a site, running: its boundary, and for each compartment the log with its one writer and the views that follow it.
///
/// A compartment that cannot be opened stays closed and is named; the others serve. Without the control compartment nothing is opened: no
/// policy could be adopted and no person signed in.
public final class SiteHull: Sendable {
    /// The way by which data leaves.
    public let boundary: Boundary

    struct Open {
        let writer: JournalWriter
        let views: LatestViews
    }

    struct State {
        var open: [CompartmentName: Open] = [:]
        var closed: [CompartmentName: ClosedCompartment] = [:]
        /// Sizes that the witnesses have cosigned, in the order of the opening's witnesses.
        var witnessed: [CompartmentName: [UInt64]] = [:]
    }

    let opening: SiteOpening
    private let logs: JournalLogs
    let state = Mutex(State())

    /// Opens every compartment; one that has no log yet is made.
    /// - Throws: `ClosedCompartment` for the control compartment. Any other that fails is in ``closed``.
    public static func open(_ opening: SiteOpening) async throws(ClosedCompartment) -> SiteHull {
        let hull = SiteHull(opening)
        try await hull.open(opening.control)
        try hull.restore()
        for compartment in opening.compartments where compartment.name != opening.control.name {
            try? await hull.open(compartment)
        }
        return hull
    }

    /// Loads what the control log knows. Policies are then resumed or adopted by whoever opened the site.
    private func restore() throws(ClosedCompartment) {
        do throws(BoundaryError) {
            try boundary.restore(ControlRecord(reading: try known(control).views))
        } catch {
            throw ClosedCompartment(name: control, reason: "\(error)\(error.cause.map { ": \($0)" } ?? "")")
        }
        do throws(BaselineProblems) {
            try boundary.declareTrail()
        } catch {
            throw ClosedCompartment(name: control, reason: error.description)
        }
    }

    private init(_ opening: SiteOpening) {
        self.opening = opening
        logs = JournalLogs(provider: opening.provider)
        boundary = Boundary(
            control: opening.control.name,
            clock: opening.clock,
            sink: logs,
            provider: opening.provider,
            inspector: opening.inspector,
            awaitsRestoring: true
        )
    }

    /// Writers hold the views that they keep, and those what makes their rows, which records by the writers: somebody has to end them.
    deinit { for open in state.withLock({ $0.open }).values { open.writer.retire() } }

    // MARK: What is open

    /// The compartment of sign-in, persons and policies.
    public var control: CompartmentName { opening.control.name }

    /// The compartments that serve, in order.
    public var compartments: [CompartmentName] { state.withLock { $0.open.keys.sorted() } }

    /// The compartments that stay closed, each with the reason.
    public var closed: [ClosedCompartment] {
        state.withLock { $0.closed.values.sorted { $0.name < $1.name } }
    }

    /// The writer of a compartment's log.
    /// - Throws: `BoundaryError.unknownCompartment`.
    public func writer(of compartment: CompartmentName) throws(BoundaryError) -> JournalWriter {
        try known(compartment).writer
    }

    private func known(_ compartment: CompartmentName) throws(BoundaryError) -> Open {
        guard let open = state.withLock({ $0.open[compartment] }) else { throw .unknown(compartment) }
        return open
    }

    // MARK: Commands

    /// Records a command in the log of a compartment.
    /// - Throws: `BoundaryError.unknownCompartment`, `JournalError`, or what the command's decision threw. Nothing is half done.
    public func perform(_ command: JournalCommand, in compartment: CompartmentName) async throws -> Receipt {
        try await known(compartment).writer.perform(command)
    }

    /// Rows of a compartment's views without a decision about whoever asks: for the checks of those who write, never for what is shown.
    /// What is shown comes from ``boundary``.
    /// - Throws: `unknownCompartment`, `storage`.
    public func rows(_ query: ViewQuery, in compartment: CompartmentName) throws(BoundaryError) -> [[ViewValue]] {
        let views = try known(compartment).views
        do throws(StorageError) {
            return try views.writerRows(query)
        } catch {
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
    }

    /// Cites an entry of a compartment's log for the log of another one, under a new salt: the commitment says nothing by itself.
    /// - Throws: `BoundaryError.unknownCompartment`, `JournalError`, what the store throws.
    public func citation(of sequence: UInt64, in compartment: CompartmentName) throws -> Citation {
        let log = try known(compartment).writer.log
        guard let entry = try log.store.entries(sequence..<(sequence + 1)).first?.entry else {
            throw JournalError(.damaged, "\(compartment): the entry \(sequence) that was acknowledged is not there")
        }
        return try Citation(of: entry, at: sequence, in: log.origin, using: opening.provider)
    }

    // MARK: Opening and closing

    /// Opens a compartment that stayed closed, once it was mended. The control log is also asked what became of policies whose adoption it did not
    /// answer.
    /// - Throws: `BoundaryError.unknownCompartment` for one that is not of this instance; `ClosedCompartment`; `notJournaled` where the control log
    ///   opened and does not record.
    public func reopen(_ compartment: CompartmentName) async throws {
        guard let known = ([opening.control] + opening.compartments).first(where: { $0.name == compartment }) else {
            throw BoundaryError.unknown(compartment)
        }
        await close(compartment)
        try await open(known)
        if compartment == control {
            try await boundary.settleAdoptions(ControlRecord(reading: self.known(control).views))
        }
    }

    /// Opens what closed, or stands still, by itself: compartments that could not be opened at the start, and logs that stopped when their store failed. Each is
    /// verified before it is written again; the control log comes first, and records who had it done.
    /// - Returns: those that stay closed, each with the reason; nothing of what they hold is in it.
    public func reopenStopped(by actor: Subject) async -> [ClosedCompartment] {
        var open: [CompartmentName] = []
        for compartment in compartments {
            let writer = state.withLock { $0.open[compartment]?.writer }
            if let writer, await !writer.isStopped() { open.append(compartment) }
        }
        var reopened: [CompartmentName] = []
        for compartment in [opening.control] + opening.compartments where !open.contains(compartment.name) {
            if (try? await reopen(compartment.name)) != nil { reopened.append(compartment.name) }
        }
        for compartment in reopened {
            var payload = PayloadText()
            payload.set("name", compartment.description)
            // Where that fails the control log stands still again, which the next look finds.
            try? await boundary.record("compartment.reopened", by: actor, payload, in: control)
        }
        return closed
    }

    /// Drops the views of a compartment and makes them anew from its log, between its commands.
    /// - Returns: how many events were projected.
    /// - Throws: `BoundaryError.unknownCompartment`, and what the store throws.
    @discardableResult
    public func rebuildViews(of compartment: CompartmentName) async throws -> UInt64 {
        try await known(compartment).writer.dropAndRebuildViews()
    }

    /// Finishes what waits and closes every compartment. Nothing is accepted after.
    public func close() async {
        for compartment in compartments where compartment != control { await close(compartment) }
        await close(control)
    }

    func close(_ compartment: CompartmentName) async {
        boundary.closeAttachments(of: compartment)
        boundary.close(compartment)
        logs.close(compartment)
        let open = state.withLock { $0.open.removeValue(forKey: compartment) }
        // A log that stands still after a failure says so again; there is nothing left to finish.
        try? await open?.writer.close()
    }

    private func open(_ compartment: SiteCompartment) async throws(ClosedCompartment) {
        do {
            let opened = try await opened(compartment)
            state.withLock { state in
                state.open[compartment.name] = opened
                state.closed[compartment.name] = nil
            }
        } catch {
            boundary.closeAttachments(of: compartment.name)
            boundary.close(compartment.name)
            boundary.awaitUses(in: compartment.name)
            let closed = ClosedCompartment(name: compartment.name, error)
            state.withLock { $0.closed[compartment.name] = closed }
            throw closed
        }
    }

    /// Uploads that the last end cut short are discarded, and content that no row names is removed: the rows are up to the log by now.
    private func openAttachments(of name: CompartmentName, in blobs: any BlobStore, _ writer: JournalWriter)
        async throws
    {
        try await boundary.openAttachments(
            of: name,
            in: blobs,
            keys: LogDataKeys(of: writer),
            limits: opening.attachmentLimits
        )
        _ = try boundary.sweepAttachments(of: name, logSize: try writer.log.store.head().size)
    }

    /// Labels come first, so that rows can be made; then the writer, then the rows that a crash kept from the views, then readers' events.
    private func opened(_ compartment: SiteCompartment) async throws -> Open {
        let name = compartment.name
        let known = try state.withLock { $0.open[control] }.map { try KnownCompartments.contain(name, in: $0.views) }
        let projection = try CompartmentProjection(
            compartment,
            more: name == control ? [KnownCompartments(), ControlRecord.Projection()] : [],
            boundary,
            opening.schemes
        )
        let first = try opening.engine.openViews(name, schema: projection.schema)
        let views = LatestViews(first)
        let labels = LabelRegister(rows: try LabelRegister.rows(of: first), schemes: opening.schemes)
        boundary.open(name, labels: labels, views: views, language: opening.engine.language)
        let opening = opening
        // Before anything is written, and before keys are settled: what is behind its witness stays as it was found.
        let trust = try await confirmed(name) {
            try opening.log(name, mayCreate: known != true, views: views, settles: false)
        }
        let writer = try await JournalWriter.open(
            views: CompartmentViews(engine: opening.engine, compartment: name, projection: projection),
            limits: opening.limits,
            admits: opening.hosted.map { HostedAdmission($0, name, opening.schemes) }.map { admission in
                { try admission.check($0) }
            },
            now: { opening.clock.now }
        ) { try opening.log(name, mayCreate: known != true, views: views, trust: trust) }
        views.follow(writer)
        do {
            _ = try await writer.rebuildViews()
            try boundary.countUses(in: name, by: views)
            if known == false {
                var payload = PayloadText()
                payload.set("name", name.description)
                try await boundary.record(KnownCompartments.event, by: .system("bulkhead"), payload, in: control)
            }
            if name != control, let blobs = opening.blobs {
                try await openAttachments(of: name, in: blobs(name), writer)
            }
        } catch {
            try? await writer.close()
            throw error
        }
        logs.open(name, writer)
        return Open(writer: writer, views: views)
    }
}

extension SiteOpening {
    /// The log of a compartment, made where there never was one. What has lost its log, its keys or its newest entries is not begun anew.
    fileprivate func log(
        _ compartment: CompartmentName,
        mayCreate: Bool,
        views: any ViewStore,
        trust: CompartmentLog.Trust = CompartmentLog.Trust(),
        settles: Bool = true
    ) throws -> CompartmentLog {
        let origin = try KeyName.log(of: compartment.description, at: site)
        let hasLog = try engine.compartments().contains(compartment)
        if !hasLog {
            guard mayCreate, try !hasKeys(compartment) else {
                throw JournalError(
                    .damaged,
                    "the log of \(compartment) was taken away; restore it from its newest backup"
                )
            }
        }
        let store = try engine.openLog(compartment, create: !hasLog)
        let size = try store.head().size
        guard try views.cursor() <= size else {
            throw JournalError(
                .damaged,
                "the views of \(compartment) know of more than the \(size) entries of its log, which is an old one; restore the newest backup of the log, or drop the views if there is none"
            )
        }
        if size == 0, try !hasKeys(compartment) {
            let keys = try engine.openKeys(compartment, create: true)
            return try .create(origin: origin, store: store, keys: keys, site: siteKey, using: provider)
        }
        return try CompartmentLog(
            origin: origin,
            store: store,
            keys: try engine.openKeys(compartment, create: false),
            site: siteKey,
            using: provider,
            trust: trust,
            settles: settles
        )
    }

    private func hasKeys(_ compartment: CompartmentName) throws(StorageError) -> Bool {
        let table: any KeyTable
        do throws(StorageError) {
            table = try engine.openKeys(compartment, create: false)
        } catch {
            if error.code == .missing { return false }
            throw error
        }
        return try !table.keys(scope: nil).isEmpty
    }
}
