internal import Classification
internal import Journal
public import PlantModel
public import Storage
internal import Synchronization

/// An authorization that ends soon, or has ended: under the labels of all programs that it covers.
public struct AuthorizationStanding: AnswerRecord {
    /// Its id and kind; the programs; the last day; `ended`, `usedUp` or `ending`; how often it was used and may be, empty without a limit.
    public static let shape = AnswerShape(
        "authorization-standing",
        [.init("authorization"), .init("kind"), .init("programs"), .init("until"), .init("standing"), .init("uses")]
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
    /// The authorizations of the plant that have ended, are used up, or end by a day, the soonest first, to whoever may see the trail of all programs
    /// that they cover.
    /// - Parameter place: the compartment that records that they were shown.
    /// - Throws: `failed`.
    public func authorizations<Way: Channel>(
        endingBy last: Day,
        recordedIn place: CompartmentName,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var found: [AuthorizationStanding] = []
        do throws(BoundaryError) {
            let world = try world()
            let uses = state.withLock { $0.uses }
            let ending = world.facts.plant.authorizations.filter { authorization in
                world.exhausted.contains(authorization.id) || authorization.until.map { $0 <= last } ?? false
            }
            for authorization in ending.sorted(by: { ($0.until ?? last, $0.id) < ($1.until ?? last, $1.id) }) {
                let label = authorization.programs.reduce(SharedLabel(.unrestricted)) { label, program in
                    label.join(world.label(of: .auditTrail, program: program))
                }
                let standing =
                    authorization.until.map { $0 < world.day } ?? false
                    ? "ended" : world.exhausted.contains(authorization.id) ? "usedUp" : "ending"
                let limit = authorization.useLimit.map { "\(uses.count(of: authorization.id)) of \($0)" }
                found.append(
                    AuthorizationStanding(
                        RecordOrigin(id: try newID(), compartment: place, label: label),
                        [
                            .text(authorization.id), .text(authorization.kind),
                            .text(authorization.programs.joined(separator: ", ")),
                            .text(authorization.until?.description ?? ""), .text(standing), .text(limit ?? ""),
                        ]
                    )
                )
            }
        } catch {
            throw .failed(error)
        }
        return try await release(found, to: subject, through: channel, from: whereabouts)
    }
}
