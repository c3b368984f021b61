internal import Cedar
internal import PlantModel
internal import Synchronization

extension Boundary {
    /// What the policies in force say of an act on a change: who may approve it in which capacity, and what still stands in the way of its
    /// release. It is asked of the policies in force, never of those that the change would bring, and decides at once, so that the writer of a
    /// compartment can ask it.
    /// - Throws: `noPolicies`, `notRestored`; `invalidQuestion` for a program that the plant does not have.
    public func decide(
        _ act: ChangeAct,
        on change: ChangeFacts,
        after progress: ChangeProgress,
        by person: String
    ) throws(BoundaryError) -> ChangeVerdict {
        let world = try world()
        let programs = try world.programs(of: change)
        let tier = world.tier(of: programs)
        let subject = Subject.person(person)
        let facts = state.withLock { $0.people[subject]?.facts }
        guard let facts, world.facts.index.audiences[person] == nil else {
            return ChangeVerdict(
                isAllowed: false,
                tier: tier,
                reasons: [Denial.reason("unknown-subject", in: world)],
                hasAuthority: false
            )
        }
        let entity = world.entity(change, programs, tier)
        let store: Entities
        do throws(CedarErrors) {
            store = try world.facts.entities.merging(Entities([entity]))
                .replacingAttributes(of: subject.uid, with: facts.attributes(world.facts))
        } catch {
            throw BoundaryError(
                .invalidQuestion,
                "the change \(change.id.debugDescription) cannot be asked about: \(error)"
            )
        }
        let request = Request(
            principal: subject.uid,
            action: EntityUID(type: "Action", id: act == .release ? "release" : "approve"),
            resource: entity.uid,
            context: world.context(act, programs, progress)
        )
        let verdict = world.ask(request, store)
        return ChangeVerdict(
            isAllowed: verdict.isAllowed,
            tier: tier,
            reasons: verdict.isAllowed ? [] : verdict.policies.map { Denial.reason($0, in: world) },
            hasAuthority: verdict.isAllowed || world.refuseWhoeverAsks(verdict.policies)
        )
    }

    /// The change tier of what touches these programs; of all of the plant where none is named. The strictest obligation counts.
    /// - Throws: as ``decide(_:on:after:by:)``.
    public func changeTier(of programs: Set<String>?) throws(BoundaryError) -> Int {
        let world = try world()
        return world.tier(
            of: try world.programs(of: ChangeFacts(id: "", kind: "", programs: programs, author: ""))
        )
    }
}

extension DecisionWorld {
    /// Whether policies that refuse look at what is done alone, so that anybody else were refused as well. That nothing permits is for whoever asks.
    fileprivate func refuseWhoeverAsks(_ refusing: [String]) -> Bool {
        let names = Set(refusing)
        let found = policies.policies.filter { names.contains($0.id.description) }
        return found.count == names.count && !found.contains { $0.attributesRead.hasWhoAsks }
    }

    fileprivate func programs(of change: ChangeFacts) throws(BoundaryError) -> [Plant.Program] {
        guard let named = change.programs else { return facts.plant.programs }
        if let unknown = named.subtracting(facts.index.programs.keys).min() {
            throw BoundaryError(
                .invalidQuestion,
                "the change names the program \(unknown.debugDescription), which the plant does not have; name one that it has"
            )
        }
        return facts.plant.programs.filter { named.contains($0.id) }
    }

    /// The strictest tier that a duty of change control asks of any of the programs at any of their sites; 1 where none does.
    fileprivate func tier(of programs: [Plant.Program]) -> Int {
        let questioner = PolicyQuestioner(obligations: obligations, facts: facts)
        let uid = EntityUID(type: "Duty", id: "changeControl")
        let candidates = obligations.asking("owe").filter { $0.isDuty && $0.tier != nil }
        return programs.flatMap { program in
            program.sites.flatMap { site in
                questioner.applying(
                    to: Question.owe(program.id, duty: uid, at: site.value, facts),
                    among: candidates
                ).compactMap(\.tier)
            }
        }.max() ?? 1
    }

    fileprivate func entity(_ change: ChangeFacts, _ programs: [Plant.Program], _ tier: Int) -> Entity {
        let own = programs.compactMap { facts.entities[EntityUID(type: "Program", id: $0.id)]?.attributes }
        func all(_ name: CedarString) -> Value {
            var members: Set<Value> = []
            for record in own {
                if case .set(let values)? = record[name] { members.formUnion(values) }
            }
            return .set(members)
        }
        return Entity(
            uid: EntityUID(type: "Change", id: change.id),
            attributes: [
                "kind": .string(change.kind), "touches": .strings(change.touches),
                "tier": .long(Int64(tier)),
                "programs": .set(Set(programs.map { .entity(EntityUID(type: "Program", id: $0.id)) })),
                "author": .entity(EntityUID(type: "Person", id: change.author)),
                "safetyCritical": .bool(own.contains { $0["safetyCritical"] == .bool(true) }),
                "standards": all("standards"), "flowdowns": all("flowdowns"),
            ]
        )
    }

    fileprivate func context(_ act: ChangeAct, _ programs: [Plant.Program], _ progress: ChangeProgress) -> Record {
        let capacity = if case .approve(let capacity) = act { capacity } else { "release" }
        let customers = Set(programs.map(\.customer))
        return [
            "date": facts.date, "capacity": .string(capacity),
            "approvedCapacities": .strings(Set(progress.approvals.map(\.capacity))),
            "approvers": .set(
                Set(progress.approvals.map { .entity(EntityUID(type: "Person", id: $0.approver)) })
            ),
            "testsPassed": .strings(progress.tests), "evidence": .strings(progress.evidence),
            "customerApproved": .bool(!customers.isEmpty && customers.isSubset(of: progress.customers)),
        ]
    }
}

extension AttributeReads {
    /// Whether the outcome may hang on who asks, beside that it is a person.
    fileprivate var hasWhoAsks: Bool {
        wholeVariables.contains(.principal) || comparisons[.principal]?.isEmpty == false
            || !paths(from: .principal).isEmpty
    }
}
