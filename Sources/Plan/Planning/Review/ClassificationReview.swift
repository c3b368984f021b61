public import PlantModel

/// Where a plant separates or restricts more than anything asks, or less than its own facts suggest. Bulkhead classifies nothing: each
/// finding goes to whoever made the determination.
public struct ClassificationReview: Sendable, Equatable, Codable {
    /// Programs that are apart today though nothing asks for it.
    public struct Apart: Sendable, Equatable, Codable {
        /// Ids of the two instances of today.
        public let instances: [String]
        /// Programs of the first that could share everything with each of `others`.
        public let programs: [String]
        /// Programs of the second.
        public let others: [String]
        /// Environments in which they could share.
        public let environments: [String]
    }

    /// Controls that units of a planned instance carry for others alone.
    public struct Carried: Sendable, Equatable, Codable {
        /// The control.
        public let control: String
        /// Where the instance is.
        public let environment: String
        /// Units that need it, `program at site`.
        public let neededBy: [String]
        /// Units that carry it all the same.
        public let carriedBy: [String]
    }

    /// Controls that an environment of the plan gives and nothing that is hosted there asks about.
    public struct Unasked: Sendable, Equatable, Codable {
        /// The environment's id; of an instance of today `environment/instance`.
        public let environment: String
        /// Units hosted there, `program at site`.
        public let units: [String]
        /// What it gives, each with its place.
        public let facts: [ReadFact]
    }

    /// A class of data that a determination restricts more than its program, though a program's restrictions are those of its most restricted
    /// class: the plan was made from the program's.
    public struct Raised: Sendable, Equatable, Codable {
        /// The program.
        public let program: String
        /// The class.
        public let dataClass: String
        /// What the program does not have.
        public let restrictions: [String]
        /// Where the determination is written.
        public let place: String
        /// The document that it stands in.
        public let cite: String
        /// Who made it.
        public let determiner: String
    }

    /// A part or a class of data that another office determined than the program: one of them may not have known of the other.
    public struct Contested: Sendable, Equatable, Codable {
        /// The program.
        public let program: String
        /// The part or the class.
        public let about: String
        /// Who determined it.
        public let determiner: String
        /// The document that it stands in.
        public let cite: String
        /// Where it is written.
        public let place: String
        /// Who determined the program.
        public let ofProgram: String
        /// Where that is written.
        public let ofProgramAt: String
    }

    /// A class of execution data that carries its program's restrictions, though such data seldom hold what is restricted.
    public struct Labelled: Sendable, Equatable, Codable {
        /// The program.
        public let program: String
        /// The classes without a determination of their own.
        public let dataClasses: [String]
        /// What they are labelled.
        public let restrictions: [String]
        /// Flows that move them, each with its place.
        public let flows: [String]
        /// Who determines the program's classification; nil where the plant file names nobody.
        public let determiner: String?
    }

    /// Facts of a classification that disagree.
    public struct Disagreement: Sendable, Equatable, Codable {
        /// The program.
        public let program: String
        /// The catalogue's entry.
        public let obligation: String
        /// What it expects.
        public let says: String
        /// Where that is written.
        public let cite: String
        /// What would settle it.
        public let settledBy: String
        /// The facts, each with its place.
        public let facts: [ReadFact]
        /// Who determines the program's classification; nil where the plant file names nobody.
        public let determiner: String?
    }

    /// Separated more than any obligation asks.
    public let apart: [Apart]
    /// Controls carried for others.
    public let carried: [Carried]
    /// Controls that nothing asks for.
    public let unasked: [Unasked]
    /// Restricted more than their program.
    public let raised: [Raised]
    /// Determined by several offices.
    public let contested: [Contested]
    /// Labelled beyond their content, maybe.
    public let labelled: [Labelled]
    /// Facts that disagree.
    public let disagreements: [Disagreement]

    /// Whether nothing was found.
    public var isEmpty: Bool {
        apart.isEmpty && carried.isEmpty && unasked.isEmpty && raised.isEmpty && contested.isEmpty
            && labelled.isEmpty && disagreements.isEmpty
    }

    /// Reviews a plan's plant.
    public init(_ plan: Plan) {
        apart = Self.apart(plan)
        carried = Self.carried(plan)
        unasked = Self.unasked(plan)
        raised = Self.raised(plan)
        contested = Self.contested(plan)
        labelled = Self.labelled(plan)
        disagreements = Self.disagreements(plan)
    }

    private static func apart(_ plan: Plan) -> [Apart] {
        let units = Dictionary(
            plan.places.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        func held(_ instance: Plant.Instance) -> [Int] {
            instance.hosts.compactMap { units[PlacementFacts.Place(program: $0.program, site: $0.site)] }.sorted()
        }
        var findings: [Apart] = []
        let instances = plan.plant.instances.sorted { $0.id < $1.id }
        for (position, first) in instances.enumerated() {
            for second in instances[(position + 1)...] {
                var (programs, others): (Set<String>, Set<String>) = ([], [])
                var environments: Set<Int> = []
                for one in held(first) {
                    for other in held(second) where plan.places[one].program != plan.places[other].program {
                        let common = plan.sharing(one, other)
                        if common.isEmpty { continue }
                        programs.insert(plan.places[one].program)
                        others.insert(plan.places[other].program)
                        environments.formUnion(common)
                    }
                }
                if programs.isEmpty { continue }
                findings.append(
                    Apart(
                        instances: [first.id, second.id],
                        programs: programs.sorted(),
                        others: others.sorted(),
                        environments: environments.sorted().map { plan.problem.environments[$0].id }
                    )
                )
            }
        }
        return findings
    }

    private static func carried(_ plan: Plan) -> [Carried] {
        var findings: [Carried] = []
        func names(_ units: [Int]) -> [String] {
            units.map { "\(plan.places[$0])" }
        }
        for instance in plan.answer?.placement?.instances ?? [] {
            let held = instance.units
            for control in plan.problem.controls {
                let needing = Set(control.units).intersection(held)
                if needing.isEmpty || needing.count == held.count { continue }
                findings.append(
                    Carried(
                        control: control.id,
                        environment: plan.problem.environments[instance.environment].id,
                        neededBy: names(needing.sorted()),
                        carriedBy: names(held.filter { !needing.contains($0) })
                    )
                )
            }
        }
        return findings
    }

    /// Classes of which start and stop times, quantities, hours and the like are made (see the design, section 6).
    static let seldomRestricted: [DataClass] = [.jobResponses, .materialUse, .capacity, .orders, .training]

    private static func labelled(_ plan: Plan) -> [Labelled] {
        plan.plant.programs.compactMap { program in
            let classification = program.classification
            let restrictions =
                classification.exports.map { "\($0.regime) \($0.technicalData ?? $0.article ?? "")" }
                + classification.cui.map { "CUI \($0.value)" }
                + (classification.distribution.map { ["distribution \($0.statement.rawValue)"] } ?? [])
            if restrictions.isEmpty { return nil }
            let determined = Set(program.data.map(\.dataClass))
            let open = seldomRestricted.filter { !determined.contains($0) }
            let flows = plan.plant.flows.filter { flow in
                (flow.programs?.contains(program.id) ?? true)
                    && flow.carries.contains { open.contains($0.value) }
            }
            // What nobody moves keeps nobody from working.
            if flows.isEmpty { return nil }
            let moved = open.filter { open in flows.contains { $0.carries.contains { $0.value == open } } }
            return Labelled(
                program: program.id,
                dataClasses: moved.map(\.rawValue),
                restrictions: Set(restrictions).sorted(),
                flows: flows.map { "\($0.id) (\($0.place))" },
                determiner: classification.determination?.by
            )
        }
    }

    private static func disagreements(_ plan: Plan) -> [Disagreement] {
        let questioner = plan.questioner
        let evidence = PlantEvidence(plant: plan.plant, obligations: plan.obligations)
        return plan.plant.programs.flatMap { program in
            questioner.ask(Question.classify(program.id, questioner.facts)).refusedBy.compactMap { id in
                plan.obligations.byID[id].map { obligation in
                    Disagreement(
                        program: program.id,
                        obligation: id,
                        says: obligation.says,
                        cite: obligation.cite,
                        settledBy: obligation.metBy,
                        facts: evidence.facts(readBy: obligation, of: program.id).filter { $0.standing != .unknown },
                        determiner: program.classification.determination?.by
                    )
                }
            }
        }
    }
}

extension Plan {
    /// The environments in which two units could share everything; empty where something keeps them apart in each that may host both.
    func sharing(_ first: Int, _ second: Int) -> [Int] {
        problem.units[first].eligible.filter { environment in
            problem.units[second].eligible.contains(environment)
                && problem.separation(
                    first,
                    second,
                    enforcement: problem.environments[environment].enforcement
                ) == .shared
        }
    }
}
