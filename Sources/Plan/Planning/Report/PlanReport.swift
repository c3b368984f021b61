import PlantModel

/// What a plan says, as headings, sentences, lists and tables; `ReportText` and `ReportPage` write it. Same plan, same report.
public struct PlanReport: Sendable, Equatable {
    /// A heading and what stands below it.
    public struct Section: Sendable, Equatable {
        /// The heading.
        public let title: String
        /// What stands below it.
        public let blocks: [Block]
    }

    /// A part of a section.
    public enum Block: Sendable, Equatable {
        /// A sentence or two.
        case paragraph(String)
        /// Lines with their depth, from 0.
        case list([Item])
        /// A drawing, as SVG: pages show it, texts leave it out, so it says nothing that is not said elsewhere.
        case drawing(String)
        /// Where each of many names is told of: pages link there, texts leave it out.
        case index([Link])
        /// A sentence that an index leads to.
        case anchored(String, anchor: String)
        /// Rows below a header; each row has as many cells.
        case table(header: [String], rows: [[String]])
    }

    /// A name and where it is told of.
    public struct Link: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The anchor of a sentence in the report.
        public let anchor: String
    }

    /// A line of a list.
    public struct Item: Sendable, Equatable {
        /// How deep it is nested, from 0.
        public let level: Int
        /// The line.
        public let text: String

        init(_ text: String, level: Int = 0) {
            self.text = text
            self.level = level
        }
    }

    /// The report's title.
    public let title: String
    /// How the plant file is marked.
    public var marking: String?
    /// What stands on the first page beside the marking: designation, statements, legends; a line each.
    public var firstPage: [String] = []
    /// What it says.
    public let sections: [Section]

    /// Writes the report of a plan.
    /// - Parameter filters: what is shown of the filters of flows, where it is to be told.
    public init(_ plan: Plan, filters: [FilterStanding]? = nil) {
        let what =
            plan.without.isEmpty ? "Plan" : "What if without \(plan.without.sorted().joined(separator: ", ")): plan"
        title = "\(what) for \(plan.plant.enterprise), as of \(plan.plant.asOf)"
        marking = plan.plant.marking
        let writer = ReportWriter(plan)
        let groups = writer.groups()
        var sections = [writer.decision, writer.drift(groups), writer.errors]
        if plan.answer?.placement == nil {
            sections += [writer.blame, writer.waysOut]
        } else if plan.audience != nil {
            sections += [writer.instances, writer.programs(groups)]
        } else {
            sections += [writer.instances, writer.score, writer.neighbours, writer.programs(groups)]
        }
        sections += [writer.refusals, writer.separations, writer.facts(groups), writer.obligations]
        let drawing = PlanDrawing.svg(plan)
        if !drawing.isEmpty { sections.insert(Section(title: "Deployment", blocks: [.drawing(drawing)]), at: 0) }
        self.sections =
            sections.filter { !$0.blocks.isEmpty }
            + PlanReport.sections(filters, isDriftKnown: plan.drift != nil)
    }
}

extension PlanReport {
    /// Names in a sentence; of many, the first and how many more there are.
    static func brief(_ names: [String], shown: Int) -> String {
        let first = names.prefix(shown).joined(separator: ", ")
        return names.count > shown ? "\(first) and \(names.count - shown) more" : first
    }
}

/// Names and reasons that all sections of a report use.
struct ReportWriter {
    let plan: Plan
    let evidence: PlantEvidence
    /// The environment that hosts each unit; empty where there is no placement.
    let home: [Int: Int]

    init(_ plan: Plan) {
        self.plan = plan
        evidence = PlantEvidence(plant: plan.plant, obligations: plan.obligations)
        var home: [Int: Int] = [:]
        for instance in plan.answer?.placement?.instances ?? [] {
            for unit in instance.units { home[unit] = instance.environment }
        }
        self.home = home
    }

    func name(_ unit: Int) -> String { "\(plan.places[unit])" }

    func environment(_ index: Int) -> String { plan.problem.environments[index].id }

    /// The names of units; of many, the first and how many more there are.
    func names(_ units: [Int], shown: Int = 8) -> String {
        PlanReport.brief(units.map(name), shown: shown)
    }

    /// What an obligation asks, with its id and where it is written.
    func reason(_ id: String) -> String {
        if id == Admissibility.reach { return "the environment does not serve the site" }
        guard let obligation = plan.obligations.byID[id] else { return id }
        return "\(obligation.says) [\(id); \(cite(obligation))]"
    }

    /// Where an obligation is written: in the clause of a program's contract, or in the regulation.
    func cite(_ obligation: Obligation, program: String? = nil) -> String {
        let programs = program.map { [$0] } ?? plan.obligations.sources.keys.sorted()
        let cites = Set(programs.compactMap { plan.obligations.source(of: obligation, program: $0)?.cite }).sorted()
        return cites.isEmpty ? obligation.cite : cites.joined(separator: "; ")
    }

    /// Units that are alike in all that admissibility reads, the first of each kind standing for them, in order.
    var kinds: [(representative: Int, units: [Int])] {
        var position: [Int: Int] = [:]
        var kinds: [(representative: Int, units: [Int])] = []
        for (unit, signature) in plan.admissibility.signature.enumerated() {
            if let known = position[signature] {
                kinds[known].units.append(unit)
            } else {
                position[signature] = kinds.count
                kinds.append((unit, [unit]))
            }
        }
        return kinds
    }
}
