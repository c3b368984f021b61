internal import Cedar
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Releases records to a subject by a channel: field by field, as far as policies permit, and recorded before it is returned.
    ///
    /// A field that may not be seen shows that it is withheld where policies permit to `know` of it, and is not there elsewhere; so does a
    /// record as a whole. Each compartment that something came from, or was refused from, records the release and each refused record,
    /// and learns nothing of the others.
    /// - Throws: `AccessRefusal.failed`. Nothing leaves then.
    public func release<Entry: LabelledRecord, Way: Channel>(
        _ records: [Entry],
        to subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        do throws(BoundaryError) {
            let answer = try await untilAdmitted { () async throws(BoundaryError) in
                let session = try self.session(subject, nil, channel, whereabouts)
                let clearance = session.map { self.clearance($0, Way.kind) }
                let (clearings, released) = try clear(records, session, clearance)
                return (released: released, receipts: try await record(clearings), clearance: clearance)
            }
            // Also a release of nothing is for this recipient, so that nothing and what is hidden are alike.
            return Release(records: answer.released, receipts: answer.receipts, clearance: answer.clearance)
        } catch {
            throw .failed(error)
        }
    }

    /// Releases records of several kinds as one: what a page shows together is decided, recorded and handed out together.
    /// - Throws: `AccessRefusal.failed`. Nothing leaves then.
    public func releaseTogether<each Entry: LabelledRecord, Way: Channel>(
        _ records: repeat [each Entry],
        to subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var attempts = 1
        while true {
            do throws(BoundaryError) {
                let session = try self.session(subject, nil, channel, whereabouts)
                let clearance = session.map { self.clearance($0, Way.kind) }
                var clearings: [Clearing] = []
                var released: [ReleasedRecord] = []
                for group in repeat each records {
                    let (more, cleared) = try clear(group, session, clearance)
                    clearings += more
                    released += cleared
                }
                let receipts = try await record(clearings)
                return Release(records: released, receipts: receipts, clearance: clearance)
            } catch {
                // As `untilAdmitted`, which cannot take lists of several kinds.
                guard error.code == .usedUp, attempts < Self.askingMax else { throw .failed(error) }
                attempts += 1
            }
        }
    }

    /// Finds a record by its id and releases it.
    ///
    /// What is not there and what the subject may not know of look alike: the same refusal, after one event has been recorded.
    /// - Throws: `notFound`; `denied` where the subject may know of it; `failed`.
    public func find<Entry: LabelledRecord, Way: Channel>(
        _ type: Entry.Type,
        _ id: AggregateID,
        in compartment: CompartmentName,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        typealias Found = (released: ReleasedRecord, clearings: [Clearing], receipts: [EventReceipt], session: Session)
        let outcome: Found?
        do throws(BoundaryError) {
            outcome = try await untilAdmitted { () async throws(BoundaryError) -> Found? in
                let session = try self.session(subject, nil, channel, whereabouts)
                let record: Entry? = try read(type, id, in: compartment)
                let clearance = session.map { self.clearance($0, Way.kind) }
                let (clearings, released) = try clear(record.map { [$0] } ?? [], session, clearance)
                if let session, let record = released.first {
                    return (record, clearings, try await self.record(clearings), session)
                }
                try await recordUnseen(clearings.first, type.kind.name, subject, in: compartment)
                return nil
            }
        } catch {
            throw .failed(error)
        }
        guard let outcome, let clearing = outcome.clearings.first?.clearing else { throw .notFound }
        if !outcome.released.isWithheld {
            return Release(records: [outcome.released], receipts: outcome.receipts, clearance: clearing.clearance)
        }
        guard let denial = denial(of: clearing, to: subject, outcome.session) else { throw .notFound }
        throw .denied(denial)
    }

    /// Why the first record of a clearing was refused.
    /// - Parameter isAnswer: it was made to be looked at, and is nowhere.
    func denial(of clearing: RecordClearing, to subject: Subject, _ session: Session, isAnswer: Bool = false)
        -> Denial?
    {
        guard let (origin, ruling) = clearing.denied.first, let verdict = clearing.rulings[ruling].verdicts.first
        else { return nil }
        return Denial(
            verdict,
            subject: subject,
            action: session.table.key.action,
            world: session.world,
            record: isAnswer ? nil : origin.id
        )
    }

    /// The records of a kind that a subject may see, as the compartment's views have them: still restricted, to be released.
    /// - Parameters:
    ///   - matches: what is searched for, by columns of fields; `order` and `after` likewise. The key is always the last order.
    /// - Throws: `failed`, also for columns that are no fields of the kind.
    /// - Complexity: as `ViewStore.select`. Blocks while the store reads.
    public func records<Entry: LabelledRecord, Way: Channel>(
        _ type: Entry.Type,
        in compartment: CompartmentName,
        matching matches: [ViewQuery.Match] = [],
        order: [ViewQuery.Order] = [],
        after: [ViewValue]? = nil,
        limit: Int,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) throws(AccessRefusal) -> [Entry] {
        do throws(BoundaryError) {
            let admission = try filter(
                type,
                in: compartment,
                for: subject,
                through: channel,
                from: whereabouts,
                using: Set(matches.map(\.column) + order.map(\.column))
            )
            let reading = try reading(type, in: compartment)
            let query = ViewQuery(
                reading.kind.table.name,
                columns: reading.columns,
                matches: matches,
                order: order,
                after: after,
                limit: limit
            )
            return try reading.select(query, admitting: admission).map { row throws(BoundaryError) in
                try reading.record(row)
            }
        } catch {
            throw .failed(error)
        }
    }

    /// A record by its id, whoever may see it; nil if there is none.
    func read<Entry: LabelledRecord>(
        _ type: Entry.Type,
        _ id: AggregateID,
        in compartment: CompartmentName
    ) throws(BoundaryError) -> Entry? {
        let reading = try reading(type, in: compartment)
        let query = ViewQuery(
            reading.kind.table.name,
            columns: reading.columns,
            matches: [ViewQuery.Match(reading.kind.idColumn, .equal, [.bytes(id.bytes)])],
            limit: 1
        )
        let rows: [[ViewValue]]
        do throws(StorageError) {
            rows = try reading.open.views.writerRows(query)
        } catch {
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
        return try rows.first.map { row throws(BoundaryError) in try reading.record(row) }
    }

    func reading<Entry: LabelledRecord>(_ type: Entry.Type, in compartment: CompartmentName)
        throws(BoundaryError) -> RowReading<Entry>
    {
        let (kind, open) = try declared(type, in: compartment)
        return RowReading(compartment: compartment, kind: kind, open: open)
    }

    /// A kind of record that was declared, and a compartment that is open, with its labels as the plan has them today.
    func declared<Entry: LabelledRecord>(_ type: Entry.Type, in compartment: CompartmentName)
        throws(BoundaryError) -> (DeclaredKind, OpenCompartment)
    {
        let kind = try declared(type, beforeItIs: "read")
        let world = try? world()
        guard let open = state.withLock({ $0.open(compartment, in: world) }) else { throw .unknown(compartment) }
        return (kind, open)
    }

    /// A kind of record that was declared. Kinds are only ever added.
    func declared<Entry: LabelledRecord>(_ type: Entry.Type, beforeItIs use: String) throws(BoundaryError)
        -> DeclaredKind
    {
        guard let kind = state.withLock({ $0.kinds[type.kind.name] }) else {
            throw BoundaryError(
                .unknownKind,
                "the kind \(type.kind.name) was not declared; declare it before it is \(use)"
            )
        }
        return kind
    }

    // MARK: Clearing and recording

    /// What was cleared of one compartment.
    struct Clearing {
        let compartment: CompartmentName
        var clearing: RecordClearing
    }

    func clearance(_ session: Session, _ channel: ChannelKind) -> Clearance {
        let now = clock.now
        let day: UInt64 = 86_400_000
        return Clearance(
            recipient: session.table.key.subject,
            channel: channel,
            epoch: session.world.epoch,
            version: session.table.key.version,
            // Facts count by the day, so nothing outlives it.
            expires: min(now + Self.releaseSecondsMax * 1_000, (now / day + 1) * day)
        )
    }

    func clear<Entry: LabelledRecord>(
        _ records: [Entry],
        _ session: Session?,
        _ clearance: Clearance?
    ) throws(BoundaryError) -> ([Clearing], [ReleasedRecord]) {
        guard let session, !records.isEmpty else { return ([], []) }
        let kind = try declared(Entry.self, beforeItIs: "read")
        for record in records { try session.world.checkLabels(of: record, kind) }
        return clear(records, kind, Entry.kind.fields, Entry.kind.names, session, clearance)
    }

    func clear<Entry: OriginatedRecord>(
        _ records: [Entry],
        _ kind: DeclaredKind,
        _ fields: [RecordField<Entry>],
        _ names: [String],
        _ session: Session,
        _ clearance: Clearance?
    ) -> ([Clearing], [ReleasedRecord]) {
        guard let clearance else { return ([], []) }
        var clearings: [Clearing] = []
        var released: [ReleasedRecord] = []
        released.reserveCapacity(records.count)
        for record in records {
            let compartment = record.origin.compartment
            let index: Int
            if let known = clearings.firstIndex(where: { $0.compartment == compartment }) {
                index = known
            } else {
                index = clearings.count
                clearings.append(
                    Clearing(
                        compartment: compartment,
                        clearing: RecordClearing(session, kind, clearance) {
                            Self.labels(of: records, fields, kind.dataClass)
                        }
                    )
                )
            }
            if let record = clearings[index].clearing.clear(record, fields, names) { released.append(record) }
        }
        return (clearings, released)
    }

    /// All labels of records: where one was never met before, they are made into records of the store together.
    private static func labels<Entry: OriginatedRecord>(
        of records: [Entry],
        _ fields: [RecordField<Entry>],
        _ dataClass: DataClass
    ) -> Set<RecordLabel> {
        var labels: Set<RecordLabel> = []
        var last: SharedLabel?
        for record in records {
            labels.insert(RecordLabel(record.origin.label, of: dataClass))
            for field in fields {
                let label = field.read(record).sharedLabel
                if label !== last { labels.insert(RecordLabel(label, of: dataClass)) }
                last = label
            }
        }
        return labels
    }

    /// - Returns: the receipts of what was released. Those of refusals would tell the recipient that there is something, and where.
    func record(_ clearings: [Clearing]) async throws(BoundaryError) -> [EventReceipt] {
        var receipts: [EventReceipt] = []
        let uses = try use(clearings.filter { !$0.clearing.released.isEmpty })
        var waiting = clearings[...]
        while let compartment = waiting.first?.compartment {
            // What comes from one compartment shares a flush.
            var all: [EventDraft] = []
            var places: [Int] = []
            for clearing in waiting where clearing.compartment == compartment {
                if !clearing.clearing.released.isEmpty { places.append(all.count) }
                all += try drafts(clearing.clearing)
            }
            all += uses[compartment] ?? []
            let recorded = try await append(all, in: compartment)
            receipts += places.map { recorded[$0] }
            waiting = waiting.filter { $0.compartment != compartment }[...]
        }
        return receipts
    }

    /// Takes what the clearings use of authorizations with a limit; each compartment records its own.
    private func use(_ released: [Clearing]) throws(BoundaryError) -> [CompartmentName: [EventDraft]] {
        guard let first = released.first?.clearing, state.withLock({ $0.uses.hasLimits }) else { return [:] }
        let needs = released.map {
            AuthorizationUses.Need(authorizations: Set($0.clearing.authorities), compartment: $0.compartment)
        }
        let taken = try use(
            needs,
            for: first.session.table.key.action,
            by: first.clearance.recipient,
            released.map(\.clearing.label)
        )
        return Dictionary(zip(released.map(\.compartment), taken), uniquingKeysWith: { $0 + $1 })
    }

    private func drafts(_ clearing: RecordClearing) throws(BoundaryError) -> [EventDraft] {
        let subject = clearing.clearance.recipient
        var drafts: [EventDraft] = []
        if !clearing.released.isEmpty {
            drafts.append(try draft("release", by: subject, clearing.payload(), label: clearing.label))
        }
        for (origin, index) in clearing.denied {
            let ruling = clearing.rulings[index]
            var payload = PayloadText()
            payload.set("record", origin.id.bytes.hexadecimal)
            payload.set("kind", clearing.kind.name)
            payload.set("channel", clearing.clearance.channel.rawValue)
            payload.set("action", clearing.session.table.key.action.rawValue)
            payload.set("circumstances", clearing.session.table.circumstances)
            payload.set("epoch", clearing.clearance.epoch.description)
            payload.set("outcome", ruling.outcome.rawValue)
            payload.set("policies", ruling.verdicts.first?.policies ?? [])
            payload.set("errors", ruling.verdicts.flatMap(\.errors))
            drafts.append(try draft("release.denied", by: subject, payload, label: origin.label))
        }
        return drafts
    }

    /// Records that a subject looked for what is not there, or may not be known of: the one in the control log, which tells of no
    /// compartment, the other in the compartment. So each takes one event. Where that log fails, the other one takes it: with either of them
    /// the answer is the same, and only with neither is there none.
    func recordUnseen(
        _ hidden: Clearing?,
        _ kind: String,
        _ subject: Subject,
        in compartment: CompartmentName
    ) async throws(BoundaryError) {
        var payload = PayloadText()
        payload.set("kind", kind)
        let absence = [try draft("record.not-found", by: subject, payload, label: nil)]
        guard let hidden else {
            do throws(BoundaryError) {
                _ = try await append(absence, in: control)
            } catch {
                guard (try? await append(absence, in: compartment)) != nil else { throw error }
            }
            return
        }
        let refusals = try drafts(hidden.clearing)
        if (try? await append(refusals, in: compartment)) == nil { _ = try await append(absence, in: control) }
    }
}
