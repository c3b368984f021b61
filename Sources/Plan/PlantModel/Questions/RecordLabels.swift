public import Cedar
public import Classification

/// What restricts the records of each program and data class on the plant's day, and which authorizations in force cover them.
///
/// A running plant labels its records by this, so that they carry what the planner reckoned with.
public struct RecordLabels: Sendable {
    private let recordFacts: RecordFacts
    private let schemes: Schemes
    private let attributes: [String: Record]

    /// Prepares the labels of a plant's records.
    public init(_ facts: PlantFacts, obligations: PlantObligations, schemes: Schemes) {
        let programFacts = ProgramFacts(
            plant: facts.plant,
            index: facts.index,
            obligations: obligations,
            scopes: facts.scopes
        )
        recordFacts = RecordFacts(programFacts: programFacts)
        self.schemes = schemes
        attributes = facts.index.programs.mapValues { programFacts.attributes(of: $0) }
    }

    /// The label of a program's records of one data class: all that the plant says restricts them, with their program and its customer
    /// as the owner. A program that the plant does not have, or a restriction that no scheme knows, is sealed.
    public func label(of dataClass: DataClass, program: String) -> Label {
        guard let known = recordFacts.programFacts.index.programs[program], let entity = record(of: dataClass, program)
        else { return .sealed }
        let label = RecordFacts.label(of: entity.attributes, schemes: schemes)
        do throws(ClassificationError) {
            return label.join(
                try schemes.label([Restriction("program", program), Restriction("owner", known.customer)])
            )
        } catch {
            return .sealed
        }
    }

    /// The scopes in force that cover a program's records of a data class, ordered by uid. One that names parts covers no whole class.
    public func scopes(covering dataClass: DataClass, program: String) -> [EntityUID] {
        recordFacts.programFacts.scopes.filter { $0.covers(dataClass, of: program) }.map(\.uid).sorted()
    }

    /// The record that the planner asks about; nil for a program that the plant does not have.
    public func record(of dataClass: DataClass, _ program: String) -> Entity? {
        guard let known = recordFacts.programFacts.index.programs[program], let attributes = attributes[program] else {
            return nil
        }
        return recordFacts.record(dataClass, of: known, attributes: attributes)
    }
}

extension Plant {
    /// The same plant as of another day: what has expired by then no longer counts, what begins then does.
    public func on(_ day: Day) -> Plant {
        var plant = self
        plant.asOf = day
        return plant
    }
}

extension PlantFacts {
    /// Who reads what a system holds.
    public struct Reader: Hashable, Sendable {
        /// The id of the audience.
        public let audience: String
        /// How it gets at the data: `system`, `administration` or `support`, as the planner asks.
        public let channel: String
    }

    /// An existing system where it runs today; nil if the plant has none of this id.
    public func system(_ id: String) -> Entity? {
        index.systems[id].map {
            SystemFacts(plant: plant, index: index)
                .entity($0, hosting: $0.hosting, uid: EntityUID(type: "System", id: id))
        }
    }

    /// Everybody who can read a system: its audiences, and those who administer and support the environment that it runs in.
    public func readers(of system: String) -> [Reader] {
        guard let known = index.systems[system] else { return [] }
        var readers = known.audiences.map { Reader(audience: $0.value, channel: "system") }
        if case .environment(let id) = known.hosting, let environment = index.environments[id] {
            readers += environment.administrators.map { Reader(audience: $0.value, channel: "administration") }
            readers += environment.support.map { Reader(audience: $0.value, channel: "support") }
        }
        return readers
    }

    /// The authorizations in force, each with the parties it admits.
    public var scopesInForce: [(scope: EntityUID, parties: Set<String>)] {
        scopes.map { ($0.uid, Set($0.authorization.parties)) }
    }
}
