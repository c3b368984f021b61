import PlantModel

extension PlanReport {
    /// Writes the report of a roadmap.
    public init(_ roadmap: Roadmap) {
        title = "Roadmap for \(roadmap.plan.plant.enterprise), as of \(roadmap.plan.plant.asOf)"
        marking = roadmap.plan.plant.marking
        sections = roadmap.sections
    }
}

extension Roadmap {
    /// What the roadmap says, as sections that can stand in a report of their own or in that of a plan.
    public var sections: [PlanReport.Section] {
        let writer = RoadmapWriter(roadmap: self)
        let sections = [writer.summary, writer.stopGapTable] + phases.map(writer.phase) + [writer.facts]
        return sections.filter { !$0.blocks.isEmpty }
    }
}

/// Writes a roadmap as headings, lists and tables.
struct RoadmapWriter {
    let roadmap: Roadmap

    var plant: Plant { roadmap.plan.plant }

    func names(_ units: [PlacementFacts.Place]) -> String { RoadmapNames.units(units) }

    func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// Obligations with where they are written.
    func cited(_ ids: some Sequence<String>) -> String {
        let obligations = roadmap.plan.obligations
        return Set(ids).sorted().map { id in
            guard let obligation = obligations.byID[id] else { return id }
            let programs = obligations.sources.keys.sorted()
            let cites = Set(programs.compactMap { obligations.source(of: obligation, program: $0)?.cite }).sorted()
            return "\(id) (\(cites.isEmpty ? obligation.cite : cites.joined(separator: "; ")))"
        }.joined(separator: "; ")
    }

    var summary: PlanReport.Section {
        let phases = roadmap.phases
        var blocks: [PlanReport.Block] = []
        if roadmap.isFeasible {
            let weeks = phases.reduce(0) { $0 + $1.weeks }
            let end = phases.last.flatMap(\.endsNotBefore).map {
                ", \(counted(weeks, "week")) of requalification, not before \($0)"
            }
            var text =
                phases.isEmpty
                ? "What runs today is what the plan asks for: nothing moves."
                : "\(counted(phases.count, "phase"))\(weeks == 0 ? "" : end ?? "")."
            let gaps = Set(roadmap.stopGaps.map(\.leak)).count
            text +=
                gaps == 0
                ? " No leak is seen in today's flows."
                : " \(counted(gaps, "leak")) closed first, by the stop-gaps below."
            blocks.append(.paragraph(text))
            if let drawing = RoadmapDrawing.svg(roadmap) { blocks.append(.drawing(drawing)) }
            if !phases.isEmpty {
                blocks.append(
                    .paragraph(
                        "Every state in between was asked about: after no phase is an obligation refused that was not refused before it."
                    )
                )
            }
        } else {
            blocks.append(.paragraph("There is no feasible order."))
            blocks.append(.list(roadmap.problems.map { PlanReport.Item($0.description) }))
        }
        var rows: [PlanReport.Item] = []
        if !roadmap.stayAsTheyAre.isEmpty {
            rows.append(PlanReport.Item("Stays as it is: \(names(roadmap.stayAsTheyAre))"))
        }
        let open = phases.filter(\.weeksAreOpen).map { String($0.number) }
        if !open.isEmpty {
            let instances = Set(phases.filter(\.weeksAreOpen).flatMap { $0.moves.flatMap(\.from) })
            let silent = plant.instances.filter { instances.contains($0.id) && $0.requalifyWeeks == nil }
            let where_ = silent.map { "\($0.id) at \($0.place)" }.joined(separator: ", ")
            rows.append(
                PlanReport.Item(
                    "The plant file does not say how long requalification takes for \(where_): phase \(open.joined(separator: ", ")) counts none"
                )
            )
        }
        rows += roadmap.refusedAtTheEnd.map { left in
            PlanReport.Item("Still refused after the last phase: \(cited([left.obligation])) for \(names(left.units))")
        }
        if !rows.isEmpty { blocks.append(.list(rows)) }
        return PlanReport.Section(title: "From today to the plan", blocks: blocks)
    }

    var stopGapTable: PlanReport.Section {
        // One row for each place and means: the audiences that it closes out stand together.
        struct Key: Hashable {
            let system: String
            let means: StopGap.Means
            let programs: [String]
            let dataClasses: [DataClass]
            let untilPhase: Int?
        }
        var position: [Key: Int] = [:]
        var rows: [(key: Key, gaps: [StopGap])] = []
        for gap in roadmap.stopGaps {
            let key = Key(
                system: gap.leak.system,
                means: gap.means,
                programs: gap.leak.programs,
                dataClasses: gap.dataClasses,
                untilPhase: gap.untilPhase
            )
            if let known = position[key] {
                rows[known].gaps.append(gap)
            } else {
                position[key] = rows.count
                rows.append((key, [gap]))
            }
        }
        let cells = rows.map { key, gaps in
            let absent = DataClass.allCases.filter { !key.dataClasses.contains($0) }.map(\.rawValue)
            let data =
                absent.count < 4
                ? (["all"] + absent).joined(separator: " but ")
                : key.dataClasses.map(\.rawValue).joined(separator: ", ")
            return [
                "\(key.system) (\(gaps[0].leak.place))",
                Set(gaps.map { "\($0.leak.audience) \($0.leak.reach.rawValue)" }).sorted().joined(separator: ", "),
                brief(key.programs), data, Set(gaps.flatMap(\.leak.obligations)).sorted().joined(separator: ", "),
                text(key.means, programs: key.programs),
                key.untilPhase.map { "phase \($0)" } ?? "no phase takes it away",
            ]
        }
        return PlanReport.Section(
            title: "Stop-gaps, before anything moves",
            blocks: cells.isEmpty
                ? []
                : [
                    .table(
                        header: ["Where", "Who", "Programs", "Data", "Because of", "Stop-gap", "Until"],
                        rows: cells
                    )
                ]
        )
    }

    func brief(_ ids: [String]) -> String { PlanReport.brief(ids, shown: 6) }

    private func text(_ means: StopGap.Means, programs: [String]) -> String {
        switch means {
        case .block(let flows):
            flows.isEmpty
                ? "stop collecting it there for \(brief(programs))"
                : "block \(flows.joined(separator: ", ")) for \(brief(programs))"
        case .narrow(let audiences): "narrow to \(audiences.joined(separator: ", ")) for \(brief(programs))"
        case .restrictedShare(let system): "restricted share: move it for \(brief(programs)) to \(system)"
        case .paper(let audiences):
            audiences.isEmpty
                ? "hold the work on \(brief(programs)): nobody at work there may see it"
                : "paper for \(audiences.joined(separator: ", ")), taken off the system for \(brief(programs))"
        }
    }

    /// The facts that phases ask for, by phase.
    var facts: PlanReport.Section {
        let rows = roadmap.phases.flatMap { phase in
            phase.facts.map { fact in
                [
                    String(phase.number), fact.subject, fact.statement, ask(fact, phase),
                    fact.place,
                ]
            }
        }
        return PlanReport.Section(
            title: "Facts to be shown, by phase",
            blocks: rows.isEmpty
                ? [] : [.table(header: ["Phase", "Of", "Fact", "What is asked", "Stated at"], rows: rows)]
        )
    }

    private func ask(_ fact: ReadFact, _ phase: RoadmapPhase) -> String {
        switch fact.standing {
        case .claimed: "evidence"
        case .expired: "renewal: it has ended\(fact.expires.map { " on \($0)" } ?? "")"
        case .shown, .unknown: "renewal: it ends on \(fact.expires ?? "?"), before phase \(phase.number) can"
        }
    }
}
