internal import CCbc
internal import Planning
internal import PlantModel
internal import Synchronization

/// One integer program in Cbc.
struct CbcSearch {
    /// Cbc reads its parameters through variables of the process (`CbcOrClpRead_mode` and others), so two searches at once disturb each other.
    private static let oneAtATime = Mutex(())

    private let program: LinearProgram
    private let objective: [Int]

    init(_ program: LinearProgram, objective: [Int]) {
        self.program = program
        self.objective = objective
    }

    func point(start: [Int]?, nodes: Int) -> [Int]? {
        Self.oneAtATime.withLock { _ in search(start: start, nodes: nodes) }
    }

    private func search(start: [Int]?, nodes: Int) -> [Int]? {
        guard let model = Cbc_newModel() else { return nil }
        defer { Cbc_deleteModel(model) }
        let matrix = ColumnMatrix(program)
        Cbc_loadProblem(
            model,
            CInt(program.columnCount),
            CInt(program.rowCount),
            matrix.starts,
            matrix.rows,
            matrix.values,
            matrix.columnLower,
            matrix.columnUpper,
            objective.map(Double.init),
            matrix.rowLower,
            matrix.rowUpper
        )
        for column in 0..<program.columnCount { Cbc_setInteger(model, CInt(column)) }
        if let start, start.count == program.columnCount {
            let columns = (0..<program.columnCount).map { CInt($0) }
            Cbc_setMIPStartI(model, CInt(columns.count), columns, start.map(Double.init))
        }
        Cbc_setLogLevel(model, 0)
        Cbc_setParameter(model, "log", "0")
        Cbc_setParameter(model, "slog", "0")
        // Prices are integers: a plan that is not at least one better is not better.
        Cbc_setParameter(model, "increment", "0.999")
        Cbc_setMaximumNodes(model, CInt(clamping: nodes))
        Cbc_solve(model)
        guard Cbc_isProvenInfeasible(model) == 0, let best = Cbc_bestSolution(model) else { return nil }
        return (0..<program.columnCount).map { Int(best[$0].rounded()) }
    }
}
