import PlantModel

extension LinearSolution {
    /// The row multipliers over the certificate's scale, in whole numbers; those of the wrong sign for their row are left out, save of an
    /// infeasible program, whose ray is tried with either sign.
    func multipliers(of rows: LinearProgram) -> [PlacementCertificate.Multiplier] {
        let scale = Double(PlacementCertificate.scale)
        return multipliers.enumerated().compactMap { row, value in
            guard let times = Int(exactly: (value * scale).rounded()), times != 0, abs(times) < 1 << 60 else {
                return nil
            }
            if status != .infeasible, (times > 0 ? rows.rowLower[row] : rows.rowUpper[row]) == nil { return nil }
            return PlacementCertificate.Multiplier(row: row, times: times)
        }
    }

    /// Multipliers that show in exact integers that no point is within the bounds: a price of nothing that has to be at least 1 cannot be
    /// had. Nil where neither sign of the ray shows it.
    ///
    /// - Parameter lift: makes multipliers of the program that was solved into ones of `rows`.
    func proofOfEmptiness(
        of rows: LinearProgram,
        lower: [Int],
        upper: [Int],
        lift: ([PlacementCertificate.Multiplier]) -> [PlacementCertificate.Multiplier]? = { $0 }
    ) -> [PlacementCertificate.Multiplier]? {
        let nothing = [Int](repeating: 0, count: lower.count)
        let ray = multipliers(of: rows)
        for sign in [1, -1] {
            let usable = (lift(ray.map { PlacementCertificate.Multiplier(row: $0.row, times: sign * $0.times) }) ?? [])
                .filter { ($0.times > 0 ? rows.rowLower[$0.row] : rows.rowUpper[$0.row]) != nil }
            let shown = SafeBound.bound(rows, objective: nothing, lower: lower, upper: upper, multipliers: usable)
            if let shown, shown >= 1 { return usable }
        }
        return nil
    }

    /// The point in whole numbers; nil where a column is not near one.
    var wholePoint: [Int]? {
        var whole: [Int] = []
        whole.reserveCapacity(point.count)
        for value in point {
            guard abs(value - value.rounded()) < 1e-6 else { return nil }
            whole.append(Int(value.rounded()))
        }
        return whole
    }
}
