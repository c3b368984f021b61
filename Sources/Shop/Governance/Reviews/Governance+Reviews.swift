public import Boundary
internal import Foundation
public import Journal
internal import PlantModel
internal import Storage

/// What a reviewer signs: the review as it was shown, and what was found.
public struct ReviewStatement: Sendable {
    /// Findings of a review, in bytes.
    public static let findingsMax = 4_000

    /// The hash of what was shown.
    public let contentHash: String
    /// The name as it is printed beside the signature.
    public let printedName: String
    /// What is to change, or that nothing is; 1 to ``findingsMax`` bytes.
    public let findings: String

    /// A statement.
    public init(contentHash: String, printedName: String, findings: String) {
        self.contentHash = contentHash
        self.printedName = printedName
        self.findings = findings
    }
}

extension Governance {
    /// A sheet for each program of this instance whose trail somebody may see: what can be reviewed.
    /// - Parameter place: where the screens stand that are asked about.
    /// - Throws: `noAnswer`.
    public func reviewSheets<Way: Channel>(at place: Whereabouts, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        do throws(AccessRefusal) {
            return try await hull.boundary.reviewSheets(
                of: places,
                from: place,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(access: error)
        }
    }

    /// Who can reach a program's data, a line for each person, under a sheet with the hash that is signed.
    /// - Parameters:
    ///   - sheet: the id of the program's sheet.
    ///   - place: where the screens stand that are asked about.
    /// - Throws: `notFound` for a program that is not of this instance, or whose trail the asker may not know of; `denied`, `noAnswer`.
    public func review<Way: Channel>(_ sheet: AggregateID, at place: Whereabouts, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        let program = program(of: sheet)
        do throws(AccessRefusal) {
            return try await hull.boundary.review(
                of: program ?? "",
                in: program.flatMap { places[$0] },
                from: place,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(access: error)
        }
    }

    func program(of sheet: AggregateID) -> String? {
        places.keys.first { AccessReviewSheet.id(of: $0) == sheet }
    }

    /// The reviews that were signed, the newest first.
    /// - Throws: `invalid` where the list has no such last record; `noAnswer`.
    public func reviews<Way: Channel>(after last: AggregateID? = nil, limit: Int, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        try await list(AccessReview.self, [], [.init("signed", descending: true)], after: last, limit, actor)
    }

    /// Signs a review off. Who can reach the program's data is asked anew, and has to be what was shown: nobody signs what has changed meanwhile.
    /// - Throws: `stale` where it is not; `invalid`, `notFound`, `denied`, `noAnswer`.
    public func signReview<Way: Channel>(
        _ sheet: AggregateID,
        at place: Whereabouts,
        _ statement: ReviewStatement,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        let findings = statement.findings
        guard findings.utf8.count <= ReviewStatement.findingsMax, !findings.allSatisfy(\.isWhitespace) else {
            throw GovernanceRefusal(.invalid, "findings have 1 to \(ReviewStatement.findingsMax) bytes")
        }
        guard let program = program(of: sheet), let compartment = places[program] else {
            throw GovernanceRefusal(.notFound)
        }
        do {
            let boundary = hull.boundary
            guard let id = AggregateID(command.bytes) else { throw GovernanceRefusal(.noAnswer) }
            let reach = try boundary.reach(of: program, from: place)
            let permission = try await boundary.permit(
                .edit,
                ofNew: AccessReview.self,
                RecordOrigin(id: id, compartment: compartment, label: reach.label),
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            guard reach.contentHash == statement.contentHash else { throw GovernanceRefusal(.stale) }
            _ = try await hull.perform(
                JournalCommand(id: command, reads: [id]) { context in
                    // A fact or a policy that changed while the command waited counts at once.
                    guard boundary.isInForce(permission),
                        try boundary.reach(of: program, from: place).contentHash == statement.contentHash
                    else { throw GovernanceRefusal(.stale) }
                    let today = try Self.today(context)
                    let sign = AccessReview.SignOff(
                        program: program,
                        reviewer: permission.subject.description,
                        printedName: statement.printedName,
                        signed: "\(today) \(ClockText.timeOfDay(context.time))",
                        contentHash: reach.contentHash,
                        findings: findings,
                        persons: reach.persons,
                        authorities: permission.authorities
                    )
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                    return [
                        EventDraft(
                            subject: permission.subject.description,
                            kind: AccessReview.signedKind,
                            aggregate: id,
                            label: reach.label.text,
                            payload: [UInt8](try encoder.encode(sign)),
                            scope: DataKeyScope(
                                program: program,
                                retentionClass: DataClass.auditTrail.rawValue,
                                period: String(today.description.prefix(7))
                            )
                        )
                    ]
                },
                in: compartment
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }
}
