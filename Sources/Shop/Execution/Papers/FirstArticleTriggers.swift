internal import Boundary
internal import Journal
internal import Storage

extension DecisionContext {
    /// Refuses to certify what takes a first article: the part has approved ones, and what was made differs from each of them in what AS9102C (4.6) names,
    /// the process and its order, a special process, the site, the method of inspection or the material. A part for which nobody inspected a first article has
    /// no trigger.
    func checkFirstArticle(of order: JobOrderState) throws {
        let approved = try view.states(
            FirstArticleState.self,
            [.init("part_number", .equal, [.text(order.partNumber)])],
            limit: ViewQuery.limitMax
        ).filter { $0.phase == .approved && $0.program == order.program }
        let inspected = Set(approved.map(\.workMaster))
        guard !inspected.isEmpty, !inspected.contains(order.workMaster),
            let made = try view.state(WorkMasterState.self, order.workMaster)
        else { return }
        let content = try view.content(of: made)
        var least: Set<String>?
        for master in inspected {
            guard let before = try view.state(WorkMasterState.self, master) else { continue }
            let touched = content.touches(
                since: try view.content(of: before),
                at: execution.hull.boundary.workCenters
            )
            if touched.isEmpty { return }
            if least.map({ touched.count < $0.count }) ?? true { least = touched }
        }
        throw ExecutionRefusal(.firstArticleDue, (least ?? []).sorted().joined(separator: ", "))
    }
}
