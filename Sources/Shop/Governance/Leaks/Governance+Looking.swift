public import Boundary
public import Journal
public import PlantModel
internal import Storage

// What left is looked for beside all else that the instance does: up to a hundred thousand entries of logs are read for it.
extension Governance {
    /// Looks for what left of a program, or of a record of it, by the logs of all compartments, as far as somebody may see the trail. That it was looked
    /// for is recorded with what is released of it.
    /// - Parameters:
    ///   - sheet: the id of the program's sheet, ``AccessReviewSheet/id(of:)``.
    ///   - since: the first day that is looked through; nil for the first there is.
    ///   - found: where it was found, kept for whoever asked until it is confirmed; at most ``LeakReport/textMax`` bytes.
    /// - Returns: the id by which its asker, and nobody else, follows it.
    /// - Throws: `notFound`, `denied`; `tooManyRequests` where one of the person's is open; `invalid`, `noAnswer`.
    public func look<Way: Channel>(
        for sheet: AggregateID,
        record: AggregateID?,
        since: Day?,
        found: String = "",
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> AggregateID {
        let program = program(of: sheet)
        let compartment = program.flatMap { places[$0] }
        do throws(AccessRefusal) {
            try await hull.mayLookForExposures(
                of: program ?? "",
                in: compartment,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(asked: error)
        }
        guard let program, let compartment else { throw GovernanceRefusal(.notFound) }
        let asked = ExposureAsked(
            question: ExposureQuestion(program, record: record, since: since),
            sheet: sheet,
            compartment: compartment,
            // What is too long to be confirmed comes back as far as it can be typed again.
            found: String(
                String.UnicodeScalarView(
                    found.replacing("\u{0}", with: "\u{FFFD}").unicodeScalars.prefix(LeakReport.textMax)
                )
            )
        )
        return try await lookups.begin(ExposureInquiry(hull: hull, asked: asked, actor: actor), by: actor.person)
    }

    /// How far one's own look is, and what left once that is known, as far as one may see it now: a sheet, and a line for each who, by which channel and of
    /// which kind.
    /// - Throws: `notFound` for a look that is not one's own, or that was begun before the last start, or whose program one may not know of any more;
    ///   `denied`, `noAnswer`.
    public func exposures<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        guard let job = lookups.question(id, of: actor.person), let asked = (job.asked as? any ExposureAsking)?.asked
        else { throw GovernanceRefusal(.notFound) }
        do {
            try await hull.mayLookForExposures(
                of: asked.question.program,
                in: asked.compartment,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            var (sheets, lines) = ([ExposureSheet](), [Exposure]())
            if case .exposed(let exposure) = job.standing {
                (sheets, lines) = try hull.records(of: exposure, for: asked.question, in: asked.compartment)
            }
            return try await hull.boundary.releaseTogether(
                [try standing(of: job, asked)],
                sheets,
                lines,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Stops one's own look, wherever it is.
    /// - Throws: `notFound`.
    public func cancelLook<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) throws(GovernanceRefusal) {
        try lookups.cancel(id, of: actor.person)
    }

    private func standing(of job: WorkLine.Question, _ asked: ExposureAsked) throws(BoundaryError) -> ExposureLook {
        var (step, problem) = ("", "")
        switch job.standing {
        case .working(let what): step = what
        case .unsound(let problems): problem = problems.joined(separator: "\n")
        default: break
        }
        let label = try hull.boundary.label(of: .auditTrail, program: asked.question.program)
        return ExposureLook(
            RecordOrigin(id: job.id, compartment: asked.compartment, label: label),
            [
                .text(asked.question.program), .text(asked.sheet.bytes.hexadecimal),
                .text(asked.question.record?.bytes.hexadecimal ?? ""), .text(asked.question.since?.description ?? ""),
                .text(asked.found), .text(job.standing.name), .text(step), .integer(Int64(job.done)),
                .integer(Int64(job.count)), .text(problem),
            ]
        )
    }
}
