public import Boundary
public import Execution
internal import Journal
internal import PlantModel
internal import Storage

extension Governance {
    /// What the change of a work definition touches: the revisions that it replaces, orders by them that are open and units in work, its inspection plan and
    /// their first articles, variants that deviate from them, and trainings of persons who are not trained on it. Each as far as the asker may see it.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    public func impact<Way: Channel>(of master: RecordID, in execution: Execution, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        let content = try await content(of: master, in: execution, by: asker)
        do {
            let impact = try await execution.impact(of: master, by: asker)
            var variants: [ProcessVariant] = []
            if !impact.replacedIDs.isEmpty {
                variants = try hull.boundary.records(
                    ProcessVariant.self,
                    in: content.place,
                    matching: [
                        .init("definition", .equal, impact.replacedIDs.map { .bytes($0.aggregate.bytes) }),
                        .init("ended", .equal, [.text("")]),
                    ],
                    order: [.init("expires")],
                    limit: Self.variantsShownMax,
                    for: asker.subject,
                    through: asker.channel,
                    from: asker.whereabouts
                )
            }
            return try await hull.boundary.releaseTogether(
                impact.replaced,
                impact.orders,
                impact.units,
                impact.articles,
                impact.characteristics,
                variants,
                impact.trainings,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }
}
