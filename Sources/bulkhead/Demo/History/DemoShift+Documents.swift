import Boundary
import Execution
import Governance
import Journal
import PlantModel
import Storage

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

    /// A program deviates from the routing of its fitting, and another one from a form: each asked for by an engineer, approved by others and released. The
    /// routing's revision comes later, so that the standard moves on; the form's last day passes within the history.
    func deviate() async throws {
        let author = try floor.persons("engineer")[0]
        func asked(_ line: Line, _ standard: String, _ definition: RecordID?, _ words: (String, String), for days: Int)
            async throws
        {
            let change = try await floor.governance.request(
                VariantRequest(
                    program: line.program,
                    standard: standard,
                    definition: definition,
                    difference: words.0,
                    reason: words.1,
                    owner: author.facts.id,
                    effective: try floor.today(),
                    expires: try floor.day(in: days)
                ),
                in: floor.execution,
                key: floor.key(author, "demo variant \(line.program)"),
                by: floor.asker(author)
            )
            try await history.work.carry(change, content: try content(of: change))
        }
        guard let first = lines.first, let last = lines.last else { return }
        try await asked(
            first,
            "",
            first.fitting,
            ("The fasteners are torqued to 11.5 Nm.", "Its laminate takes no more; the stress note is SN-204."),
            for: 120
        )
        guard first.program != last.program else { return }
        try await asked(
            last,
            "Certificate of conformance",
            nil,
            (
                "The customer's contract line stands beside the purchase order.",
                "The contract asks for it until its next issue."
            ),
            for: 10
        )
    }

    /// What approvals of a change are bound to.
    private func content(of change: Governance.ChangePlace) throws -> String {
        let query = ViewQuery(
            ChangeRequest.kind.table.name,
            columns: ["content"],
            matches: [.init("id", .equal, [.bytes(change.id.bytes)])],
            limit: 1
        )
        guard case .text(let content)? = try floor.hull.rows(query, in: change.compartment).first?.first else {
            throw DemoFloor.Problem(description: "a variant was asked for and is not there")
        }
        return content
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
