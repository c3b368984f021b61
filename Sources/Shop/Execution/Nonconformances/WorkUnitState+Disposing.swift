internal import Boundary

extension WorkUnitState {
    /// What a disposition makes of the unit.
    /// - Returns: the rework that begins by it, or those that end.
    mutating func take(_ disposition: Disposition, of found: NonconformanceState, _ context: DecisionContext) throws
        -> [UnitReworkState]
    {
        holds.removeAll { $0 == found.id }
        switch disposition {
        case .useAsIs, .repair:
            if let number = found.characteristic, found.sequence == sequence, found.pass == pass,
                !accepted.contains(number)
            {
                accepted.append(number)
            }
        case .scrap:
            // What it is part of would hold scrap: that one is disposed of, and this one taken out of it first.
            guard builtInto == nil else { throw ExecutionRefusal(.builtIn) }
            let ended = try context.givingUpReworks(of: self)
            phase = .scrapped
            holds = []
            run = nil
            return ended
        case .rework(let target):
            // In a rework the operations are those of its definition, by their own numbers or by those that they have on the unit.
            let operation = try context.followedOperations(of: self).first {
                $0.sequence == target || $0.sequence == ReworkNumbering.number(target, of: self.rework)
            }
            guard let operation, operation.sequence <= sequence, builtInto == nil else {
                throw ExecutionRefusal(.noRework)
            }
            pass += 1
            go(to: operation)
        }
        guard let definition = found.rework else { return [] }
        let (rework, first) = try context.rework(self, by: definition, for: found)
        enter(rework, at: first, context.now)
        return [rework]
    }
}
