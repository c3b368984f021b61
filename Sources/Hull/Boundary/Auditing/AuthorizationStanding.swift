internal import Journal
public import PlantModel
public import Storage
internal import Synchronization

/// An authorization that ends soon, or has ended, for one of the programs that it covers: under the program's label.
public struct AuthorizationStanding: AnswerRecord {
    /// Its id and kind; the program; the last day; `ended`, `usedUp` or `ending`; how often it was used and may be, empty without a limit.
    public static let shape = AnswerShape(
        "authorization-standing",
        [.init("authorization"), .init("kind"), .init("program"), .init("until"), .init("standing"), .init("uses")]
    )
    /// Its kind.
    public static let kind = RecordKind<AuthorizationStanding>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

extension Boundary {
    /// The authorizations of programs that have ended, are used up, or end by a day, the soonest first, to whoever may see the trail of the
    /// program. That they were shown is recorded in the program's compartment, since no other may hold anything of it.
    /// - Parameter places: the compartment of each program of this instance.
    /// - Throws: `failed`.
    public func authorizations<Way: Channel>(
        endingBy last: Day,
        of places: [String: CompartmentName],
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var found: [AuthorizationStanding] = []
        do throws(BoundaryError) {
            let world = try world()
            let ending = world.facts.plant.authorizations.filter { authorization in
                world.exhausted.contains(authorization.id) || authorization.until.map { $0 <= last } ?? false
            }
            for authorization in ending.sorted(by: { ($0.until ?? last, $0.id) < ($1.until ?? last, $1.id) }) {
                for program in authorization.programs.sorted() {
                    guard let place = places[program] else { continue }
                    let label = world.label(of: .auditTrail, program: program)
                    found.append(
                        standing(
                            of: authorization,
                            program,
                            RecordOrigin(id: try newID(), compartment: place, label: label),
                            in: world
                        )
                    )
                }
            }
        } catch {
            throw .failed(error)
        }
        return try await release(found, to: subject, through: channel, from: whereabouts)
    }

    private func standing(
        of authorization: Plant.Authorization,
        _ program: String,
        _ origin: RecordOrigin,
        in world: DecisionWorld
    ) -> AuthorizationStanding {
        let standing =
            authorization.until.map { $0 < world.day } ?? false
            ? "ended" : world.exhausted.contains(authorization.id) ? "usedUp" : "ending"
        let uses = state.withLock { $0.uses }
        let limit = authorization.useLimit.map { "\(uses.count(of: authorization.id)) of \($0)" }
        return AuthorizationStanding(
            origin,
            [
                .text(authorization.id), .text(authorization.kind), .text(program),
                .text(authorization.until?.description ?? ""), .text(standing), .text(limit ?? ""),
            ]
        )
    }
}
