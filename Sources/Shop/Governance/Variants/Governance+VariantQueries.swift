public import Boundary
public import Execution
public import Journal
public import PlantModel
internal import Storage

// What pages and programs ask of variants. What one may not see is filtered in the store.
extension Governance {
    /// Variants of a list on a page.
    public static let variantsShownMax = 200

    /// The variants that were not merged, the one that ends first before the others, a drift for each from under which the standard moved on by a day, changes
    /// of variants that are open, and those that were merged, as far as somebody may see them.
    /// - Throws: `noAnswer`.
    public func variantOverview<Way: Channel>(on day: Day, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        do {
            let open = try openVariants(by: asker)
            let merged = try variants([.init("ended", .greater, [.text("")])], by: asker)
            let changes = try hull.boundary.page(
                of: ChangeRequest.self,
                matching: [
                    .init("kind", .equal, [.text(ChangeKind.variant.rawValue)]),
                    .init("stage", .equal, [.text(ChangeStage.open.rawValue)]),
                ],
                order: [.init("effective")],
                limit: Self.variantsShownMax,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            return try await hull.boundary.releaseTogether(
                open,
                merged,
                changes,
                try drifts(of: open, on: day, by: asker),
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// The first of the variants that were not merged, the one that ends first before the others, and a drift for each from under which the
    /// standard moved on by a day, as far as somebody may see them.
    /// - Throws: `noAnswer`.
    public func openVariants<Way: Channel>(on day: Day, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        do {
            let open = try openVariants(by: asker)
            return try await hull.boundary.releaseTogether(
                open,
                try drifts(of: open, on: day, by: asker),
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// A variant, the changes by which it was released and is merged, the work definition that it deviates from, the revisions of that
    /// which are in force in its place or drafted, and its drift where the standard moved on by a day.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    public func variant<Way: Channel>(_ id: AggregateID, in execution: Execution, on day: Day, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        do {
            let place = try placeOfVariant(id)
            let record = try await hull.boundary.permit(
                .view,
                of: ProcessVariant.self,
                id,
                in: place,
                by: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            ).record
            func changes(_ match: ViewQuery.Match) throws(AccessRefusal) -> [ChangeRequest] {
                try hull.boundary.records(
                    ChangeRequest.self,
                    in: place,
                    matching: [match],
                    limit: 100,
                    for: asker.subject,
                    through: asker.channel,
                    from: asker.whereabouts
                )
            }
            let own = try changes(.init("id", .equal, [.bytes(id.bytes)]))
            let merging = try changes(.init("merges", .equal, [.text(id.bytes.hexadecimal)]))
            let definition = try state(of: id, in: place)?.variant?.definition.flatMap { RecordID(text: $0) }
            let standard = definition.map { [$0] } ?? []
            let standards = try execution.definitions(standard, by: asker)
            let newer = try standard.first.map { try execution.revisions(beside: $0, by: asker) } ?? []
            return try await hull.boundary.releaseTogether(
                [record],
                own,
                merging,
                standards,
                newer,
                try drifts(of: [record], on: day, by: asker),
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// A change that asks for a variant or for the end of one, with what its release by the asker would still take.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    public func variantChange<Way: Channel>(_ id: AggregateID, by asker: Asker<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        do {
            let place = try placeOfVariantChange(id)
            let record = try await hull.boundary.permit(
                .view,
                of: ChangeRequest.self,
                id,
                in: place.compartment,
                by: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            ).record
            guard let state = try state(of: id, in: place.compartment) else { throw GovernanceRefusal(.notFound) }
            var reviews: [ChangeReview] = []
            if state.stage == .open, case .person(let person) = asker.subject {
                reviews = [try review(state, beside: record.origin, by: person)]
            }
            return try await hull.boundary.releaseTogether(
                [record],
                reviews,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Where a change of a variant is; the control compartment, which has none, for any other.
    /// - Throws: `noAnswer`.
    public func variantPlace(_ id: AggregateID) throws(GovernanceRefusal) -> ChangePlace {
        do {
            return try placeOfVariantChange(id)
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    private func placeOfVariantChange(_ id: AggregateID) throws -> ChangePlace {
        for place in Set(places.values).sorted() where hull.compartments.contains(place) {
            if try state(of: id, in: place)?.kind == .variant { return ChangePlace(id, in: place) }
        }
        // A change of the baseline is there too, and is none of these: an id that nobody has takes its place.
        let unknown = AggregateID(hashing: Array("bulkhead no variant v1\n\(id)".utf8))
        return ChangePlace(unknown, in: hull.control)
    }

    /// Asks for those that were taken into their standards.
    static let takenIn = ViewQuery.Match("merged", .equal, [.text(VariantMerging.Way.intoStandard.rawValue)])

    private func drifts<Way: Channel>(of variants: [ProcessVariant], on day: Day, by asker: Asker<Way>) throws
        -> [VariantDrift]
    {
        try drifts(of: variants, on: day) { try self.variants($0, newest: true, by: asker) }
    }

    private func openVariants<Way: Channel>(by asker: Asker<Way>) throws(AccessRefusal) -> [ProcessVariant] {
        try variants([.init("ended", .equal, [.text("")])], by: asker)
    }

    /// - Parameter newest: the last that ended come first, and otherwise those that end first.
    private func variants<Way: Channel>(
        _ matches: [ViewQuery.Match],
        newest: Bool = false,
        by asker: Asker<Way>
    ) throws(AccessRefusal) -> [ProcessVariant] {
        try hull.boundary.page(
            of: ProcessVariant.self,
            matching: matches,
            order: [newest ? .init("ended", descending: true) : .init("expires")],
            limit: Self.variantsShownMax,
            for: asker.subject,
            through: asker.channel,
            from: asker.whereabouts
        )
    }
}
