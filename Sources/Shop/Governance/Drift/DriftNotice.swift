public import Boundary
internal import Classification
internal import Journal
public import PlantModel
public import Storage

/// A finding of drift for a page: for each program of this instance that it is about under the label of that one; of what concerns none it is under no
/// label.
public struct DriftNotice: AnswerRecord {
    /// Its code, what is the case, what it is about, where it is written, what stands behind it, what to do, and the program whose notice it is, empty where
    /// it concerns none.
    public static let shape = AnswerShape(
        "drift-notice",
        [
            .init("code"), .init("says"), .init("about"), .init("place"), .init("cite"), .init("remedy"),
            .init("program"),
        ]
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
            let notices = try findings.flatMap { try self.notices(of: $0, random: random) }
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

    /// The same with what a statement says beside it: of which plan and day it is, and where the control log has what stands behind a finding. As far as somebody
    /// may see it: places in a log are for those who may see all that is in it.
    /// - Throws: `noBaseline`, `unsound`, `noAnswer`.
    public func driftStatement<Way: Channel>(
        of plan: PlanFile,
        on day: Day,
        random: (Int) -> [UInt8],
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> Release<Way> {
        guard let baseline = hull.boundary.baseline else { throw GovernanceRefusal(.noBaseline) }
        let findings = try drift(of: baseline, plan: plan, on: day)
        do {
            let behind = try BehindDrift(hull, baseline, on: day)
            var notices: [DriftNotice] = []
            var citations: [LogCitation] = []
            for finding in findings {
                let own = try self.notices(of: finding, random: random)
                notices += own
                let places = behind.places(of: finding)
                if places.isEmpty { continue }
                for notice in own {
                    citations += try hull.citations(of: places, in: hull.control, for: notice.origin.id)
                }
            }
            let log = try hull.writer(of: hull.control).log.origin.text
            let standing = DriftStanding(
                try unrestricted(random),
                [.text(log), .text(day.description), .text(plan.digest)]
            )
            return try await hull.boundary.releaseTogether(
                [standing],
                notices,
                citations,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// What tells of a program is recorded where its data may be, and nowhere else.
    private func notices(of finding: DriftFinding, random: (Int) -> [UInt8]) throws -> [DriftNotice] {
        let here = finding.programs.sorted().compactMap { program in places[program].map { (program, $0) } }
        var notices: [DriftNotice] = []
        if finding.programs.isEmpty || (here.isEmpty && finding.code == .unassignedProgram) {
            let isNamed = finding.programs.isEmpty
            notices.append(Self.notice(of: finding, try unrestricted(random), program: isNamed ? "" : nil))
        }
        for (program, place) in here {
            let label = try hull.boundary.label(of: .auditTrail, program: program)
            let origin = RecordOrigin(id: try Self.id(random), compartment: place, label: label)
            notices.append(Self.notice(of: finding, origin, program: program))
        }
        return notices
    }

    private func unrestricted(_ random: (Int) -> [UInt8]) throws(GovernanceRefusal) -> RecordOrigin {
        RecordOrigin(id: try Self.id(random), compartment: hull.control, label: SharedLabel(.unrestricted))
    }

    static func id(_ random: (Int) -> [UInt8]) throws(GovernanceRefusal) -> AggregateID {
        guard let id = AggregateID(random(16)) else { throw GovernanceRefusal(.noAnswer) }
        return id
    }

    /// - Parameter program: whose notice it is, empty for nobody's; nil where it is about a program that nothing here may name.
    private static func notice(of finding: DriftFinding, _ origin: RecordOrigin, program: String?) -> DriftNotice {
        let isNamed = program != nil
        return DriftNotice(
            origin,
            [
                .text(finding.code.rawValue), .text(finding.code.says),
                .text(isNamed ? finding.about : "a program that is not of this instance"),
                .text(isNamed ? finding.place : "the plant file"), .text(isNamed ? finding.cite : ""),
                .text(finding.code.remedy), .text(program ?? ""),
            ]
        )
    }
}
