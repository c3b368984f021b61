internal import Cedar
internal import CedarSQL
internal import Classification
public import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

/// What a system searches for beside a decision: who may do something to a record, or which records somebody may do something to.
public struct AccessSearch: Sendable {
    /// What is asked about beside what is sought.
    public enum Sought: Sendable {
        /// Persons of the register, or systems of the plant, that may do it to this record.
        case subjects(areSystems: Bool, of: AggregateID)
        /// Records that this one may do it to.
        case records(for: Subject)
    }

    /// What is sought.
    public let sought: Sought
    /// What for.
    public let action: RecordAction
    /// By how many factors the person signed in, as the system says of its own session.
    public let factors: Int
    /// The last result that the asker has; nil at the beginning.
    public let last: String?
    /// How many results at most.
    public let limit: Int

    /// A search.
    public init(_ sought: Sought, _ action: RecordAction, factors: Int = 1, after last: String?, limit: Int) {
        self.sought = sought
        self.action = action
        self.factors = factors
        self.last = last
        self.limit = limit
    }
}

extension Boundary {
    /// Results of one page of a search.
    public static let soughtMax = 200

    /// Finds for a system who may do something to a record, or which records: by id, in the order of bytes. A system learns of no record that it may not know
    /// of, and of persons where it may know of records of the class `training` that are of no program, as the register's are; what is hidden leaves no gap
    /// and no trace in what is told. What is told is recorded before it is given.
    /// - Parameters:
    ///   - search: nil for one that names nothing that could be; it finds nothing.
    ///   - place: where the screens and printers stand that are asked about.
    /// - Throws: `failed`: `invalidQuestion` for more than ``soughtMax`` results at once, with one more to tell whether there are others.
    /// - Complexity: of persons with the size of the register from the last result on; of records as a list of each kind in each compartment.
    public func seek(
        _ search: AccessSearch?,
        from place: Whereabouts,
        for system: Subject,
        through channel: API
    ) async throws(AccessRefusal) -> ReleasedAnswers<String> {
        do throws(BoundaryError) {
            guard let search, let asker = try session(system, nil, channel, .unknown) else {
                return try await nothing(for: system)
            }
            guard (0...(Self.soughtMax + 1)).contains(search.limit) else {
                throw BoundaryError(.invalidQuestion, "ask for at most \(Self.soughtMax) results at once")
            }
            switch search.sought {
            case .subjects(let areSystems, let record):
                return try await subjects(search, areSystems, record, place, system, asker)
            case .records(let subject): return try await records(search, subject, place, system, asker)
            }
        } catch {
            throw .failed(error)
        }
    }

    // MARK: Subjects

    private func subjects(
        _ search: AccessSearch,
        _ areSystems: Bool,
        _ record: AggregateID,
        _ place: Whereabouts,
        _ system: Subject,
        _ asker: Session
    ) async throws(BoundaryError) -> ReleasedAnswers<String> {
        guard let (kind, origin) = try origin(of: record) else { return try await nothing(for: system) }
        let asked = RecordQuestion(
            label: RecordLabel(origin.label, of: kind.dataClass),
            fieldClass: nil,
            facts: kind.facts(origin)
        )
        var payload = payload(search, asker)
        payload.set("record", origin.id.bytes.hexadecimal)
        payload.set("recordKind", kind.name)
        let known = asker.known.verdict(asked)
        guard known.isAllowed else {
            payload.set("policies", known.policies)
            let event = try draft("access.denied", by: system, payload, label: origin.label)
            _ = try await append([event], in: origin.compartment)
            return ReleasedAnswers(for: system, [])
        }
        var found: [String] = []
        for subject in candidates(areSystems, after: search.last, asker) {
            guard found.count < search.limit else { break }
            let question = AccessEvaluation(subject, search.action, record, factors: search.factors)
            if try verdict(question, place, asked).isAllowed { found.append(subject.id) }
        }
        payload.set("outcome", found.isEmpty ? "refused" : "permitted")
        payload.set("subjects", found)
        payload.set("policies", [String]())
        payload.set("records", [origin.id.bytes.hexadecimal])
        let event = try draft(AccessEvent.evaluatedKind, by: system, payload, label: origin.label)
        _ = try await append([event], in: origin.compartment)
        return ReleasedAnswers(for: system, found)
    }

    /// Those that the asker may be told of, in the order of the bytes of their ids.
    private func candidates(_ areSystems: Bool, after last: String?, _ asker: Session) -> [Subject] {
        let ids: [String]
        if areSystems {
            ids = asker.world.facts.plant.systems.map(\.id)
        } else {
            let register = RecordQuestion(
                label: RecordLabel(SharedLabel(.unrestricted), of: .training),
                fieldClass: nil,
                facts: Record()
            )
            guard asker.known.verdict(register).isAllowed else { return [] }
            ids = state.withLock { $0.people.compactMap { $1.facts == nil ? nil : $0.id } }
        }
        return ids.filter { id in last.map { $0.utf8.lexicographicallyPrecedes(id.utf8) } ?? true }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { areSystems ? .system($0) : .person($0) }
    }

    // MARK: Records

    private struct FoundRecord {
        let id: [UInt8]
        let compartment: CompartmentName
        let label: SharedLabel
    }

    private func records(
        _ search: AccessSearch,
        _ subject: Subject,
        _ place: Whereabouts,
        _ system: Subject,
        _ asker: Session
    ) async throws(BoundaryError) -> ReleasedAnswers<String> {
        let last = search.last.flatMap { AggregateID(hexadecimal: $0) }
        guard search.last == nil || last != nil,
            let session = try session(of: subject, search.action, place.by(factors: search.factors))
        else { return try await nothing(for: system) }
        let (kinds, names) = state.withLock { state in
            (state.kinds.values.sorted { $0.name < $1.name }, state.compartments.keys.sorted())
        }
        var found: [FoundRecord] = []
        for name in names {
            guard let open = state.withLock({ $0.open(name, in: asker.world) }) else { continue }
            for kind in kinds where kind.table.key == [kind.idColumn] {
                found += try records(of: kind, after: last, search.limit, (session.table, asker.known), name, open)
            }
        }
        found.sort { $0.id.lexicographicallyPrecedes($1.id) }
        let told = found.prefix(search.limit)
        guard !told.isEmpty else { return try await nothing(for: system) }
        for (name, here) in Dictionary(grouping: told, by: \.compartment).sorted(by: { $0.key < $1.key }) {
            var drafts: [EventDraft] = []
            for (label, records) in Dictionary(grouping: here, by: \.label.text).sorted(by: { $0.key < $1.key }) {
                var payload = payload(search, asker)
                payload.set("subject", subject.description)
                payload.set("outcome", "permitted")
                payload.set("policies", [String]())
                payload.set("records", records.map(\.id.hexadecimal))
                guard let first = records.first, first.label.text == label else { continue }
                drafts.append(try draft(AccessEvent.evaluatedKind, by: system, payload, label: first.label))
            }
            _ = try await append(drafts, in: name)
        }
        return ReleasedAnswers(for: system, told.map(\.id.hexadecimal))
    }

    /// Records of a kind that both tables admit, by id.
    private func records(
        of kind: DeclaredKind,
        after last: AggregateID?,
        _ limit: Int,
        _ tables: (DecisionTable, DecisionTable),
        _ name: CompartmentName,
        _ open: OpenCompartment
    ) throws(BoundaryError) -> [FoundRecord] {
        let rows: [[ViewValue]]
        do {
            // Most kinds have no table in most compartments, and are asked about no further.
            let any = ViewQuery(kind.table.name, columns: [kind.idColumn], limit: 1)
            guard limit > 0, try !open.views.writerRows(any).isEmpty else { return [] }
            let known = try listed(tables.1, kind, name, [], open)
            guard !known.admitted.isEmpty else { return [] }
            let asked = try listed(tables.0, kind, name, [], open)
            guard let filter = asked.filter else { return [] }
            let admission = try Admission(ListDecision.all([asked.admitted, known.admitted]), filter)
            guard !admission.groups.isEmpty else { return [] }
            let query = ViewQuery(
                kind.table.name,
                columns: [kind.idColumn, kind.labelColumn],
                after: last.map { [.bytes($0.bytes)] },
                limit: limit
            )
            rows = try open.views.select(query, admitting: admission)
        } catch let error as StorageError {
            // The compartment has no records of this kind.
            if error.code == .invalidName { return [] }
            throw BoundaryError(.storage, "\(name): \(error)")
        } catch {
            throw BoundaryError(.noPolicies, "the list of \(kind.name) cannot be asked: \(error)")
        }
        return rows.compactMap { row in
            guard case .bytes(let id)? = row.first, case .integer(let number)? = row.last,
                let label = open.labels[number]?.label
            else { return nil }
            return FoundRecord(id: id, compartment: name, label: label)
        }
    }

    // MARK: Recording

    /// Nothing was found of what the asker may know of; also that is in the control log.
    private func nothing(for system: Subject) async throws(BoundaryError) -> ReleasedAnswers<String> {
        var payload = PayloadText()
        payload.set("channel", ChannelKind.api.rawValue)
        payload.set("kind", "access-search")
        _ = try await append([try draft("record.not-found", by: system, payload, label: nil)], in: control)
        return ReleasedAnswers(for: system, [])
    }

    private func payload(_ search: AccessSearch, _ asker: Session) -> PayloadText {
        var payload = PayloadText()
        payload.set("channel", ChannelKind.api.rawValue)
        payload.set("kind", "access-search")
        payload.set("action", search.action.rawValue)
        payload.set("factors", UInt64(search.factors))
        payload.set("epoch", asker.world.epoch.description)
        return payload
    }
}
