public import Cedar

/// The obligations that bind one plant on its `asOf` day: those of the catalogue that are in force, and those of its own clauses.
public struct PlantObligations: Sendable {
    /// Who asked for a flowdown key in a program's contract, and where that is written.
    public struct Source: Sendable, Equatable {
        /// The flowdown's id.
        public let flowdown: String
        /// Contract, customer or preference.
        public let basis: Plant.Flowdown.Basis
        /// Where the contract says so.
        public let cite: String?
        /// Where the plant file says so.
        public let place: SourcePlace
    }

    /// In force, by id.
    public let byID: [String: Obligation]
    /// In force, in order: catalogue first, then the plant's own.
    public let inForce: [Obligation]
    /// Draft entries that the plant did not opt in to; shown, never enforced.
    public let drafts: [Obligation]
    /// The policies in force.
    public let policies: PolicySet
    /// Entities that the policies name: country lists and duties.
    public let lists: Entities
    /// The keys of each program's flowdowns, sorted, with who asked.
    public let sources: [String: [String: Source]]

    /// Puts together what is in force, and reports every clause that is no obligation, located in the plant file.
    ///
    /// - Parameter without: obligations, by id, that are left out: a what-if.
    public init(
        plant: Plant,
        catalogue: ObligationCatalogue,
        without: Set<String> = []
    ) throws(ObligationProblems) {
        var problems: [String] = []
        let optedIn = Set(plant.draftObligations.map(\.value))
        let known = Set(catalogue.obligations.map(\.id))
        for draft in plant.draftObligations where !known.contains(draft.value) {
            problems.append("\(draft.place): the catalogue has no obligation '\(draft.value)'")
        }
        let effective = catalogue.obligations.filter { $0.effective <= plant.asOf }
        var inForce = effective.filter { $0.status != .draft || optedIn.contains($0.id) }
        drafts = effective.filter { $0.status == .draft && !optedIn.contains($0.id) }

        var sources: [String: [String: Source]] = [:]
        var texts: [String: String] = [:]
        var written: [(text: Located<String>, id: String)] = []
        for program in plant.programs {
            for flowdown in program.flowdowns {
                let source = Source(
                    flowdown: flowdown.id,
                    basis: flowdown.basis,
                    cite: flowdown.cite,
                    place: flowdown.place
                )
                for key in FlowdownKey.keys(of: flowdown) {
                    sources[program.id, default: [:]][key.key] = source
                    if let text = key.generated { texts[key.key] = text }
                }
                if let policy = flowdown.policy, flowdown.basis != .preference {
                    sources[program.id, default: [:]]["policy:\(program.id):\(flowdown.id)"] = source
                    written.append((policy, "\(program.id)/\(flowdown.id)"))
                }
            }
        }
        self.sources = sources
        // Only flowdowns that some program carries are in force: a policy that can apply to nobody would still make programs differ in
        // what it reads.
        let carried = Set(sources.values.flatMap(\.keys))
        inForce.removeAll { obligation in
            guard let key = obligation.policy.flowdownKeyTested else { return false }
            return !carried.contains(key)
        }
        let generated = Self.parsing(
            texts.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n"),
            file: "flowdowns",
            catalogue: catalogue
        )
        inForce += generated.obligations
        problems += generated.problems
        for clause in written {
            let read = Self.parsing(
                clause.text.value,
                file: "\(clause.text.place) (flowdown \(clause.id))",
                catalogue: catalogue
            )
            inForce += read.obligations
            problems += read.problems
        }
        let ids = inForce.map(\.id)
        for id in without.sorted() where !ids.contains(id) {
            let near = PlantProblem.hint(NearestName.to(id, in: ids))
            problems.append("no obligation '\(id)' is in force for this plant\(near)")
        }
        inForce.removeAll { without.contains($0.id) }
        self.inForce = inForce
        lists = catalogue.lists
        var byID: [String: Obligation] = [:]
        for obligation in inForce {
            if byID.updateValue(obligation, forKey: obligation.id) != nil {
                problems.append("\(obligation.place): the id \(obligation.id) is that of another obligation already")
            }
        }
        self.byID = byID
        guard problems.isEmpty else { throw ObligationProblems(problems) }
        do throws(CedarErrors) {
            policies = try PolicySet(inForce.map(\.policy))
        } catch {
            throw ObligationProblems(error.errors.map(\.description))
        }
    }

    /// The flowdown keys of a program, sorted: what its policies read.
    public func keys(of program: String) -> [String] { (sources[program] ?? [:]).keys.sorted() }

    /// Who asked for an obligation in a program's contract; nil where it comes from elsewhere.
    public func source(of obligation: Obligation, program: String) -> Source? {
        let sources = self.sources[program] ?? [:]
        return obligation.policy.flowdownKeyTested.flatMap { sources[$0] } ?? obligation.clause.flatMap { sources[$0] }
    }

    /// Ids, each once, with the lightest basis first and what is no obligation last: where one of several suffices as a reason, the
    /// weightiest is to stay when they are dropped in this order.
    public func lightestFirst(_ ids: some Sequence<String>) -> [String] {
        let (known, others) = (Set(ids).filter { byID[$0] != nil }, Set(ids).filter { byID[$0] == nil })
        let sorted = known.sorted { first, second in
            guard let one = byID[first], let other = byID[second], one.basis != other.basis else {
                return first < second
            }
            return other.basis < one.basis
        }
        return sorted + others.sorted()
    }

    static func parsing(
        _ text: String,
        file: String,
        catalogue: ObligationCatalogue
    ) -> (obligations: [Obligation], problems: [String]) {
        do throws(CedarErrors) {
            let set = try PolicySet(parsing: text, file: file).renamedByAnnotation()
            return ObligationCatalogue.reading(set, schema: catalogue.schema)
        } catch {
            return ([], error.errors.map(\.description))
        }
    }
}

extension Policy {
    /// The flowdown key without which the policy applies to nobody: `principal.flowdowns.contains("key")` as a part of its `when`.
    var flowdownKeyTested: String? {
        for condition in conditions where condition.kind == .when {
            let parts: [Expression] = if case .and(let parts) = condition.body.kind { parts } else { [condition.body] }
            for part in parts {
                if case .binary(.contains, let set, let member) = part.kind,
                    case .attribute(let base, "flowdowns") = set.kind, case .variable = base.kind,
                    case .literal(.string(let key)) = member.kind
                {
                    return key.text
                }
            }
        }
        return nil
    }
}
