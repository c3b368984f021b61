public import Cedar
public import Classification

/// What policies say of data that moves: may an audience see it, may a system receive it.
///
/// Records that are equal in all that a policy reads are of one kind, and so are audiences and systems; each pair of kinds is asked once.
public struct FlowFacts: Sendable {
    /// Data of one class of one program.
    public struct Item: Sendable, Hashable {
        /// The program's id.
        public let program: String
        /// The class.
        public let dataClass: DataClass

        /// Names an item.
        public init(program: String, dataClass: DataClass) {
            self.program = program
            self.dataClass = dataClass
        }
    }

    /// What the policies can see of a record, with its label.
    public struct RecordKind: Sendable {
        /// The record that stands for all of the kind.
        public let representative: EntityUID
        /// What restricts it, its program left out.
        public let label: Label
        let scopes: [ScopeFacts]
    }

    private struct Asked: Hashable {
        let action: String
        let principal: String
        let record: Int
        let channel: String
    }

    /// Kinds of records, in the order in which they were met.
    public private(set) var records: [RecordKind] = []
    private let questioner: PolicyQuestioner
    private let schemes: Schemes
    private let recordFacts: RecordFacts
    private let systemFacts: SystemFacts
    private let recordReads: PolicyReads
    private let personReads: PolicyReads
    private let systemReads: PolicyReads
    private let named: Set<EntityUID>
    private var recordKinds: [String: Int] = [:]
    /// The kind of a program's classes that nothing sets apart, by program and the scopes that cover them.
    private var ordinaryKinds: [[String]: Int] = [:]
    private var programAttributes: [String: Record] = [:]
    private var personKinds: [String: String] = [:]
    private var systemKinds: [String: EntityUID] = [:]
    private var added: [Entity] = []
    private var entities: Entities
    private var answers: [Asked: PolicyQuestioner.Answer] = [:]

    /// Prepares the questions.
    public init(plant: Plant, obligations: PlantObligations, schemes: Schemes) throws(CedarErrors) {
        let facts = try PlantFacts(plant: plant, obligations: obligations)
        questioner = PolicyQuestioner(obligations: obligations, facts: facts)
        self.schemes = schemes
        recordFacts = RecordFacts(
            programFacts: ProgramFacts(
                plant: plant,
                index: facts.index,
                obligations: obligations,
                scopes: facts.scopes
            )
        )
        systemFacts = SystemFacts(plant: plant, index: facts.index)
        let view = obligations.asking("view").map(\.policy)
        let receive = obligations.asking("receive").map(\.policy)
        recordReads = PolicyReads(view + receive, of: [.resource])
        personReads = PolicyReads(view, of: [.principal])
        systemReads = PolicyReads(receive, of: [.principal])
        let programs = plant.audiences.compactMap(\.needToKnow).flatMap(\.programs)
        named = recordReads.literals.union(personReads.literals).union(
            (programs + plant.authorizations.flatMap(\.programs)).map(Question.program)
        )
        entities = facts.entities
    }

    /// The plant by id.
    public var index: PlantIndex { questioner.facts.index }

    /// The kind of an item's records.
    public mutating func kind(of item: Item) -> Int? {
        guard let program = index.programs[item.program] else { return nil }
        // Classes without a determination of their own differ in name alone, which seldom any policy reads.
        let isOrdinary =
            !recordReads.reads("kind") && !program.data.contains { $0.dataClass == item.dataClass }
        let covering = recordFacts.programFacts.scopes.filter { $0.covers(item.dataClass, of: item.program) }
        let ordinary = [program.id] + covering.map(\.uid.description)
        if isOrdinary, let known = ordinaryKinds[ordinary] { return known }
        let kind = kind(of: item, program, covering)
        if isOrdinary { ordinaryKinds[ordinary] = kind }
        return kind
    }

    private mutating func kind(of item: Item, _ program: Plant.Program, _ covering: [ScopeFacts]) -> Int {
        let attributes = programAttributes[program.id] ?? recordFacts.programFacts.attributes(of: program)
        programAttributes[program.id] = attributes
        let record = recordFacts.record(item.dataClass, of: program, attributes: attributes)
        // Its own name matters to nobody; its program's does where a need to know or an authorization names it.
        var seen = record.attributes
        seen["program"] = nil
        let above = record.parents.filter { $0.type != "Program" || named.contains($0) }.map(\.description).sorted()
        let text = recordReads.signature(
            of: Entity(uid: EntityUID(type: "Record", id: above.joined(separator: ",")), attributes: seen)
        )
        // The label is told beside the answers, so records of one kind have one label.
        let label = RecordFacts.label(of: record.attributes, schemes: schemes)
        let signature = [above.joined(separator: ","), text, label.description].joined(separator: "‖")
        if let known = recordKinds[signature] { return known }
        recordKinds[signature] = records.count
        added.append(record)
        records.append(
            RecordKind(
                representative: record.uid,
                label: label,
                scopes: covering
            )
        )
        return records.count - 1
    }

    /// A name for what the policies can see of a system at a place. Nil where a policy names the system and the place is not its own: what
    /// holds of it elsewhere cannot be asked then.
    public mutating func kind(of system: Plant.System, at hosting: Plant.System.Hosting) -> String? {
        let entity = systemFacts.entity(system, hosting: hosting, uid: EntityUID(type: "System", id: system.id))
        let signature = systemReads.signature(of: entity, naming: named)
        if systemKinds[signature] == nil {
            // Two places of one system are two entities. No id in a plant file holds a control character.
            let own = hosting == system.hosting
            if !own, signature.contains(entity.uid.description) { return nil }
            let uid = own ? entity.uid : EntityUID(type: "System", id: "\(system.id)\u{1}\(systemKinds.count)")
            systemKinds[signature] = uid
            added.append(Entity(uid: uid, attributes: entity.attributes))
        }
        return signature
    }

    /// May an audience see records of a kind? Every authorization in force that covers them is tried.
    public mutating func view(_ record: Int, by audience: String, channel: String) -> PolicyQuestioner.Answer {
        let person = EntityUID(type: "Person", id: audience)
        let employer = index.audiences[audience]?.employer
        if personKinds[audience] == nil {
            let seen = questioner.facts.entities[person].map { personReads.signature(of: $0, naming: named) }
            personKinds[audience] = (seen ?? audience) + "‖" + (employer ?? "")
        }
        let asked = Asked(
            action: "view",
            principal: personKinds[audience] ?? audience,
            record: record,
            channel: channel
        )
        if let known = answers[asked] { return known }
        let scopes = records[record].scopes.filter { scope in
            employer.map { scope.authorization.parties.contains($0) } ?? false
        }
        let answer = ask("view", person, record, channel: channel, scopes: scopes)
        answers[asked] = answer
        return answer
    }

    /// May a system of a kind receive records of a kind? Whoever reads it is asked by `view`.
    public mutating func receive(_ record: Int, by systemKind: String) -> PolicyQuestioner.Answer {
        let asked = Asked(action: "receive", principal: systemKind, record: record, channel: "system")
        if let known = answers[asked] { return known }
        let system = systemKinds[systemKind] ?? EntityUID(type: "System", id: systemKind)
        let answer = ask("receive", system, record, channel: "system", scopes: records[record].scopes)
        answers[asked] = answer
        return answer
    }

    /// The answer with the fewest refusals, of that without an authorization and those with one of the scopes.
    private mutating func ask(
        _ action: String,
        _ principal: EntityUID,
        _ record: Int,
        channel: String,
        scopes: [ScopeFacts]
    ) -> PolicyQuestioner.Answer {
        if !added.isEmpty {
            // What was met since the last question. Uids are new by construction; a clash would leave the fact unknown, which refuses.
            if let more = try? Entities(added), let merged = try? entities.merging(more) { entities = merged }
            added = []
        }
        var context: Record = ["channel": .string(channel), "date": questioner.facts.date]
        func answer() -> PolicyQuestioner.Answer {
            questioner.ask(
                Request(
                    principal: principal,
                    action: Question.action(action),
                    resource: records[record].representative,
                    context: context
                ),
                of: entities
            )
        }
        var best = answer()
        for scope in scopes where !best.permitted {
            context["authorization"] = .entity(scope.uid)
            let other = answer()
            if other.permitted || other.refusedBy.count < best.refusedBy.count { best = other }
        }
        return best
    }
}
