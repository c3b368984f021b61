public import PlantModel

/// What one environment really gives: its facts with evidence and end, which programs it satisfies, which not, and what single change
/// would. "Cloud" is neither a yes nor a no.
public struct FactSheet: Sendable, Equatable, Codable {
    /// Units that it does not satisfy.
    public struct Unmet: Sendable, Equatable, Codable {
        /// The units, `program at site`.
        public let units: [String]
        /// What refuses, once each.
        public let refusals: [Refusal]
    }

    /// Something that refuses.
    public struct Refusal: Sendable, Equatable, Codable {
        /// The obligation's id; `reach` where the environment does not serve the site.
        public let obligation: String
        /// Where it is written.
        public let cite: String
        /// What would meet it.
        public let wouldMeet: String
        /// The facts that it read there, each with how it stands and its place.
        public let facts: [ReadFact]
    }

    /// The environment's id; of an instance of today `environment/instance`.
    public let environment: String
    /// Its facts.
    public let facts: [ReadFact]
    /// Units that it may host, `program at site`.
    public let satisfies: [String]
    /// Units that it may not host, those nearest to it first.
    public let unmet: [Unmet]

    /// The sheets of all environments that can host, by id.
    public static func sheets(of plan: Plan) -> [FactSheet] {
        let writer = ReportWriter(plan)
        var asker = PlaceAsker(questioner: plan.questioner, environments: plan.plant.hostCandidates)
        let kinds = writer.kinds.map { kind in
            (units: kind.units, refusals: asker.refusalsBeyondReach(of: plan.places[kind.representative]))
        }
        return plan.plant.hostCandidates.map { environment in
            var satisfies: [Int] = []
            var unmet: [Unmet] = []
            for kind in kinds {
                let ids = Set((kind.refusals[environment.id] ?? []).map(\.obligation)).sorted()
                if ids.isEmpty {
                    satisfies += kind.units
                    continue
                }
                let place = plan.places[kind.units[0]]
                unmet.append(
                    Unmet(
                        units: kind.units.map(writer.name),
                        refusals: ids.map { refusal($0, place, environment, writer) }
                    )
                )
            }
            return FactSheet(
                environment: environment.id,
                facts: writer.evidence.facts(of: environment.id),
                satisfies: satisfies.sorted().map(writer.name),
                unmet: unmet.enumerated().sorted {
                    ($0.element.refusals.count, $0.offset) < ($1.element.refusals.count, $1.offset)
                }.map(\.element)
            )
        }
    }

    private static func refusal(
        _ id: String,
        _ place: PlacementFacts.Place,
        _ environment: Plant.Environment,
        _ writer: ReportWriter
    ) -> Refusal {
        guard let obligation = writer.plan.obligations.byID[id] else {
            return Refusal(
                obligation: id,
                cite: "\(environment.place)",
                wouldMeet: "to serve \(place.site)",
                facts: []
            )
        }
        return Refusal(
            obligation: id,
            cite: writer.cite(obligation, program: place.program),
            wouldMeet: obligation.metBy,
            facts: writer.evidence.facts(readBy: obligation, unit: place, environment: environment.id)
        )
    }
}

extension PlanReport {
    /// The sheets of a plan's environments.
    public init(_ plan: Plan, sheets: [FactSheet]) {
        title = "Environments of \(plan.plant.enterprise), as of \(plan.plant.asOf)"
        marking = plan.plant.marking
        sections = sheets.map(Self.section)
    }

    static func section(_ sheet: FactSheet) -> Section {
        let facts = sheet.facts.map { fact in
            [
                fact.subject, fact.statement, fact.standing.rawValue, fact.evidence ?? "", fact.expires ?? "",
                fact.place,
            ]
        }
        var blocks: [Block] = [
            .table(header: ["Of", "Fact", "Standing", "Evidence", "Until", "Stated at"], rows: facts),
            .paragraph(
                sheet.satisfies.isEmpty
                    ? "It may host nothing of this plant."
                    : "It may host \(brief(sheet.satisfies, shown: 20))."
            ),
        ]
        let rows = sheet.unmet.map { unmet -> [String] in
            let only = unmet.refusals.count == 1 ? unmet.refusals.first : nil
            let change = only.map { refusal in
                let facts = refusal.facts.map { "\($0.statement) (\($0.standing.rawValue))" }
                return refusal.wouldMeet + (facts.isEmpty ? "" : "; now: \(facts.joined(separator: ", "))")
            }
            return [
                brief(unmet.units, shown: 8),
                unmet.refusals.map { "\($0.obligation) [\($0.cite)]" }.joined(separator: "; "),
                change ?? "no single change: \(unmet.refusals.count) things refuse",
            ]
        }
        if !rows.isEmpty {
            blocks.append(
                .table(header: ["It may not host", "Because of", "The single change that would do"], rows: rows)
            )
        }
        return Section(title: "Environment \(sheet.environment)", blocks: blocks)
    }
}
