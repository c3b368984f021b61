public import PlantModel

extension PlacementOptimizer {
    /// Solves a neutral instance; where no model of it can be solved, answers with a plan that claims no bound.
    public func answer(_ instance: NeutralInstance) -> NeutralAnswer {
        let problem = instance.problem()
        let solved: Answer
        do throws(SlotModel.Failure) {
            solved = try solve(problem)
        } catch {
            return unproved(problem)
        }
        if solved.status == .infeasible {
            return NeutralAnswer(status: "infeasible", blame: blame(instance), certificate: solved.certificate)
        }
        guard let placement = solved.placement else { return unproved(problem) }
        return NeutralAnswer(
            status: solved.status.rawValue,
            objective: solved.objective,
            bound: solved.bound,
            placement: placement,
            problem: problem,
            certificate: solved.certificate
        )
    }

    private func unproved(_ problem: PlacementProblem) -> NeutralAnswer {
        guard let placement = FirstFit.placement(problem) else {
            return NeutralAnswer(status: "bounded", blame: nil, certificate: nil)
        }
        let values = problem.objectives.indices.map { problem.terms(of: placement, stage: $0).sum }
        return NeutralAnswer(
            status: "bounded",
            objective: values,
            bound: values.map { _ in 0 },
            placement: placement,
            problem: problem,
            certificate: nil
        )
    }
}
