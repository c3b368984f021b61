public import Boundary
public import Execution
public import Journal
public import PlantModel
internal import Storage

/// How far the change of a work definition's content has come.
public struct ContentReview: Sendable {
    /// Whether a change of it is open.
    public let isOpen: Bool
    /// Whether one was released.
    public let isReleased: Bool
    /// What policies would say if the asker released the open one now; nil where none is open.
    public let verdict: ChangeVerdict?
}

// The change that puts a work definition in force. Who wrote the definition asks for it; Execution puts in force what was released here.
extension Governance {
    /// Asks for the release of a work definition's content as it is now.
    /// - Parameter variant: a variant of the program that the revision takes in, so that it ends with the release; nil for none.
    /// - Throws: as ``request(_:command:by:)``; `stale` where the content is not the one that the asker looked at; of a variant
    ///   `notFound`, `variantEnded`.
    public func request<Way: Channel>(
        releaseOf master: RecordID,
        in execution: Execution,
        content seen: String,
        because reason: String,
        effective: Day,
        merging variant: AggregateID? = nil,
        key: CommandKey,
        by asker: Asker<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        let content = try await content(of: master, in: execution, by: asker)
        guard content.hash == seen else { throw GovernanceRefusal(.stale) }
        var taken: OpenVariant?
        if let variant { taken = try await openVariant(variant, by: asker) }
        if let taken, taken.programs != [content.program] {
            throw GovernanceRefusal(.invalid, "the variant is of another program than the work definition")
        }
        return try await request(
            ChangeDraft(
                .workDefinition,
                touching: content.touches,
                title: content.title,
                reason: reason,
                content: content.hash,
                programs: [content.program],
                effective: effective,
                merging: taken.map { VariantMerging(of: $0.id, .intoStandard) },
                impact: taken.map { ["Takes in the variant of \($0.delta.standard): \($0.delta.difference)"] } ?? []
            ),
            command: key.command,
            by: actor(asker)
        )
    }

    /// The changes of a work definition's content, as far as the asker may see them.
    public func changes<Way: Channel>(of master: RecordID, in execution: Execution, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        let content = try await content(of: master, in: execution, by: asker)
        do throws(AccessRefusal) {
            let records = try hull.boundary.records(
                ChangeRequest.self,
                in: content.place,
                matching: Self.changes(of: content),
                limit: 100,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            return try await hull.boundary.release(
                records,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw GovernanceRefusal(access: error)
        }
    }

    /// What still stands in the way of a work definition's release by the asker.
    public func review<Way: Channel>(of master: RecordID, in execution: Execution, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> ContentReview
    {
        let content = try await content(of: master, in: execution, by: asker)
        do {
            let states = try states(of: content)
            var verdict: ChangeVerdict?
            if let open = states.last(where: { $0.stage == .open }), case .person(let person) = asker.subject {
                verdict = try hull.boundary.decide(.release, on: open.facts, after: open.progress, by: person)
            }
            return ContentReview(
                isOpen: verdict != nil,
                isReleased: states.contains { $0.stage == .released },
                verdict: verdict
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// The open change of a work definition's content as the asker saw it.
    /// - Throws: `notFound` where none is open; `stale` where the content is another one by now.
    public func openChange<Way: Channel>(
        of master: RecordID,
        in execution: Execution,
        content seen: String,
        by asker: Asker<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        let content = try await content(of: master, in: execution, by: asker)
        guard content.hash == seen else { throw GovernanceRefusal(.stale) }
        do {
            let open = try states(of: content).last { $0.stage == .open }
            guard let id = open.flatMap({ AggregateID(hexadecimal: $0.id) }) else {
                throw GovernanceRefusal(.notFound)
            }
            return ChangePlace(id, in: content.place)
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    private static func changes(of content: ReviewedContent) -> [ViewQuery.Match] {
        [ViewQuery.Match("content", .equal, [.text(content.hash)])]
    }

    private func states(of content: ReviewedContent) throws -> [ChangeState] {
        let query = ViewQuery(
            ChangeRequest.table.name,
            columns: [ChangeRequest.stateColumn],
            matches: Self.changes(of: content),
            limit: 100
        )
        return try Self.states(try hull.rows(query, in: content.place)).filter {
            $0.kind == .workDefinition && $0.programs == [content.program]
        }
    }

    func content<Way: Channel>(of master: RecordID, in execution: Execution, by asker: Asker<Way>)
        async throws(GovernanceRefusal) -> ReviewedContent
    {
        do throws(ExecutionRefusal) {
            return try await execution.content(toRelease: master, by: asker)
        } catch {
            throw GovernanceRefusal(
                error.denial == nil ? .notFound : .denied,
                reasons: error.denial?.reasons ?? [],
                cause: error.cause
            )
        }
    }

    /// Who acts on a change, as Execution names askers.
    public func actor<Way: Channel>(_ asker: Asker<Way>) -> Actor<Way> {
        guard case .person(let person) = asker.subject else {
            return Actor(asker.subject.description, through: asker.channel, from: asker.whereabouts)
        }
        return Actor(person, through: asker.channel, from: asker.whereabouts)
    }
}
