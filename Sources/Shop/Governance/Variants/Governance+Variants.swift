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

    /// Counts.
    public init(inForce: Int, lapsed: Int, standards: Int) {
        self.inForce = inForce
        self.lapsed = lapsed
        self.standards = standards
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
        var (inForce, lapsed, standards) = (0, 0, Set<String>())
        let query = ViewQuery(
            ProcessVariant.table.name,
            columns: ["standard", "effective", "expires", "ended"],
            limit: ViewQuery.limitMax
        )
        for place in Set(places.values).sorted() where hull.compartments.contains(place) {
            let rows: [[ViewValue]]
            do {
                rows = try hull.rows(query, in: place)
            } catch {
                throw GovernanceRefusal(thrown: error)
            }
            for row in rows {
                guard case .text(let standard) = row[0], case .text(let first) = row[1], case .text(let last) = row[2],
                    let start = Day(first)
                else { continue }
                let merged = String(viewValue: row[3]).flatMap { Day($0) }
                if let end = Day(last), day <= end {
                    guard start <= day, merged.map({ day < $0 }) ?? true else { continue }
                    inForce += 1
                    standards.insert("\(place) \(standard)")
                } else if merged == nil {
                    lapsed += 1
                }
            }
        }
        return VariantCount(inForce: inForce, lapsed: lapsed, standards: standards.count)
    }
}
