import ArgumentParser
@_spi(Exits) import Boundary
import Classification
import Documents
import Foundation
import Governance
import Journal
import Planning
import PlantModel
import Storage
import Synchronization
import Testing

@testable import bulkhead

/// A clock that a test sets.
private final class DayClock: PlantClock {
    private let day: Mutex<Day>

    init(_ day: Day) { self.day = Mutex(day) }

    var now: UInt64 { day.withLock { $0.millisecondsSince1970 } + 43_200_000 }

    func set(_ new: Day) { day.withLock { $0 = new } }
}

/// An instance of a small plant whose agreement and whose engineer's role end with the year, and the statement that it gives a month later.
private struct LapsedInstance {
    static let plantText = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-01-24
        sites: [ { id: main, country: US } ]
        parties:
          - { id: owner, kind: self, country: US }
          - { id: prime, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2026-09-30 }, citizenships: [US], worksIn: US }
        authorizations:
          - { id: MLA-7, kind: MLA, parties: [owner], programs: [VEH], countries: [US], from: 2024-02-01, until: 2026-02-28 }
        programs:
          - id: VEH
            customer: prime
            classification:
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2024-11-01, document: CJ-118, review: 2026-11-01 }
            sites: [main]
        environments:
          - id: cellar
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1] }
            locations: { processing: [US], storage: [US], backup: [US], support: [US] }
            administrators: [staff]
            support: [staff]
            availability: { needsUplink: false }
            sites: all
            costs: { open: 1, validation: 1 }

        """

    static let grants = """
        @id("trail-seen") permit (principal is Person, action in [Action::"view", Action::"export"], resource is Record)
        when { principal has role && principal.role == "compliance" };

        """

    let folder: URL
    let clock: DayClock

    var plant: String { path("plant.yaml") }
    var arguments: [String] {
        [
            plant, "--catalogue", GatewayFloor.catalogue, "--drift", path("drift.statement"), "--drift-key",
            path("keys/statements.key.pub"),
        ]
    }

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "drift-command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        clock = DayClock(try #require(Day("2026-01-24")))
        try Self.plantText.write(toFile: path("plant.yaml"), atomically: true, encoding: .utf8)
        try Self.grants.write(toFile: path("grants.cedar"), atomically: true, encoding: .utf8)
    }

    /// Opens the instance, has a month and more go by, and keeps the statement that its officer is given.
    func state(on day: String) async throws {
        let place = try InstanceArguments.parse([
            plant, "--catalogue", GatewayFloor.catalogue, "--grants", path("grants.cedar"), "--data", path("data"),
            "--keys", path("keys"), "--approve", "Ann Lee, export officer", "--approve", "Bo Ray, plant manager",
        ])
        let draft = try place.draft()
        let plan = try #require(draft.plan)
        let opened = try await OpenedInstance(
            place.served(draft),
            stores: place.stores,
            draft: draft,
            approvers: place.approvers,
            clock: clock
        )
        let persons: [(String, String, Day?)] = [("cora", "compliance", nil), ("tim", "engineer", Day("2026-02-28"))]
        for (id, role, until) in persons {
            var facts = PersonFacts(id: id, source: "HR", asOf: try #require(Day("2026-01-01")))
            facts.employer = .init("owner")
            facts.role = .init(role)
            facts.usPerson = .init(true, until: until)
            facts.usCitizen = .init(true)
            facts.citizenships = [.init("US")]
            facts.residencies = [.init("US")]
            facts.worksIn = .init(["US"])
            try await opened.hull.boundary.learn(facts, by: .system("console"))
        }
        let today = try #require(Day(day))
        clock.set(today)
        let channel = Export(format: "bulkhead-drift", isEncrypted: false)
        let release = try await opened.governance.driftStatement(
            of: plan,
            on: today,
            random: { SwiftCryptoProvider().randomBytes($0) },
            by: Governance.Actor("cora", through: channel)
        )
        var exit = StatementExit(
            to: .person("cora"),
            through: channel,
            of: opened.hull.boundary,
            clock: clock,
            form: .init(head: "bulkhead drift", format: "bulkhead-drift/1", name: "drift.statement"),
            marking: MarkingRules(
                schemes: draft.baseline.catalogue.schemes,
                profile: .nara(.acronym),
                facts: .init()
            ),
            signer: opened.signer
        )
        try await exit.send(release)
        let file = try #require(exit.file)
        let request = ExitRequest(recipient: .person("cora"), channel: channel, at: opened.hull.boundary, clock)
        try Data(file.open(for: request)).write(to: folder.appending(path: "drift.statement"))
        await opened.hull.close()
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The exit code of `plan` with more arguments; 0 where all is well.
    func plan(_ more: [String]) async throws -> Int32 {
        do {
            let command = try PlanCommand.parse(arguments + ["--without-neighbours"] + more)
            try await command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }
}

@Suite("A plan is held against what a running instance says of its drift")
struct DriftCommandTests {
    private func instance(_ body: (LapsedInstance) async throws -> Void) async throws {
        let instance = try LapsedInstance()
        defer { instance.remove() }
        try await instance.state(on: "2026-04-01")
        try await body(instance)
    }

    private static let old = ["--drift-days", "36500"]

    @Test(
        "an authorization and a person's fact that lapsed show on the plan and in the rationale, with the entries of the log"
    )
    func shown() async throws {
        try await instance { instance in
            let (json, html) = (instance.path("report.json"), instance.path("plan.html"))
            #expect(try await instance.plan(Self.old + ["--report-json", json, "--html", html]) == 0)
            let report = try JSONDecoder().decode(
                ReportFile.self,
                from: Data(contentsOf: URL(filePath: json))
            )
            let drift = try #require(report.drift)
            #expect(drift.recipient == "person:cora" && drift.day == "2026-04-01")
            let ended = try #require(drift.findings.first { $0.code == "BH-D001" })
            #expect(ended.about == "MLA-7" && ended.programs == ["VEH"] && ended.undermines)
            #expect(ended.units == ["VEH at main"] && ended.obligations.contains { $0.hasPrefix("itar") })
            #expect(Set(ended.entries.map(\.event)) == ["baseline.released", "policy.adopted"])
            let lapsed = try #require(drift.findings.first { $0.code == "BH-D004" })
            #expect(lapsed.about == "usPerson of 1" && lapsed.entries.map(\.event) == ["subject.facts"])
            #expect(lapsed.entries.allSatisfy { $0.log == "test.example/main/control" && !$0.leaf.isEmpty })
            let page = try String(contentsOfFile: html, encoding: .utf8)
            #expect(page.contains("Drift since the plan was released") && page.contains("holds no longer: BH-D001"))

            let rationale = instance.path("rationale.html")
            let command = try RationaleCommand.parse(instance.arguments + Self.old + ["--html", rationale])
            try await command.run()
            let argument = try String(contentsOfFile: rationale, encoding: .utf8)
            #expect(argument.contains("the argument no longer holds") && argument.contains("subject.facts"))
        }
    }

    @Test("a statement that is old, forged, of another plan or none is refused")
    func refused() async throws {
        try await instance { instance in
            let statement = instance.path("drift.statement")
            let (wrong, broken) = (ExitStatus.wrongInput.rawValue, ExitStatus.integrityBroken.rawValue)
            #expect(try await instance.plan([]) == wrong)
            let text = try String(contentsOfFile: statement, encoding: .utf8)
            func plan(_ text: String) async throws -> Int32 {
                try text.write(toFile: statement, atomically: true, encoding: .utf8)
                return try await instance.plan(Self.old)
            }
            #expect(try await plan(text.replacing("MLA-7", with: "MLA-8")) == broken)
            #expect(try await plan("") == broken)
            #expect(try await plan(text) == 0)
            let more = "  - { id: COM, customer: prime, sites: [main] }\nenvironments:"
            let changed = LapsedInstance.plantText.replacing("environments:", with: more)
            try changed.write(toFile: instance.plant, atomically: true, encoding: .utf8)
            #expect(try await instance.plan(Self.old) == wrong)
            try "no key".write(toFile: instance.path("keys/statements.key.pub"), atomically: true, encoding: .utf8)
            #expect(try await instance.plan(Self.old) == wrong)
        }
    }

    @Test("both the statement and its key are named, and no copy for an audience has it")
    func arguments() {
        #expect(throws: (any Error).self) { try PlanCommand.parse(["p.yaml", "--drift", "d"]) }
        #expect(throws: (any Error).self) { try PlanCommand.parse(["p.yaml", "--drift-key", "k"]) }
        #expect(throws: (any Error).self) {
            try PlanCommand.parse(["p.yaml", "--drift", "d", "--drift-key", "k", "--drift-days", "-1"])
        }
        #expect(throws: (any Error).self) {
            try RationaleCommand.parse(["p.yaml", "--for", "staff", "--drift", "d", "--drift-key", "k"])
        }
    }
}
