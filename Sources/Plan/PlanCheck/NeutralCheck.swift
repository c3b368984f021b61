public import PlantModel

/// Checks the answer to a neutral instance from the instance alone.
public enum NeutralCheck {
    /// Throws unless the answer holds as it claims. What a solver has no proof for (`bounded` without a certificate) claims no bound.
    public static func check(_ answer: NeutralAnswer, of instance: NeutralInstance) throws(CheckFailure) {
        let problem = instance.problem()
        switch answer.status {
        case "infeasible":
            guard answer.instances == nil, answer.objective == nil, answer.bound == nil else {
                throw CheckFailure("an infeasible answer has no plan")
            }
            guard let blame = answer.blame, !blame.isEmpty else {
                throw CheckFailure("an infeasible answer names what cannot hold together")
            }
            guard let certificate = answer.certificate else { throw CheckFailure("infeasible without a certificate") }
            try CertificateCheck(certificate, problem: problem).checkInfeasible(certificate)
            try checkBlame(blame, instance)
        case "proved", "bounded":
            guard answer.blame == nil else { throw CheckFailure("an answer with a plan blames nothing") }
            guard let placement = answer.placement(in: problem), let objective = answer.objective,
                let bound = answer.bound
            else {
                throw CheckFailure("the plan is missing, or names what the instance does not have")
            }
            let values = try PlacementCheck.check(placement, of: problem)
            guard values == objective else { throw CheckFailure("the objective is \(values), not \(objective)") }
            guard (answer.status == "proved") == (objective == bound) else {
                throw CheckFailure("the status is \(answer.status), the objective \(objective), the bound \(bound)")
            }
            guard let certificate = answer.certificate else {
                guard bound.allSatisfy({ $0 == 0 }) else { throw CheckFailure("a bound needs its certificate") }
                return
            }
            let check = try CertificateCheck(certificate, problem: problem)
            try check.check(certificate, values: objective, bounds: bound)
        default:
            throw CheckFailure("the status '\(answer.status)' is none of proved, bounded, infeasible")
        }
    }

    private static func checkBlame(_ blame: [NeutralAnswer.Blame], _ instance: NeutralInstance) throws(CheckFailure) {
        let known: [String: Set<String>] = [
            "program": Set(instance.programs.map(\.id)),
            "requirement_set": Set(instance.requirementSets.keys),
            "conflict": Set(instance.conflicts.map { $0.joined(separator: "|") }),
            "exclusive": Set(instance.exclusive),
            "environment": Set(instance.environments.map(\.id)),
        ]
        for element in blame where known[element.kind]?.contains(element.id) != true {
            throw CheckFailure("the instance has no \(element.kind) '\(element.id)'")
        }
    }
}
