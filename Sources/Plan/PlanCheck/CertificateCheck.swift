public import PlantModel

/// Checks a certificate in exact integers. Rows are built from the problem here and never read from the certificate.
public struct CertificateCheck {
    private let rows: Rows
    private let problem: PlacementProblem
    private typealias Stage = PlacementCertificate.Stage
    /// What a proof shows, and the prices by which it left out sets.
    private typealias Shown = (bound: Int, prices: SetPrices?)
    /// Bounds of an earlier stage, and what it allows.
    private typealias Earlier = (lower: Int?, upper: Int, prices: SetPrices?)

    private enum Rows {
        case slots(SlotModel)
        case sets(SetModel)
    }

    /// Builds the rows. Throws where the certificate is of another problem.
    public init(_ certificate: PlacementCertificate, problem: PlacementProblem) throws(CheckFailure) {
        self.problem = problem
        let outline: [String]
        if certificate.form == .sets {
            guard let model = SetModel(problem) else { throw CheckFailure("the problem has no rows over sets") }
            (rows, outline) = (.sets(model), model.outline)
        } else {
            do throws(SlotModel.Failure) {
                let model = try SlotModel(problem, withCapacity: certificate.form == .copies)
                (rows, outline) = (.slots(model), model.outline)
            } catch {
                throw CheckFailure("the rows of the problem cannot be built: \(error)")
            }
        }
        guard outline == certificate.outline else {
            throw CheckFailure("the groups and slots of the certificate are not those of the problem")
        }
    }

    /// Throws unless each two units of the clique must be in different instances.
    public static func check(clique: [Int], of problem: PlacementProblem) throws(CheckFailure) {
        guard clique.allSatisfy(problem.units.indices.contains) else {
            throw CheckFailure("the clique names a unit that does not exist")
        }
        for (position, first) in clique.enumerated() {
            for second in clique[(position + 1)...] where first == second || !problem.mustBeApart(first, second) {
                let names = [first, second].map { "\(problem.units[$0].program) at \(problem.units[$0].site)" }
                throw CheckFailure("the clique is none: one instance can hold \(names.joined(separator: " and "))")
            }
        }
    }

    /// Throws unless every stage's bound is shown; `values` are the stages' values, constants included.
    public func check(_ certificate: PlacementCertificate, values: [Int], bounds: [Int]) throws(CheckFailure) {
        let count = problem.objectives.count
        guard certificate.stages.count == count, values.count == count, bounds.count == count else {
            throw CheckFailure("the certificate has \(certificate.stages.count) stages, the problem \(count)")
        }
        try Self.check(clique: certificate.clique, of: problem)
        var earlier: [Earlier] = []
        for (index, stage) in certificate.stages.enumerated() {
            let (claimed, isTooLarge) = stage.bound.addingReportingOverflow(problem.objectives[index].constant)
            let (shown, prices) = try shown(stage, index, earlier)
            guard !isTooLarge, bounds[index] == claimed, claimed <= values[index], shown >= stage.bound else {
                throw CheckFailure("stage \(index + 1): the bound is not shown, not the certificate's, or too large")
            }
            earlier.append((stage.bound, values[index] - problem.objectives[index].constant, prices))
        }
    }

    /// Throws unless the certificate shows that no placement exists.
    public func checkInfeasible(_ certificate: PlacementCertificate) throws(CheckFailure) {
        guard certificate.stages.count == 1 else { throw CheckFailure("a proof of infeasibility has one stage") }
        guard try shown(certificate.stages[0], nil, []).bound >= 1 else {
            throw CheckFailure("a placement is not ruled out")
        }
    }

    /// The bound that a proof shows; `index` is nil for a price of nothing.
    private func shown(_ stage: Stage, _ index: Int?, _ earlier: [Earlier]) throws(CheckFailure) -> Shown {
        let model: SlotModel
        switch rows {
        case .sets(let sets): return try shown(stage, index, earlier, over: sets)
        case .slots(let slots): model = slots
        }
        var program = model.program
        for (past, bounds) in earlier.enumerated() {
            for (column, price) in model.objectives[past].enumerated() { program.add(price, column) }
            program.closeRow(lower: bounds.lower, upper: bounds.upper)
        }
        let objective = index.map { model.objectives[$0] } ?? []
        return (try CaseSplitCheck.bound(stage.proof, of: program, objective: objective), nil)
    }

    /// The prices show that a placement below the target holds only sets of a low reduced price: the case split is over these.
    private func shown(_ stage: Stage, _ index: Int?, _ earlier: [Earlier], over model: SetModel)
        throws(CheckFailure) -> Shown
    {
        guard let target = stage.prices?.target, let cuts = stage.prices?.cuts, let multipliers = stage.prices?.pairs,
            cuts.allSatisfy({ Set($0.classes).isSubset(of: model.classes.indices) }),
            let prices = SetPrices(
                model,
                stage: index,
                multipliers: multipliers,
                cuts: cuts,
                uppers: earlier.map(\.upper)
            )
        else { throw CheckFailure("the prices do not fit the rows") }
        func room(_ value: Int128, _ prices: SetPrices) -> Int {
            Int(clamping: value * Int128(PlacementCertificate.scale) - Int128(prices.base))
        }
        let below = room(Int128(target) - 1, prices)
        let past = earlier.compactMap { stage in stage.prices.map { ($0, room(Int128(stage.upper), $0)) } }
        // Even where nothing can be left, no set may be below zero.
        let sets = try SetEnumeration(model, [(prices, max(-1, below))] + past).sets
        if below < 0 { return (target, prices) }
        let program = model.program(over: sets, cuts: cuts, stages: earlier.map { ($0.lower, $0.upper) }).rows
        let objective = index.map { model.objective(over: sets, stage: $0) } ?? []
        let left = try CaseSplitCheck.bound(stage.proof, of: program, objective: objective)
        return (min(target, left), prices)
    }
}
