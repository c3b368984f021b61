import PlantModel

extension ReportWriter {
    /// The cheapest changes with which there would be a plan.
    var waysOut: PlanReport.Section {
        let blocks = plan.waysOut.enumerated().flatMap { number, wayOut -> [PlanReport.Block] in
            let blamed = plan.blame.flatMap(\.units)
            let rows = wayOut.steps.map { step in
                [doing(step), String(step.effort), place(of: step.element, blamed)]
            }
            let how =
                number == 0
                ? "With all of these there is a plan"
                : "With all of these there is one in the environments that there are"
            let least = wayOut.isLeast ? "nothing of less effort would do" : "less effort may do"
            return [
                .paragraph("\(how); \(least) (effort \(wayOut.effort))."),
                .table(header: ["Change", "Effort", "About"], rows: rows),
            ]
        }
        return PlanReport.Section(title: "Ways out", blocks: blocks.isEmpty ? [] : blocks + [.paragraph(efforts)])
    }

    func doing(_ step: WayOut.Step) -> String {
        switch step.element {
        case .unit(let place): return "an environment that may host \(place), or leave it out"
        case .limits(let id): return "more room in \(id)"
        case .reach(let id): return "let \(id) serve further sites"
        case .obligation(let id):
            guard let obligation = plan.obligations.byID[id] else { return id }
            switch step.remedy {
            case .renegotiate: return "renegotiate \(reason(id))"
            case .obtainAuthorization:
                return "obtain an authorization, or have \(obligation.metBy) [\(id); \(cite(obligation))]"
            default: return "have \(obligation.metBy) [\(id); \(cite(obligation))]"
            }
        }
    }

    /// What the points are, and who set them.
    private var efforts: String {
        let efforts = plan.plant.remedyEfforts
        let points = WayOut.Remedy.allCases.map { "\($0.rawValue) \(efforts.effort(of: $0))" }.joined(separator: ", ")
        guard let place = efforts.place else {
            return "The plant file declares no `remedyEfforts`, so the standard ones rank the changes: \(points)."
        }
        return "Efforts at \(place), set by \(efforts.approvedBy ?? "nobody who is named"): \(points)."
    }
}
