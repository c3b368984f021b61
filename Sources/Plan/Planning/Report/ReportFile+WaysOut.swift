import PlantModel

extension ReportFile.WayOut {
    init(_ wayOut: Planning.WayOut, _ plan: Plan, _ writer: ReportWriter) {
        let blamed = plan.blame.flatMap(\.units)
        steps = wayOut.steps.map { step in
            let (kind, id) = ReportFile.Blame.name(of: step.element)
            return Step(
                kind: kind,
                id: id,
                remedy: step.remedy,
                change: writer.doing(step),
                effort: step.effort,
                place: writer.place(of: step.element, blamed)
            )
        }
        effort = wayOut.effort
        least = wayOut.isLeast
    }
}

extension ReportFile.Efforts {
    init(_ efforts: Plant.RemedyEfforts) {
        points = Dictionary(
            uniqueKeysWithValues: WayOut.Remedy.allCases.map { ($0.rawValue, efforts.effort(of: $0)) }
        )
        approvedBy = efforts.approvedBy
        place = efforts.place?.description
    }
}

extension ReportFile.Blame {
    /// The kind of an element, and its id.
    static func name(of element: PlanBlame.Element) -> (kind: String, id: String) {
        switch element {
        case .unit(let unit): ("unit", "\(unit.program)@\(unit.site)")
        case .reach(let environment): ("reach", environment)
        case .limits(let environment): ("limits", environment)
        case .obligation(let id): ("obligation", id)
        }
    }
}
