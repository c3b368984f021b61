public import Boundary
internal import Classification
internal import Journal
public import PlantModel
public import Storage

/// A finding of drift for a page: for each program of this instance that it is about under the label of that one; of what concerns none it is under no
/// label.
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
            var notices: [DriftNotice] = []
            for finding in findings {
                // What tells of a program is recorded where its data may be, and nowhere else.
                let here = finding.programs.sorted().compactMap { program in places[program].map { (program, $0) } }
                if finding.programs.isEmpty || (here.isEmpty && finding.code == .unassignedProgram) {
                    let isNamed = finding.programs.isEmpty
                    let origin = RecordOrigin(
                        id: try Self.id(random),
                        compartment: hull.control,
                        label: SharedLabel(.unrestricted)
                    )
                    notices.append(Self.notice(of: finding, origin, isNamed: isNamed))
                }
                for (program, place) in here {
                    let label = try hull.boundary.label(of: .auditTrail, program: program)
                    let origin = RecordOrigin(id: try Self.id(random), compartment: place, label: label)
                    notices.append(Self.notice(of: finding, origin, isNamed: true))
                }
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

    static func id(_ random: (Int) -> [UInt8]) throws(GovernanceRefusal) -> AggregateID {
        guard let id = AggregateID(random(16)) else { throw GovernanceRefusal(.noAnswer) }
        return id
    }

    /// - Parameter isNamed: false where what it is about is a program that nothing here may name.
    private static func notice(of finding: DriftFinding, _ origin: RecordOrigin, isNamed: Bool) -> DriftNotice {
        DriftNotice(
            origin,
            [
                .text(finding.code.rawValue), .text(finding.code.says),
                .text(isNamed ? finding.about : "a program that is not of this instance"),
                .text(isNamed ? finding.place : "the plant file"), .text(isNamed ? finding.cite : ""),
                .text(finding.code.remedy),
            ]
        )
    }
}
