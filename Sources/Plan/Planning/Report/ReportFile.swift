public import PlantModel

/// The report as it is written to a file, for programs to read: from each unit to obligation, cite, control, evidence and expiry.
/// Schema: `schemas/report.schema.json`. The plan itself, with the proof that `bulkhead verify` checks, is a `PlanFile`.
public struct ReportFile: Sendable, Equatable, Codable {
    /// One instance.
    public struct Instance: Sendable, Equatable, Codable {
        /// The environment's id.
        public let environment: String
        /// Compartments, each a list of units.
        public let compartments: [[Unit]]
        /// Controls that hold for the whole instance.
        public let controls: [String]
    }

    /// A program at a site.
    public struct Unit: Sendable, Equatable, Codable {
        /// The program's id.
        public let program: String
        /// The site's id.
        public let site: String

        init(_ place: PlacementFacts.Place) {
            program = place.program
            site = place.site
        }
    }

    /// An obligation where its units are placed.
    public struct Obligation: Sendable, Equatable, Codable {
        /// Its id.
        public let id: String
        /// What it asks.
        public let says: String
        /// Where it is written.
        public let cite: String
        /// `law`, `regulation`, `contract`, `customer`, `control` or `preference`.
        public let basis: String
        /// How well the catalogue's entry has been checked: `read`, `known` or `draft`.
        public let checked: String
        /// Whether it is owed by the running plant rather than met by a place.
        public let duty: Bool
        /// What meets it.
        public let control: String
        /// The facts that it rests on there.
        public let facts: [ReadFact]
        /// The last day on which all of them count, where one has an end.
        public let until: String?
    }

    /// Units that are placed alike under the same obligations.
    public struct Group: Sendable, Equatable, Codable {
        /// The units.
        public let units: [Unit]
        /// The environment that hosts them; nil where there is no plan.
        public let environment: String?
        /// What binds them there.
        public let obligations: [Obligation]
    }

    /// An environment that may not host some units.
    public struct Refusal: Sendable, Equatable, Codable {
        /// The units.
        public let units: [Unit]
        /// The environment's id.
        public let environment: String
        /// The obligations that refuse; `reach` where the environment does not serve the site.
        public let obligations: [String]
    }

    /// Another plan, for comparison.
    public struct Neighbour: Sendable, Equatable, Codable {
        /// `one-more`, `one-fewer` or `fewest-moves`.
        public let kind: String
        /// How many instances it has; nil where there is none.
        public let instances: Int?
        /// Score, change, cost; nil where there is none.
        public let objective: [Int]?
        /// `proved` where it is the least of its kind, `bounded` where it is the best found, `infeasible` where there is none; nil where it
        /// was not asked for.
        public let status: String?
        /// What a plan of its kind takes at least: score, change, cost. Those after the first that is below `objective` say nothing of other plans.
        public let bound: [Int]?
    }

    /// One of what cannot hold together.
    public struct Blame: Sendable, Equatable, Codable {
        /// `unit`, `reach`, `limits` or `obligation`.
        public let kind: String
        /// The obligation or environment, or `program@site`.
        public let id: String
        /// Where it is written, for obligations.
        public let cite: String?
        /// Its place in a file.
        public let place: String
    }

    /// Changes with which there would be a plan; all of them are needed.
    public struct WayOut: Sendable, Equatable, Codable {
        /// One change.
        public struct Step: Sendable, Equatable, Codable {
            /// `unit`, `reach`, `limits` or `obligation`.
            public let kind: String
            /// The obligation or environment, or `program@site`.
            public let id: String
            /// What has to be done, by its name.
            public let remedy: Planning.WayOut.Remedy
            /// What has to be done, in a sentence's part.
            public let change: String
            /// How hard it is held to be, in points.
            public let effort: Int
            /// Where what it changes is written.
            public let place: String
        }

        /// The changes.
        public let steps: [Step]
        /// The sum of their efforts.
        public let effort: Int
        /// Whether less effort was shown not to suffice.
        public let least: Bool
    }

    /// What the efforts of ways out are.
    public struct Efforts: Sendable, Equatable, Codable {
        /// Points by remedy.
        public let points: [String: Int]
        /// Who set them; nil where nobody is named.
        public let approvedBy: String?
        /// Where they are declared; nil where the standard ones hold.
        public let place: String?
    }

    /// The version of this form.
    public let format: String
    /// The plant's enterprise.
    public let enterprise: String
    /// How the plant file is marked.
    public let marking: String?
    /// The day as of which facts were judged.
    public let asOf: String
    /// `proved`, `bounded` or `infeasible`.
    public let status: String
    /// Score, change, cost; nil where there is no plan.
    public let objective: [Int]?
    /// Proved lower bounds of the same.
    public let bound: [Int]?
    /// The last day on which the plan holds, where one is known.
    public let holdsUntil: String?
    /// Why it is this plan, in sentences.
    public let reasons: [String]
    /// Obligations that could not be evaluated, and so refuse, each with its place.
    public let errors: [String]
    /// What is opened where.
    public let instances: [Instance]
    /// Other plans.
    public let neighbours: [Neighbour]
    /// From units to evidence.
    public let groups: [Group]
    /// Why not elsewhere.
    public let refusals: [Refusal]
    /// Minimal sets of what cannot hold together.
    public let blame: [[Blame]]
    /// Without a plan: the cheapest changes that give one, then the cheapest within the environments that there are.
    public let waysOut: [WayOut]
    /// How the changes are ranked; nil where there are none.
    public let efforts: Efforts?
    /// By what the running plant has drifted since; nil where no statement of it was handed in.
    public let drift: Drift?
    /// What is shown of the filters of flows; nil where nobody asked.
    public let filters: [FilterStanding]?

    /// Writes the report of a plan.
    public init(_ plan: Plan, filters: [FilterStanding]? = nil) {
        self.filters = filters
        let writer = ReportWriter(plan)
        format = "bulkhead-report/1"
        enterprise = plan.plant.enterprise
        marking = plan.plant.marking
        asOf = plan.plant.asOf.description
        status = plan.status.rawValue
        // A copy for an audience tells no sums: they follow from what it leaves out, too.
        let told = plan.answer?.placement != nil && plan.audience == nil
        objective = told ? plan.answer?.objective : nil
        bound = told ? plan.answer?.bound : nil
        holdsUntil = plan.answer?.placement == nil ? nil : plan.holdsUntil?.day.description
        reasons = writer.decision.blocks.flatMap { block -> [String] in
            switch block {
            case .paragraph(let text): [text]
            case .list(let items): items.map(\.text)
            case .table, .drawing, .index, .anchored: []
            }
        }
        errors = plan.errors
        instances = (plan.answer?.placement?.instances ?? []).map { instance in
            Instance(
                environment: writer.environment(instance.environment),
                compartments: instance.compartments.map { $0.map { Unit(plan.places[$0]) } },
                controls: writer.controls(of: instance)
            )
        }
        neighbours = Self.neighbours(of: plan)
        let groups = writer.groups()
        drift = plan.drift.map { Drift($0, writer.bearings(groups)) }
        self.groups = groups.map { group in
            Group(
                units: group.units.map { Unit(plan.places[$0]) },
                environment: group.host,
                obligations: group.traces.compactMap { Self.obligation($0, plan) }
            )
        }
        refusals = writer.kinds.flatMap { kind in
            plan.admissibility.answer(of: kind.representative).refusals.sorted { $0.key < $1.key }
                .filter { !$0.value.isEmpty }
                .map { environment, refusals in
                    Refusal(
                        units: kind.units.map { Unit(plan.places[$0]) },
                        environment: environment,
                        obligations: Set(refusals.map(\.obligation)).sorted()
                    )
                }
        }
        blame = plan.blame.map { blame in blame.elements.map { Self.blame($0, blame, writer) } }
        waysOut = plan.waysOut.map { WayOut($0, plan, writer) }
        efforts = plan.waysOut.isEmpty ? nil : Efforts(plan.plant.remedyEfforts)
    }

    private static func neighbours(of plan: Plan) -> [Neighbour] {
        plan.neighbours.map { kind, answer in
            let found = answer?.placement == nil ? nil : answer
            // The plan of fewest moves is asked for its change first.
            let order = kind == .fewestMoves ? [1, 0, 2] : [0, 1, 2]
            return Neighbour(
                kind: kind.rawValue,
                instances: found?.placement?.instances.count,
                objective: found.map { found in order.map { found.objective[$0] } },
                status: answer?.status.rawValue,
                bound: found.map { found in order.map { found.bound[$0] } }
            )
        }
    }

    private static func obligation(_ trace: ReportWriter.Trace, _ plan: Plan) -> Obligation? {
        plan.obligations.byID[trace.obligation].map { obligation in
            Obligation(
                id: obligation.id,
                says: obligation.says,
                cite: trace.cite,
                basis: obligation.basis.rawValue,
                checked: obligation.status.rawValue,
                duty: obligation.isDuty,
                control: trace.control,
                facts: trace.facts,
                until: trace.until
            )
        }
    }

    private static func blame(_ element: PlanBlame.Element, _ blame: PlanBlame, _ writer: ReportWriter) -> Blame {
        let place = writer.place(of: element, blame.units)
        let (kind, id) = Blame.name(of: element)
        var cite: String?
        if case .obligation(let id) = element { cite = writer.plan.obligations.byID[id].map { writer.cite($0) } }
        return Blame(kind: kind, id: id, cite: cite, place: place)
    }
}
