public import Boundary
public import Execution
internal import Foundation
public import Journal
public import PlantModel
internal import Storage

// A variant is asked for, goes back to the standard, or is taken into it, each by a change that somebody else approves and that is released.
extension Governance {
    /// Asks for a program's variant.
    /// - Throws: as ``request(_:command:by:)``; `invalid` for a work definition of another program; `notFound` for one that the asker may not know of.
    public func request<Way: Channel>(
        _ variant: VariantRequest,
        in execution: Execution,
        key: CommandKey,
        by asker: Asker<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        var standard = variant.standard
        if let definition = variant.definition {
            let content = try await content(of: definition, in: execution, by: asker)
            guard content.program == variant.program else {
                throw GovernanceRefusal(.invalid, "the work definition is none of the program's")
            }
            standard = content.title
        }
        var delta = ChangeDraft.Variant(
            standard: standard,
            difference: variant.difference,
            owner: variant.owner,
            expires: variant.expires
        )
        delta.definition = variant.definition?.description
        return try await request(
            ChangeDraft(
                .variant,
                title: "Variant of \(standard)",
                reason: variant.reason,
                content: try Self.hash(of: delta, in: variant.program),
                programs: [variant.program],
                effective: variant.effective,
                variant: delta,
                impact: [
                    "Deviates from \(standard)", "What differs: \(variant.difference)", "Owner: \(variant.owner)",
                    "Last day: \(variant.expires)",
                ]
            ),
            command: key.command,
            by: actor(asker)
        )
    }

    /// Asks that a program goes by the standard again, or that the standard of a form or status is from then on as the variant says: from the change's day
    /// on the variant does not count.
    /// - Throws: as ``request(_:command:by:)``; `notFound`, `variantEnded`; `invalid` for one of a work definition, which a revision takes in.
    public func request<Way: Channel>(
        endOf variant: AggregateID,
        _ way: VariantMerging.Way = .backToStandard,
        because reason: String,
        effective: Day,
        key: CommandKey,
        by asker: Asker<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        let found = try await openVariant(variant, by: asker)
        if way == .intoStandard, found.delta.definition != nil { throw Self.takenInByRevision }
        let merging = VariantMerging(of: found.id, way)
        let (title, impact) =
            way == .backToStandard
            ? (
                "Back to \(found.delta.standard)",
                ["Back to \(found.delta.standard)", "What no longer differs: \(found.delta.difference)"]
            )
            : (
                "\(found.delta.standard) takes in a variant",
                ["\(found.delta.standard) is from then on as the variant says: \(found.delta.difference)"]
            )
        return try await request(
            ChangeDraft(
                .variant,
                title: title,
                reason: reason,
                content: try Self.hash(of: merging, in: found.programs.sorted().joined(separator: "+")),
                programs: found.programs,
                effective: effective,
                merging: merging,
                impact: impact
            ),
            command: key.command,
            by: actor(asker)
        )
    }

    private static let takenInByRevision = GovernanceRefusal(
        .invalid,
        "a variant of a work definition is taken in by a revision of that"
    )

    /// A variant that counts or is past its last day, and was not merged.
    struct OpenVariant {
        let id: String
        let programs: Set<String>
        let delta: ChangeDraft.Variant
    }

    /// A variant that can be merged, for whoever may see it.
    /// - Throws: `notFound`, `denied`, `variantEnded`, `noAnswer`.
    func openVariant<Way: Channel>(_ id: AggregateID, by asker: Asker<Way>) async throws(GovernanceRefusal)
        -> OpenVariant
    {
        do {
            let place = try placeOfVariant(id)
            _ = try await hull.boundary.permit(
                .view,
                of: ProcessVariant.self,
                id,
                in: place,
                by: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            guard let state = try state(of: id, in: place), let delta = state.variant, let programs = state.programs
            else { throw GovernanceRefusal(.notFound) }
            guard state.ended == nil else { throw GovernanceRefusal(.variantEnded) }
            return OpenVariant(id: state.id, programs: Set(programs), delta: delta)
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// The compartment that has a variant; the control compartment where none has, so that asking there refuses as asking for what is hidden does.
    func placeOfVariant(_ id: AggregateID) throws -> CompartmentName {
        let query = ViewQuery(
            ProcessVariant.table.name,
            columns: ["id"],
            matches: [ViewQuery.Match("id", .equal, [.bytes(id.bytes)])],
            limit: 1
        )
        for place in Set(places.values).sorted() where hull.compartments.contains(place) {
            if try !hull.rows(query, in: place).isEmpty { return place }
        }
        return hull.control
    }

    /// A change as a compartment has it.
    func state(of id: AggregateID, in place: CompartmentName) throws -> ChangeState? {
        let query = ViewQuery(
            ChangeRequest.table.name,
            columns: [ChangeRequest.stateColumn],
            matches: [ViewQuery.Match("id", .equal, [.bytes(id.bytes)])],
            limit: 1
        )
        return try Self.states(try hull.rows(query, in: place)).first
    }

    /// The variant that a change merges, ended by it.
    /// - Throws: `notFound` where there is no such one of the same programs; `variantEnded` where another change was released before.
    static func ending(_ merging: VariantMerging, by change: ChangeState, on day: Day, in views: any ViewStore) throws
        -> ChangeState
    {
        guard let id = AggregateID(hexadecimal: merging.variant),
            var variant = try state(of: id, in: views),
            let delta = variant.variant, variant.stage == .released, variant.programs == change.programs
        else { throw GovernanceRefusal(.notFound) }
        guard variant.ended == nil else { throw GovernanceRefusal(.variantEnded) }
        if merging.way == .intoStandard, change.kind == .variant, delta.definition != nil {
            throw takenInByRevision
        }
        variant.ended = EndedVariant(day: day.description, way: merging.way, change: change.id)
        return variant
    }

    /// What approvals of a delta are bound to.
    private static func hash(of content: some Encodable, in program: String) throws(GovernanceRefusal) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let bytes = [UInt8](try encoder.encode(content))
            return TreeHash.leaf(Array("bulkhead variant v1\n\(program)\n".utf8) + bytes).bytes.hexadecimal
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }
}
