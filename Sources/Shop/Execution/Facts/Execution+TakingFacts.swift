public import Boundary
internal import PlantModel

/// What became of a feed of facts: of each line by itself.
public struct FactFeedOutcome: Hashable, Sendable {
    /// Lines that were taken over.
    public internal(set) var taken = 0
    /// Lines that say what is on file already, of the same source and day.
    public internal(set) var same = 0
    /// Lines that were not taken, each with its place, why, and what to do.
    public internal(set) var refused: [String] = []
}

extension Execution {
    /// States a fact.
    /// - Throws: as the command of its kind.
    public func state<Way: Channel>(
        _ statement: FactStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        switch statement {
        case .gauge(let gauge): try await state(gauge: gauge, from: source, by: asker, key: key)
        case .lot(let lot): try await state(lot: lot, from: source, by: asker, key: key)
        case .qualification(let qualification):
            try await state(qualification: qualification, from: source, by: asker, key: key)
        case .accreditation(let accreditation):
            try await state(accreditation: accreditation, from: source, by: asker, key: key)
        case .training(let training): try await state(training: training, from: source, by: asker, key: key)
        }
    }

    /// Takes a feed over, line by line: each is recorded whole or refused with its place and the reason. Sent again under the same key, no line is taken twice;
    /// where a log does not answer, the lines from there on are left, which is said.
    public func take<Way: Channel>(_ feed: FactFeed, by asker: Asker<Way>, key: CommandKey) async -> FactFeedOutcome {
        var outcome = FactFeedOutcome()
        outcome.refused = feed.problems
        for row in feed.rows {
            // What another line of the same number says is another command.
            let own = key.further("line \(row.place.line) \(row.statement) \(row.source)")
            do throws(ExecutionRefusal) {
                let result = try await state(row.statement, from: row.source, by: asker, key: own)
                if result.isRepeated { outcome.same += 1 } else { outcome.taken += 1 }
            } catch {
                outcome.refused.append("\(row.place): \(error.words)")
                if [.noAnswer, .inDoubt, .busy].contains(error.code) {
                    outcome.refused.append(
                        "\(row.place): this line and all after it were left; send the feed again, no line is taken twice"
                    )
                    return outcome
                }
            }
        }
        return outcome
    }
}

extension ExecutionRefusal {
    /// The reasons in a line. That a program is of another instance is nobody's business who may not work on it, and policies are named on pages of their own.
    fileprivate var words: String {
        reasons.map { reason in
            let code = reason.code == .notHosted ? Code.notFound : reason.code
            let place = code == .invalid ? " (\(reason.place))" : ""
            return "\(code.id): \(code.says)\(place). \(code.remedy)"
        }.joined(separator: " ")
    }
}
