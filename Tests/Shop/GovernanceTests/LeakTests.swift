import Boundary
import Foundation
import Governance
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A leak holds what is kept together with it, and gives the clocks of the duties")
struct LeakTests {
    private let sheet = AccessReviewSheet.id(of: "VEH")
    private let main = Whereabouts(site: "main", country: "US")

    private func report(_ site: GovernedSite, _ found: String = "on a share") -> LeakReport {
        LeakReport(record: nil, since: nil, found: found, discovered: site.clock.now, printedName: "Ann Example")
    }

    private func confirm(_ site: GovernedSite, _ report: LeakReport? = nil) async throws -> AggregateID {
        try await site.governance.confirmLeak(
            report ?? self.report(site),
            of: sheet,
            at: main,
            command: site.command(),
            by: site.actor("ann")
        )
    }

    private func shred(_ site: GovernedSite) async throws {
        let writer = try site.hull.writer(of: CompartmentName(GovernedSite.shop))
        _ = try await writer.shred(
            DataKeyScope(program: "VEH", retentionClass: "auditTrail", period: "2026-11"),
            command: site.command(),
            by: JournalAuthority(subject: "person:ann", label: "", reason: "due")
        )
    }

    private func clocks(_ site: GovernedSite, of leak: AggregateID) async throws -> [ReleasedRecord] {
        let release = try await site.governance.clocks(of: leak, by: site.actor("ann"))
        return release.records
    }

    @Test("nothing that is kept in the compartment is destroyed until the leak is closed")
    func hold() async throws {
        let site = try await GovernedSite.started()
        let leak = try await confirm(site)
        await #expect(throws: JournalError.self) { try await shred(site) }
        // The hold is in the log, so that it outlives the process.
        let again = try await site.reopened()
        try await again.governance.start(GovernedSite.draft(), on: again.clock.today)
        await #expect(throws: JournalError.self) { try await shred(again) }
        let started = try await again.governance.clocks(of: leak, by: again.actor("ann"))
        let all = started.records.compactMap(\.id)
        for clock in all {
            try await again.governance.meetClock(
                ClockAct(clock, evidence: "letter", at: again.clock.now),
                .reported,
                of: leak,
                command: again.command(),
                by: again.actor("ann")
            )
        }
        try await again.governance.closeLeak(
            ClockAct(nil, evidence: "done", at: again.clock.now),
            of: leak,
            command: again.command(),
            by: again.actor("ann")
        )
        try await shred(again)
    }

    @Test(
        "what the catalogue asks to report is a clock: its addressee, its hours, from when on, and where it is written"
    )
    func duties() async throws {
        let site = try await GovernedSite.started()
        let duties = try site.hull.boundary.reportingDuties(of: "VEH", at: "main")
        #expect(
            duties.map { "\($0.addressee) \($0.hours) h from \($0.trigger): \($0.obligations.joined(separator: ", "))" }
                == ["DDTC 0 h from discovery: itar-proscribed-notice", "DDTC 1440 h from firstNotice: itar-disclosure"]
        )
        #expect(try site.hull.boundary.reportingDuties(of: "MED", at: "main").isEmpty)
        let leak = try await confirm(site)
        let states = try await clocks(site, of: leak).map { clock in
            ["running", "waiting"].first {
                $0 == "running" ? clock["state"]?.shows("running") == true : clock["state"]?.shows("waiting") == true
            }
        }
        #expect(states.sorted { ($0 ?? "") < ($1 ?? "") } == ["running", "waiting"])
    }

    @Test("the same command twice confirms one leak")
    func once() async throws {
        let site = try await GovernedSite.started()
        let command = try site.command()
        for _ in 0..<2 {
            _ = try await site.governance.confirmLeak(
                report(site),
                of: sheet,
                at: main,
                command: command,
                by: site.actor("ann")
            )
        }
        let leaks = try await site.governance.leaks(limit: 10, by: site.actor("ann"))
        #expect(leaks.records.count == 1)
    }

    @Test("a finding of a scan says where it was found and what was broken; what is none is taken as words")
    func findings() {
        func read(_ found: String) -> LeakReport {
            LeakReport(record: nil, since: nil, found: found, discovered: 0, printedName: "")
        }
        let finding = """
            {"rule":"BH-L001","path":"/share/x.pdf","place":"line 7","message":"a marking: CUI","system":"fileShare",
            "refusals":[{"refusedBy":["b","a"]},{"refusedBy":["a"]}]}
            """
        #expect(read(finding).found == "BH-L001 /share/x.pdf, line 7 (fileShare): a marking: CUI")
        #expect(read(finding).broken == ["a", "b"])
        #expect(read("{\"findings\":[\(finding),\(finding)]}").found.split(separator: "\n").count == 2)
        for words in [
            "in a bin", "{", "{}", "{\"findings\":[]}", "[1]", String(repeating: "[", count: 4_000), "{\"findings\":1}",
        ] {
            #expect(read(words).found == words && read(words).broken.isEmpty)
        }
        let many = (0..<1_000).map { "\"o\($0)\"" }.joined(separator: ",")
        #expect(read(finding.replacing("\"b\",\"a\"", with: many)).broken.count == 100)
    }

    @Test("who may not change the trail of the program confirms nothing, and of no other program anything is known")
    func refused() async throws {
        let site = try await GovernedSite.started()
        await #expect(throws: GovernanceRefusal.self) {
            _ = try await site.governance.confirmLeak(
                report(site),
                of: sheet,
                at: main,
                command: site.command(),
                by: site.actor("nobody")
            )
        }
        await #expect(throws: GovernanceRefusal.self) {
            _ = try await site.governance.confirmLeak(
                report(site),
                of: AccessReviewSheet.id(of: "NONE"),
                at: main,
                command: site.command(),
                by: site.actor("ann")
            )
        }
        let leaks = try await site.governance.leaks(limit: 10, by: site.actor("ann"))
        #expect(leaks.records.isEmpty)
    }
}
