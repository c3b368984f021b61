public import Boundary
public import Journal
public import PlantModel
internal import Storage

/// How many deviations from something standard there are.
public struct VariantCount: Sendable, Equatable {
    /// Released, and in force on the day.
    public let inForce: Int
    /// Released, past their last day and not merged: to be merged into the standard, or asked for again.
    public let lapsed: Int
    /// How many standards those in force deviate from.
    public let standards: Int
    /// Of those in force, how many deviate from a standard that moved on: another revision of the work definition is in force, or the form or status took in
    /// another variant since.
    public let moved: Int

    /// Counts.
    public init(inForce: Int, lapsed: Int, standards: Int, moved: Int = 0) {
        self.inForce = inForce
        self.lapsed = lapsed
        self.standards = standards
        self.moved = moved
    }
}

extension Governance {
    /// The variants that were released, the one that ends first before the others, as far as somebody may see them.
    /// - Throws: `invalid` where the list has no such last record; `noAnswer`.
    public func variants<Way: Channel>(after last: AggregateID? = nil, limit: Int, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        try await list(ProcessVariant.self, [], [.init("expires")], after: last, limit, actor)
    }

    /// The variants of all programs of this instance on a day, as counts that name none. The variants themselves are records
    /// (``ProcessVariant``), released to whom policies permit.
    /// - Throws: `noAnswer`.
    public func variants(on day: Day) throws(GovernanceRefusal) -> VariantCount {
        let today = day.description
        do {
            let places = Set(places.values).sorted().filter { hull.compartments.contains($0) }
            let all = try places.map { place in
                (
                    place: place,
                    spans: try hull.rows(VariantSpan.query(), in: place).compactMap { VariantSpan($0) }
                )
            }
            // A form or status is the plant's: which program's variant it took in names none here.
            let taken = all.flatMap(\.spans).filter(\.isTakenIn)
            var (inForce, lapsed, standards, moved) = (0, 0, Set<String>(), 0)
            for (place, spans) in all {
                let counting = spans.filter { $0.counts(on: today) }
                let gone = try superseded(counting, in: place)
                inForce += counting.count
                lapsed += spans.count { $0.isLapsed(on: today) }
                standards.formUnion(counting.map { "\(place) \($0.standard)" })
                moved += counting.count {
                    gone.contains($0.id) || $0.overtaken(by: taken, on: today) != nil
                }
            }
            return VariantCount(
                inForce: inForce,
                lapsed: lapsed,
                standards: standards.count,
                moved: moved
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }
}
