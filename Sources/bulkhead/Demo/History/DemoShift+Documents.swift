import Boundary
import Execution
import Governance
import Journal
import PlantModel

// What happens now and then: revisions and reviews.
extension DemoShift {
    /// A new revision of each fitting supersedes the first one; units that were ordered by that are built by it. All but the last of its workers are
    /// trained on it.
    mutating func revise() async throws {
        let quality = try floor.persons("quality")[0]
        let source = try history.work.source()
        for place in lines.indices {
            let program = lines[place].program
            let master = try await history.work.release(
                try history.work.content(program, revision: "B"),
                of: program,
                because: "Deburring is called out at the fillet"
            )
            for worker in lines[place].workers {
                _ = try await floor.execution.state(
                    training: workers[worker].facts.id,
                    on: master,
                    day: source.asOf,
                    from: source,
                    by: floor.asker(quality),
                    key: floor.key(quality, "demo training \(program) \(worker)")
                )
            }
            lines[place].fitting = master
        }
    }

    /// Every other program has a further revision before its reviewers, for what is due in two months and later.
    func draftsInReview() async throws {
        let author = try floor.persons("engineer")[0]
        for line in lines.enumerated().filter({ $0.offset % 2 == 0 }).map(\.element) {
            let draft = try await floor.execution.draft(
                try history.work.content(line.program, revision: "C", from: try floor.day(in: 60).description),
                of: line.program,
                by: floor.asker(author),
                key: floor.key(author, "demo draft \(line.program)")
            ).record
            _ = try await floor.execution.submit(
                draft,
                by: floor.asker(author),
                key: floor.key(author, "demo submission \(line.program)")
            )
        }
    }

    /// The compliance officer looks at who can reach what and signs it off.
    func reviewAccess() async throws {
        let officer = try floor.persons("compliance")[0]
        for line in lines {
            let reach = try floor.hull.boundary.reach(of: line.program, from: floor.whereabouts)
            try await floor.governance.signReview(
                AccessReviewSheet.id(of: line.program),
                at: floor.whereabouts,
                ReviewStatement(
                    contentHash: reach.contentHash,
                    printedName: officer.account.name,
                    findings: "Everybody listed works on the program or oversees it; nothing is to change."
                ),
                command: floor.command(),
                by: floor.actor(officer)
            )
        }
    }
}
