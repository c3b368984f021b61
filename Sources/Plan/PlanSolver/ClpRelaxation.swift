internal import CCbc
internal import Planning
internal import PlantModel

/// A linear program held open in Clp. Later solves start from the basis of the one before.
final class ClpRelaxation: LinearRelaxation {
    private let model: UnsafeMutableRawPointer
    private var solvedBefore = false
    private var primalNext = false

    init(_ program: LinearProgram) {
        model = Clp_newModel()
        Clp_setLogLevel(model, 0)
        let matrix = ColumnMatrix(program)
        let objective = [Double](repeating: 0, count: program.columnCount)
        Clp_loadProblem(
            model,
            CInt(program.columnCount),
            CInt(program.rowCount),
            matrix.starts,
            matrix.rows,
            matrix.values,
            matrix.columnLower,
            matrix.columnUpper,
            objective,
            matrix.rowLower,
            matrix.rowUpper
        )
    }

    deinit { Clp_deleteModel(model) }

    func setObjective(_ objective: [Int]) {
        var prices = objective.map(Double.init)
        let columns = Int(Clp_getNumCols(model))
        if prices.count < columns, let current = Clp_objective(model) {
            for column in prices.count..<columns { prices.append(current[column]) }
        }
        Clp_chgObjCoefficients(model, prices)
        primalNext = true
    }

    func setBounds(column: Int, lower: Int, upper: Int) {
        guard let lowers = Clp_columnLower(model), let uppers = Clp_columnUpper(model) else { return }
        lowers[column] = Double(lower)
        uppers[column] = Double(upper)
        primalNext = false
    }

    func addRow(columns: [Int], values: [Int], lower: Int?, upper: Int?) {
        let starts: [CInt] = [0, CInt(columns.count)]
        Clp_addRows(
            model,
            1,
            [lower.map(Double.init) ?? -Double.infinity],
            [upper.map(Double.init) ?? Double.infinity],
            starts,
            columns.map { CInt($0) },
            values.map(Double.init)
        )
    }

    func addColumn(objective: Double, lower: Double, upper: Double, rows: [Int], values: [Double]) {
        let starts: [CInt] = [0, CInt(rows.count)]
        Clp_addColumns(model, 1, [lower], [upper], [objective], starts, rows.map { CInt($0) }, values)
        primalNext = true
    }

    func solve(iterations: Int) -> LinearSolution {
        Clp_setMaximumIterations(model, CInt(clamping: iterations))
        if !solvedBefore {
            // Models with many equal optima are solved 25 times faster by the dual than by what Clp would choose.
            Clp_initialDualSolve(model)
        } else if primalNext {
            Clp_primal(model, 0)
        } else {
            Clp_dual(model, 0)
        }
        solvedBefore = true
        primalNext = false
        if Clp_isProvenOptimal(model) != 0 { return solution(.optimal) }
        if Clp_isProvenPrimalInfeasible(model) != 0 {
            // The ray exists only after a dual simplex run that ended infeasible: repeat without presolve where it is missing.
            if let ray = farkasRay() { return ray }
            Clp_dual(model, 0)
            return farkasRay() ?? solution(.infeasible, multipliers: [])
        }
        // Out of iterations: what was reached is the answer.
        if Clp_status(model) == 3 { return solution(.stopped) }
        Clp_initialDualSolve(model)
        if Clp_isProvenOptimal(model) != 0 { return solution(.optimal) }
        if Clp_isProvenPrimalInfeasible(model) != 0, let ray = farkasRay() { return ray }
        return solution(.stopped)
    }

    private func farkasRay() -> LinearSolution? {
        guard let ray = Clp_infeasibilityRay(model) else { return nil }
        defer { Clp_freeRay(model, ray) }
        return solution(
            .infeasible,
            multipliers: Array(UnsafeBufferPointer(start: ray, count: Int(Clp_getNumRows(model))))
        )
    }

    private func solution(_ status: LinearSolution.Status, multipliers: [Double]? = nil) -> LinearSolution {
        var point: [Double] = []
        if let values = Clp_primalColumnSolution(model) {
            point = Array(UnsafeBufferPointer(start: values, count: Int(Clp_getNumCols(model))))
        }
        var duals: [Double] = []
        if let multipliers {
            duals = multipliers
        } else if let values = Clp_dualRowSolution(model) {
            duals = Array(UnsafeBufferPointer(start: values, count: Int(Clp_getNumRows(model))))
        }
        return LinearSolution(status: status, value: Clp_objectiveValue(model), point: point, multipliers: duals)
    }
}
