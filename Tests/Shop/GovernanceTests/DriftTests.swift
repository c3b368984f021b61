import Boundary
import Execution
import Foundation
import Governance
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("What no longer is as plan and policies reckoned with is listed, with its place and what to do")
struct DriftTests {
    private func plan(_ programs: [String], holdsUntil: String? = nil, flows: String? = nil) throws -> PlanFile {
        try TestPlan.file([programs], holdsUntil: holdsUntil, flows: flows)
    }

    private func drift(_ site: GovernedSite, _ plan: PlanFile?) throws -> [String] {
        try site.governance.drift(of: GovernedSite.draft().baseline, plan: plan, on: site.clock.today)
            .map { "\($0.code.rawValue) \($0.about)" }
    }

    @Test("nothing, on the day of the plan")
    func none() async throws {
        let site = try await GovernedSite.started()
        #expect(try drift(site, plan(["VEH", "MED"], holdsUntil: "2027-01-31")) == [])
    }

    @Test("a program without a place in the plan")
    func unassigned() async throws {
        let site = try await GovernedSite.started()
        let found = try site.governance.drift(
            of: GovernedSite.draft().baseline,
            plan: plan(["VEH"]),
            on: site.clock.today
        )
        #expect(found.map(\.code) == [.unassignedProgram])
        #expect(found.first?.place.hasPrefix("plant.yaml:") == true)
        #expect(found.first?.description.contains("Plan again") == true)
    }

    @Test("as time goes by: an authorization, a person's fact, an audience's screening, the plan itself")
    func lapsing() async throws {
        let site = try await GovernedSite.started()
        try await site.learn("tim", role: "engineer", until: Day(year: 2026, month: 12, day: 31))
        site.clock.advance(days: 40)
        #expect(try drift(site, nil) == ["BH-D004 role of 1"])
        site.clock.advance(days: 400)
        let late = try drift(site, plan(["VEH", "MED"], holdsUntil: "2027-01-31"))
        #expect(Set(late.map { $0.prefix(7) }) == ["BH-D001", "BH-D003", "BH-D004", "BH-D008"])
        #expect(late.contains("BH-D001 MLA-7") && late.contains("BH-D008 it held until 2027-01-31"))
        #expect(late.contains { $0.hasPrefix("BH-D003 audience staff") }, "\(late)")
    }

    @Test("a directory that was not read for longer than it may, until the register is fed again")
    func staleRegister() async throws {
        let site = try await GovernedSite.started()
        let accounts = Accounts(
            site.hull,
            provider: SwiftCryptoProvider(),
            clock: site.clock,
            rules: SecretRules(refusesWellKnown: false)
        )
        let text = """
            directory: 1
            url: ldaps://dc1.plant.example
            base: ou=people
            filter: (uid=*)
            source: Corporate directory
            staleDays: 3
            columns: { person: uid, badge: uid, name: uid, role: title }

            """
        let file = try DirectoryFile(Array(text.utf8), file: "directory.yaml")
        let ann = DirectoryEntry(name: "uid=ann", attributes: ["uid": [Array("ann".utf8)]])
        func read() async throws {
            let feed = try PersonFeed([ann], of: file, readOn: site.clock.today)
            _ = try await PersonRegister(site.hull, accounts).take(feed, of: file)
        }
        try await read()
        site.clock.advance(days: 3)
        #expect(try drift(site, nil) == [])
        site.clock.advance(days: 1)
        #expect(try drift(site, nil) == ["BH-D014 Corporate directory, read last on 2026-11-24"])
        try await read()
        #expect(try drift(site, nil) == [])
    }

    private static let withFlow =
        GovernedSite.plantText + """
            systems:
              - { id: erp, kind: ERP, hosting: cellar, audiences: [staff] }
            flows:
              - { id: to-erp, from: mes, to: erp, carries: [orders, capacity], programs: [VEH] }

            """

    @Test("a flow that the plan did not know, and one that carries more than it knew")
    func flows() async throws {
        let site = try await GovernedSite.started(Self.withFlow)
        func found(_ flows: String?) throws -> [DriftFinding] {
            try site.governance.drift(
                of: GovernedSite.draft(Self.withFlow).baseline,
                plan: plan(["VEH", "MED"], flows: flows),
                on: site.clock.today
            )
        }
        // A plan of before plans said so is not taken for one that knew none.
        #expect(try found(nil) == [])
        let new = try #require(try found("[]").first)
        #expect(new.code == .newFlow && new.about == "to-erp" && new.programs == ["VEH"])
        #expect(new.place.hasPrefix("plant.yaml:") && new.cite == "from mes to erp")
        let known = #"{ "id": "to-erp", "from": "mes", "to": "erp", "programs": ["VEH"], "carries": ["capacity"] }"#
        let wider = try #require(try found("[\(known)]").first)
        #expect(wider.code == .widerFlow && wider.about == "to-erp: it carries orders")
        #expect(try found("[\(known.replacing("[\"capacity\"]", with: "[\"capacity\", \"orders\"]"))]") == [])
    }

    @Test(
        "records beside a program's data whose label names no program, or cannot be read, to whom the program's trail is shown"
    )
    func labels() async throws {
        let site = try await GovernedSite.started()
        let shop = try CompartmentName(GovernedSite.shop)
        for text in ["", "*"] {
            let draft = EventDraft(
                subject: "system:import",
                kind: "access.denied",
                aggregate: try #require(AggregateID(SwiftCryptoProvider().randomBytes(16))),
                label: text,
                payload: Array("{}".utf8),
                scope: DataKeyScope(program: "common", retentionClass: "auditTrail", period: "2026-11")
            )
            _ = try await site.hull.perform(JournalCommand(id: site.command()) { _ in [draft] }, in: shop)
        }
        let found = try site.governance.drift(of: GovernedSite.draft().baseline, plan: nil, on: site.clock.today)
        #expect(found.map(\.code) == [.unreadLabels, .unassignedLabels])
        #expect(found.allSatisfy { $0.programs == ["MED", "VEH"] && $0.place == GovernedSite.shop })
    }

    @Test("a statement says of which plan and day it is, and where the log has what stands behind a finding")
    func statement() async throws {
        let site = try await GovernedSite.started()
        try await site.learn("tim", role: "engineer", until: Day(year: 2026, month: 12, day: 31))
        try await site.hull.boundary.learn(
            .american("cora", role: "compliance", asOf: site.clock.today),
            by: .system("console")
        )
        site.clock.advance(days: 100)
        let plan = try plan(["VEH", "MED"], holdsUntil: "2027-01-31")
        let release = try await site.governance.driftStatement(
            of: plan,
            on: site.clock.today,
            random: { SwiftCryptoProvider().randomBytes($0) },
            by: site.actor("cora")
        )
        let records = release.records.filter { !$0.isWithheld }
        func of(_ kind: String) -> [ReleasedRecord] { records.filter { $0.kind == kind } }
        #expect(of("drift-standing").count == 1 && of("drift-notice").count >= 3)
        #expect(of("log-citation").contains { $0["event"]?.shows("subject.facts") == true })
        #expect(of("log-citation").contains { $0["event"]?.shows("baseline.released") == true })
        #expect(of("log-citation").contains { $0["event"]?.shows("policy.adopted") == true })
        #expect(plan.digest.count == 64)
    }

    @Test("the hash of a plan is that of what it decides, not of its proof")
    func digest() throws {
        var one = try plan(["VEH", "MED"])
        let digest = one.digest
        one.holdsUntil = "2030-01-01"
        one.bound = [1, 2, 3]
        #expect(one.digest == digest)
        #expect(try plan(["VEH"]).digest != digest)
        #expect(try plan(["VEH", "MED"], flows: "[]").digest != digest)
    }

    @Test("every code says what it is and what to do", arguments: DriftFinding.Code.allCases)
    func codes(code: DriftFinding.Code) {
        #expect(!code.says.hasSuffix("."))
        #expect(code.remedy.hasSuffix("."))
    }
}
