import PlantModel

/// A flow analysis as sections of a report.
public enum FlowReport {
    /// Rows of possible releases that a report shows; the JSON form has all of them.
    static let rowsMax = 200

    /// The sections: what is possibly released, what would cut it, what places hold, what is asked.
    public static func sections(_ analysis: FlowAnalysis) -> [PlanReport.Section] {
        [releases(analysis), cut(analysis), holdings(analysis), questions(analysis), errors(analysis)].filter {
            !$0.blocks.isEmpty
        }
    }

    private static func releases(_ analysis: FlowAnalysis) -> PlanReport.Section {
        let count = analysis.releases.count
        let mes = analysis.hosting == .plan ? "the plan's instances" : "today's instances"
        let extent = "\(analysis.plant.flows.count) flows, \(analysis.plant.systems.count) systems, with \(mes) as MES"
        let lines = Dictionary(
            analysis.plant.flows.map { ($0.id, $0.place.line) },
            uniquingKeysWith: { first, _ in first }
        )
        let drawing: [PlanReport.Block] = FlowDrawing(analysis).map { [.drawing($0.svg)] } ?? []
        guard count > 0 else {
            return PlanReport.Section(
                title: "Possible releases",
                blocks: [.paragraph("None, as far as the plant file says: \(extent).")] + drawing
            )
        }
        var blocks: [PlanReport.Block] = [
            .paragraph("\(count) possible releases, shortest way first: \(extent).")
        ]
        blocks += drawing
        blocks.append(
            .table(
                header: ["At", "To", "Data", "Shortest way", "Refused by", "Cut by any of"],
                rows: analysis.releases.prefix(rowsMax).map { row($0, analysis, lines) }
            )
        )
        if count > rowsMax { blocks.append(.paragraph("\(count - rowsMax) more are in the JSON form.")) }
        return PlanReport.Section(title: "Possible releases", blocks: blocks)
    }

    private static func row(
        _ release: PossibleRelease,
        _ analysis: FlowAnalysis,
        _ lines: [String: Int]
    ) -> [String] {
        let reader =
            switch (release.audience, release.environment) {
            case (nil, _): "the system itself"
            case (let audience?, nil): audience
            case (let audience?, let environment?):
                "\(audience) (\(release.channel == "staff" ? "administration and support" : release.channel) of \(environment))"
            }
        let way = release.flows.map { id in lines[id].map { "\(id) (line \($0))" } ?? id }
        let reasons = release.refusedBy.map { id in
            guard let obligation = analysis.obligations.byID[id] else { return id }
            let clauses = Set(
                release.data.flatMap(\.programs).compactMap { program in
                    analysis.obligations.source(of: obligation, program: program)?.cite
                }
            ).sorted()
            return "\(id) [\(clauses.isEmpty ? obligation.cite : clauses.joined(separator: "; "))]"
        }
        return [
            release.at, reader, text(release.data),
            way.isEmpty ? "made in \(release.origin)" : "\(release.origin), " + way.joined(separator: ", "),
            reasons.joined(separator: "; "),
            release.options.filter { $0.action.kind != .stopFlow }.map { "\($0.action.text) (\($0.cost))" }
                .joined(separator: "; "),
        ]
    }

    private static func text(_ data: [PossibleRelease.Data]) -> String {
        data.map { "\(FlowQuestions.list($0.programs)): \($0.classes.joined(separator: ", "))" }.joined(separator: "; ")
    }

    private static func cut(_ analysis: FlowAnalysis) -> PlanReport.Section {
        guard let cut = analysis.cut else { return PlanReport.Section(title: "The least cut", blocks: []) }
        let costs = analysis.plant.flowCosts
        let shown =
            cut.status == "proved"
            ? "Proved: no set of such actions that leaves nothing possibly released costs less."
            : "Not proved to be the least: none costs less than \(cut.bound)."
        let approved =
            costs.place == nil
            ? "The plant file declares no `flowCosts`, so the standard ones count"
            : "Costs approved by \(costs.approvedBy ?? "nobody")"
        var blocks: [PlanReport.Block] = [
            .paragraph("\(cut.cost) points, \(cut.parts.count) actions. \(shown)"),
            .table(
                header: ["Action", "Cost", "Rows above that it cuts", "Written in"],
                rows: cut.parts.map { [$0.action.text, String($0.cost), String($0.cuts), $0.place ?? ""] }
            ),
            .paragraph(
                "\(approved): filter \(costs.filter) and \(costs.droppedClass) a class it drops, audience \(costs.narrowAudience), "
                    + "administration \(costs.narrowAdministration), hosting \(costs.rehost), stopped flow \(costs.stopFlow)."
            ),
        ]
        if !cut.idle.isEmpty {
            blocks.append(
                .list(
                    [
                        PlanReport.Item(
                            "After it, nothing brings to these what they say they carry; take it from the file:"
                        )
                    ]
                        + cut.idle.map { idle in
                            PlanReport.Item(
                                "\(idle.flow): \(text(idle.data)) (\(idle.place))",
                                level: 1
                            )
                        }
                )
            )
        }
        return PlanReport.Section(title: "The least cut", blocks: blocks)
    }

    private static func holdings(_ analysis: FlowAnalysis) -> PlanReport.Section {
        guard !analysis.holdings.isEmpty else { return PlanReport.Section(title: "What places hold", blocks: []) }
        return PlanReport.Section(
            title: "What places hold",
            blocks: [
                .table(
                    header: ["At", "Kinds of data", "Label of all together"],
                    rows: analysis.holdings.prefix(rowsMax).map { [$0.at, String($0.kinds), $0.label] }
                )
            ]
        )
    }

    private static func questions(_ analysis: FlowAnalysis) -> PlanReport.Section {
        guard !analysis.questions.isEmpty else { return PlanReport.Section(title: "Asked", blocks: []) }
        return PlanReport.Section(
            title: "Asked",
            blocks: [
                .table(
                    header: ["About", "Written in", "Question"],
                    rows: analysis.questions.prefix(rowsMax).map { [$0.about, $0.place ?? "", $0.text] }
                )
            ]
        )
    }

    private static func errors(_ analysis: FlowAnalysis) -> PlanReport.Section {
        guard !analysis.errors.isEmpty else { return PlanReport.Section(title: "Policies that erred", blocks: []) }
        return PlanReport.Section(
            title: "Policies that erred",
            blocks: [.list(analysis.errors.map { PlanReport.Item("\($0); it refuses") })]
        )
    }
}

extension PlanReport {
    /// Writes the report of a flow analysis by itself.
    public init(_ analysis: FlowAnalysis) {
        title = "Flows of \(analysis.plant.enterprise), as of \(analysis.plant.asOf)"
        marking = analysis.plant.marking
        sections = FlowReport.sections(analysis)
    }
}
