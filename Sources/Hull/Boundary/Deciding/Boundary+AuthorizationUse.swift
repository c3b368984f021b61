internal import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Counts the uses of authorizations that the log of a compartment has, by its views, which have to be up to it. While this is not known of
    /// a compartment that was opened or is awaited, no authorization with a limit admits anybody.
    /// - Throws: `storage`, also where the views have no table of ``AuthorizationUse``.
    public func countUses(in compartment: CompartmentName, by views: any ViewStore) throws(BoundaryError) {
        let counts: [String: UInt64]
        do throws(StorageError) {
            counts = try AuthorizationUse.counts(in: views)
        } catch {
            throw BoundaryError(
                .storage,
                "the uses of authorizations in \(compartment) cannot be counted",
                cause: error
            )
        }
        state.withLock { $0.uses.count(counts, in: compartment) }
    }

    /// Says that a compartment of this instance may hold uses though it could not be opened: until they are counted no authorization with a
    /// limit admits anybody.
    public func awaitUses(in compartment: CompartmentName) { state.withLock { $0.uses.expect(compartment) } }

    /// How often an authorization with a limit was used here; nil for one that has no limit, or that the plant does not have.
    public func uses(of authorization: String) -> (count: UInt64, limit: Int)? {
        state.withLock { state in
            guard let known = state.baseline?.plant.authorizations.first(where: { $0.id == authorization }),
                let limit = known.useLimit
            else { return nil }
            return (state.uses.count(of: authorization), limit)
        }
    }

    /// Takes a use of each authorization with a limit that something rests on, and gives the events that say so, to be recorded with it.
    /// - Throws: `usedUp` when one has none left: what was decided no longer holds, and no use was taken.
    func use(_ needs: [AuthorizationUses.Need], for purpose: RecordAction, by subject: Subject, _ labels: [SharedLabel])
        throws(BoundaryError) -> [[EventDraft]]
    {
        guard needs.contains(where: { !$0.authorizations.isEmpty }) else { return needs.map { _ in [] } }
        guard let taken = state.withLock({ $0.uses.take(needs) }) else { throw .usedUp }
        return try zip(taken, labels).map { ids, label throws(BoundaryError) in
            try ids.map { id throws(BoundaryError) in
                var payload = PayloadText()
                payload.set("authorization", id)
                payload.set("for", purpose.rawValue)
                return try draft(AuthorizationUse.kind, by: subject, payload, label: label)
            }
        }
    }

    /// Asks again where an authorization was used up between a decision and its record: what is decided then does without it.
    func untilAdmitted<Answer, Failure: Error>(_ ask: () async throws(Failure) -> Answer) async throws(Failure)
        -> Answer
    {
        for _ in 1..<Self.askingMax {
            do throws(Failure) {
                return try await ask()
            } catch {
                guard (error as? BoundaryError)?.code == .usedUp else { throw error }
            }
        }
        return try await ask()
    }

    /// Each asking again does without one authorization more; beyond these many whoever asks is told to ask again.
    static let askingMax = 8
}

extension BoundaryError {
    static let usedUp = BoundaryError(
        .usedUp,
        "an authorization was used up while this was asked; ask again, and have it renewed if that is refused"
    )
}
