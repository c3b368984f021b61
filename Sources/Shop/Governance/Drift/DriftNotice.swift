public import Boundary
internal import Classification
internal import Journal
public import PlantModel
public import Storage

/// A finding of drift for a page: under the labels of the programs that it is about; of what concerns none it is under no label.
public struct DriftNotice: AnswerRecord {
    /// Its code, what is the case, what it is about, where it is written, what stands behind it, and what to do.
    public static let shape = AnswerShape(
        "drift-notice",
        [.init("code"), .init("says"), .init("about"), .init("place"), .init("cite"), .init("remedy")]
    )
    /// Its kind.
    public static let kind = RecordKind<DriftNotice>(shape)
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

extension Governance {
    /// By what the plant has drifted from its plan and its policies today, as far as somebody may see it.
    /// - Parameters:
    ///   - plan: the plan that the instance was made by.
    ///   - random: gives so many random bytes.
    /// - Throws: `unsound`, `noAnswer`.
    public func notices<Way: Channel>(
        of plan: PlanFile?,
        on day: Day,
        random: (Int) -> [UInt8],
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> Release<Way> {
        guard let baseline = hull.boundary.baseline else { throw GovernanceRefusal(.noBaseline) }
        let findings = try drift(of: baseline, plan: plan, on: day)
        do {
            let notices = try findings.map { finding in
                guard let id = AggregateID(random(16)) else { throw GovernanceRefusal(.noAnswer) }
                let label = try finding.programs.reduce(SharedLabel(.unrestricted)) { label, program in
                    label.join(try hull.boundary.label(of: .auditTrail, program: program))
                }
                return DriftNotice(
                    RecordOrigin(id: id, compartment: hull.control, label: label),
                    [
                        .text(finding.code.rawValue), .text(finding.code.says), .text(finding.about),
                        .text(finding.place), .text(finding.cite), .text(finding.code.remedy),
                    ]
                )
            }
            return try await hull.boundary.release(
                notices,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }
}
