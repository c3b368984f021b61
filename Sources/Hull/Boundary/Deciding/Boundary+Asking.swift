internal import Cedar
internal import CedarSQL
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary.State {
    /// Whether a table is of this world and rests on the subject's facts as they are: of any other nothing is remembered, for it is over.
    func isInForce(_ table: DecisionTable) -> Bool {
        guard world === table.world else { return false }
        return switch table.key.subject {
        case .system: true
        case .person: people[table.key.subject]?.version == table.key.version
        }
    }
}

/// What is asked for a subject by a channel, bound to the world of the day: the tables that its answers stand in.
struct Session: Sendable {
    /// What it is for, as it was asked. Whether it still holds is told by its world and the version of the subject's facts.
    struct Key: Hashable, Sendable {
        let subject: Subject
        let action: RecordAction?
        let channel: ChannelKind
        let attributes: Record
        let whereabouts: Whereabouts
    }

    let world: DecisionWorld
    let table: DecisionTable
    /// What the subject may know of.
    let known: DecisionTable
}

extension Boundary {
    /// The tables of a subject, an action and a channel; nil for a subject that is not known.
    func session<Way: Channel>(
        _ subject: Subject,
        _ action: RecordAction?,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> Session? {
        let world = try world()
        let key = Session.Key(
            subject: subject,
            action: action,
            channel: Way.kind,
            attributes: channel.attributes,
            whereabouts: whereabouts
        )
        // Sessions of other worlds and other facts are taken away when these change.
        if let known = state.withLock({ $0.sessions[key] }), known.world === world { return known }
        let asked: RecordAction =
            switch subject {
            case .system: action ?? .receive
            case .person: action ?? Way.kind.personAction
            }
        let context = Self.context(of: channel, for: subject, whereabouts, in: world)
        guard let table = table(world, subject, asked, context), let known = self.table(world, subject, .know, context)
        else { return nil }
        let session = Session(world: world, table: table, known: known)
        state.withLock { state in
            if state.sessions.count >= Self.tablesMax { state.sessions = [:] }
            if state.isInForce(table) { state.sessions[key] = session }
        }
        return session
    }

    /// The context of what is asked by a channel, from a place, on the day of a world.
    static func context(
        of channel: some Channel,
        for subject: Subject,
        _ whereabouts: Whereabouts,
        in world: DecisionWorld
    ) -> Record {
        let kind = type(of: channel).kind
        var context: Record = ["channel": .string(kind.rawValue), "date": world.facts.date]
        context[CedarString(kind.rawValue)] = .record(channel.attributes)
        if let site = whereabouts.site { context["site"] = .entity(EntityUID(type: "Site", id: site)) }
        if let zone = whereabouts.zone { context["zone"] = .entity(EntityUID(type: "Zone", id: zone)) }
        if let country = whereabouts.country { context["country"] = .string(country) }
        // A system's way in is its key; where it is, and how sure it is of who uses it, is said by its facts.
        if case .person = subject {
            context["factors"] = .long(Int64(whereabouts.factors))
            if whereabouts.isUnplaced { context["unplaced"] = .bool(true) }
        }
        return context
    }

    private func table(_ world: DecisionWorld, _ subject: Subject, _ action: RecordAction, _ context: Record)
        -> DecisionTable?
    {
        let (facts, version) = state.withLock { state in
            switch subject {
            case .person: (state.people[subject]?.facts, state.people[subject]?.version)
            case .system: (nil, 0)
            }
        }
        guard let version else { return nil }
        let key = DecisionTable.Key(
            world: world.number,
            subject: subject,
            version: version,
            action: action,
            context: context
        )
        if let known = state.withLock({ $0.tables[key] }) { return known }
        guard let asker = Self.asker(subject, facts, version, world) else { return nil }
        let table = DecisionTable(key, world: world, asker: asker)
        state.withLock { state in
            if state.tables.count >= Self.tablesMax { state.tables = [:] }
            if state.isInForce(table) { state.tables[key] = table }
        }
        return table
    }

    static func asker(
        _ subject: Subject,
        _ facts: PersonFacts?,
        _ version: UInt64,
        _ world: DecisionWorld
    ) -> Asker? {
        switch subject {
        case .person(let id):
            // Policies name audiences as persons, so nobody passes for one.
            guard let facts, world.facts.index.audiences[id] == nil else { return nil }
            let attributes = facts.attributes(world.facts)
            var scopes: [EntityUID] = []
            if case .set(let members)? = attributes["scopesInForce"] {
                scopes = members.compactMap { if case .entity(let scope) = $0 { scope } else { nil } }.sorted()
            }
            return Asker(subject: subject, version: version, attributes: attributes, scopes: scopes, readers: [])
        case .system(let id):
            guard let entity = world.facts.system(id) else { return nil }
            return Asker(
                subject: subject,
                version: version,
                attributes: entity.attributes,
                scopes: world.facts.scopesInForce.map(\.scope).sorted(),
                readers: world.facts.readers(of: id)
            )
        }
    }

    /// What a subject may see of a kind of record in a compartment: rows by their labels, each group under its own condition.
    /// - Parameters:
    ///   - action: nil for what the channel asks of a person; a system always asks to receive.
    ///   - columns: what the asker searches or sorts by. Rows whose value there is not for the asker are left out, since their place in
    ///     the list, or that they are in it, would tell it.
    /// - Throws: `unknownCompartment`, `unknownKind`, `invalidQuestion` for a column that is no field of the kind or has labels of its
    ///   own, `noPolicies`.
    public func filter<Entry: LabelledRecord, Way: Channel>(
        _ type: Entry.Type,
        in compartment: CompartmentName,
        for subject: Subject,
        to action: RecordAction? = nil,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown,
        using columns: Set<String> = []
    ) throws(BoundaryError) -> Admission {
        guard let session = try session(subject, action, channel, whereabouts) else { return Admission([]) }
        let (kind, open) = try declared(type, in: compartment)
        let classes = try kind.classes(of: columns)
        do {
            return try listed(session.table, kind, compartment, classes, open).admission
        } catch {
            throw BoundaryError(.noPolicies, "the list of \(kind.name) cannot be asked: \(error)")
        }
    }

    /// What a table admits of a compartment, as it was decided before where that was.
    func listed(
        _ table: DecisionTable,
        _ kind: DeclaredKind,
        _ compartment: CompartmentName,
        _ classes: [DataClass],
        _ open: OpenCompartment
    ) throws -> RowFilter.Decided {
        let question = RowFilter.Question(
            table: table.key,
            shape: kind.listShape,
            compartment: compartment,
            classes: classes
        )
        if let known = state.withLock({ $0.admissions[question] }) { return known }
        let (admitted, filter) = try admitted(table, kind, classes, open)
        let decided = RowFilter.Decided(
            admitted: admitted,
            filter: filter,
            admission: try filter.map { try Admission(admitted, $0) } ?? Admission([])
        )
        state.withLock { state in
            let isNow =
                state.world?.number == table.world.number
                && state.compartments[compartment]?.labels.count == open.labels.count
            if state.admissions.count >= Self.tablesMax { state.admissions = [:] }
            if isNow { state.admissions[question] = decided }
        }
        return decided
    }

    /// The labels of a compartment whose rows a table admits, with what makes conditions of them.
    private func admitted(_ table: DecisionTable, _ kind: DeclaredKind, _ classes: [DataClass], _ open: OpenCompartment)
        throws
        -> (RowFilter.Admitted, ListFilter?)
    {
        let world = table.world
        let decision = try ListDecision(world, kind, table.asker, table.key.context, open.labels)
        var last: ListFilter?
        let admitted = try decision.admitted(table.key.action, classes: classes) { asker, action in
            let key = RowFilter.Key(shape: kind.listShape, asker: asker, action: action, language: open.language)
            let filter = try rowFilter(kind, key, world)
            last = filter
            return filter
        }
        return (admitted, last)
    }

    private func rowFilter(_ kind: DeclaredKind, _ key: RowFilter.Key, _ world: DecisionWorld) throws(BaselineProblems)
        -> ListFilter
    {
        if let known = state.withLock({ $0.world?.number == world.number ? $0.lists[key] : nil }) {
            return known.filter
        }
        let made = try RowFilter(kind, key, world)
        state.withLock { if $0.world?.number == world.number { $0.lists[key] = made } }
        return made.filter
    }
}

extension DeclaredKind {
    /// The classes of columns that are searched or sorted by. The id is random and says nothing.
    func classes(of columns: Set<String>) throws(BoundaryError) -> [DataClass] {
        var classes: Set<DataClass> = []
        for column in columns.sorted() where column != idColumn {
            guard let field = fields.first(where: { $0.column == column }) else {
                throw BoundaryError(.invalidQuestion, "\(name) has no field in the column \(column.debugDescription)")
            }
            guard field.labelColumn == nil else {
                throw BoundaryError(
                    .invalidQuestion,
                    "\(name).\(column) has labels of its own, so that no list can be searched or sorted by it"
                )
            }
            classes.insert(field.fieldClass)
        }
        return DataClass.allCases.filter(classes.contains)
    }
}
