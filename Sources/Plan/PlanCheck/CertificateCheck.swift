public import PlantModel

/// Checks a certificate in exact integers. Rows are built from the problem here and never read from the certificate.
public struct CertificateCheck {
    private let model: SlotModel
    private var program: LinearProgram
    /// Depth of a case split that is followed; deeper ones are refused.
    static let depthMax = 5_000

    /// Builds the rows. Throws where the certificate is of another problem.
    public init(_ certificate: PlacementCertificate, problem: PlacementProblem) throws(CheckFailure) {
        do throws(SlotModel.Failure) {
            model = try SlotModel(problem, withCapacity: certificate.form == .copies)
        } catch {
            throw CheckFailure("the rows of the problem cannot be built: \(error)")
        }
        program = model.program
        guard model.outline == certificate.outline else {
            throw CheckFailure("the groups and slots of the certificate are not those of the problem")
        }
    }

    /// Throws unless every stage's bound is shown; `values` are the stages' values, constants included.
    public mutating func check(
        _ certificate: PlacementCertificate,
        values: [Int],
        bounds: [Int],
        problem: PlacementProblem
    ) throws(CheckFailure) {
        let count = problem.objectives.count
        guard certificate.stages.count == count, values.count == count, bounds.count == count else {
            throw CheckFailure("the certificate has \(certificate.stages.count) stages, the problem \(count)")
        }
        for (stage, objective) in model.objectives.enumerated() {
            let claimed = certificate.stages[stage].bound
            let constant = problem.objectives[stage].constant
            guard bounds[stage] == claimed + constant else {
                throw CheckFailure("stage \(stage + 1): the bound is not the certificate's")
            }
            guard claimed + constant <= values[stage] else {
                throw CheckFailure("stage \(stage + 1): the bound is above the value")
            }
            let shown = try bound(certificate.stages[stage].proof, objective)
            guard shown >= claimed else {
                throw CheckFailure("stage \(stage + 1): the proof shows \(shown + constant), not \(claimed + constant)")
            }
            for (column, price) in objective.enumerated() { program.add(price, column) }
            program.closeRow(lower: claimed, upper: values[stage] - constant)
        }
    }

    /// Throws unless the certificate shows that no placement exists.
    public func checkInfeasible(_ certificate: PlacementCertificate) throws(CheckFailure) {
        guard certificate.stages.count == 1 else { throw CheckFailure("a proof of infeasibility has one stage") }
        let nothing = [Int](repeating: 0, count: program.columnCount)
        guard try bound(certificate.stages[0].proof, nothing) >= 1 else {
            throw CheckFailure("the proof does not show that nothing fits")
        }
    }

    private func bound(_ proof: PlacementCertificate.Node, _ objective: [Int]) throws(CheckFailure) -> Int {
        try bound(proof, objective, program.columnLower, program.columnUpper, 0)
    }

    private func bound(
        _ node: PlacementCertificate.Node,
        _ objective: [Int],
        _ lower: [Int],
        _ upper: [Int],
        _ depth: Int
    ) throws(CheckFailure) -> Int {
        guard depth < Self.depthMax else { throw CheckFailure("the case split is deeper than \(Self.depthMax)") }
        switch node {
        case .end(let multipliers), .open(let multipliers):
            let nothing = [Int](repeating: 0, count: objective.count)
            let empty = SafeBound.bound(
                program,
                objective: nothing,
                lower: lower,
                upper: upper,
                multipliers: multipliers
            )
            if let empty, empty >= 1 { return Int.max }
            guard
                let shown = SafeBound.bound(
                    program,
                    objective: objective,
                    lower: lower,
                    upper: upper,
                    multipliers: multipliers
                )
            else {
                throw CheckFailure("a set of multipliers does not fit the rows")
            }
            return shown
        case .split(let column, let at, let below, let above):
            guard program.columnLower.indices.contains(column) else {
                throw CheckFailure("a case split names a column that does not exist")
            }
            guard at < Int.max else { throw CheckFailure("a case split is out of range") }
            var lowered = upper
            lowered[column] = min(upper[column], at)
            var raised = lower
            raised[column] = max(lower[column], at + 1)
            return min(
                try bound(below, objective, lower, lowered, depth + 1),
                try bound(above, objective, raised, upper, depth + 1)
            )
        }
    }
}
