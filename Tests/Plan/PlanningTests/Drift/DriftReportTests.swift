import Classification
import Foundation
import PlanSolver
import Planning
import PlantModel
import PublishedSchemas
import Testing

@Suite("A plan says what the running plant's drift means for each of its decisions")
struct DriftReportTests {
    private static let audience = "audience hsv-staff"

    private func drifted(_ records: [String]) throws -> (catalogue: ObligationCatalogue, plan: Plan) {
        var (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        plan.drift = try DriftStatement(json: WrittenDrift.file(records))
        return (catalogue, plan)
    }

    private func text(_ records: [String]) throws -> String {
        ReportText.write(PlanReport(try drifted(records).plan), style: .markdown)
    }

    @Test("an authorization that ended takes away what was argued with it, there and in the verdict")
    func authorization() throws {
        let (_, plan) = try drifted([
            WrittenDrift.notice("BH-D001", about: "MLA-0312", program: "FTR-35"), WrittenDrift.citation(),
        ])
        let text = ReportText.write(PlanReport(plan), style: .markdown)
        #expect(
            text.contains("It no longer holds as it was argued: the running plant had drifted by 2027-01-05 (BH-D001).")
        )
        #expect(text.contains("## Drift since the plan was released"))
        #expect(text.contains("one finding; arguments of the plan are taken away by 1."))
        #expect(text.contains("was argued with it, and the argument no longer holds"))
        #expect(text.contains("MLA for MX (holds no longer: BH-D001)"))
        #expect(text.contains("| authorization MLA-0312 | MLA for MX | ended since (BH-D001) |"))
        #expect(text.contains("entry 12 of plant.example/main/control, policy.adopted of 2026-11-24"))
        let finding = try #require(ReportFile(plan).drift?.findings.first)
        #expect(finding.undermines && finding.units.contains("FTR-35 at wichita"))
        #expect(finding.obligations.contains { $0.hasPrefix("itar") } && finding.entries.count == 1)
    }

    @Test("a fact of an environment that expired is found by its words")
    func environmentFact() throws {
        let (_, plan) = try drifted([])
        let fact = try #require(
            ReportFile(plan).groups.flatMap(\.obligations).flatMap(\.facts).first { $0.subject == Self.audience }
        )
        let text = try text([WrittenDrift.notice("BH-D003", about: "\(fact.subject): \(fact.statement)")])
        #expect(text.contains("(holds no longer: BH-D003)") && text.contains("drifted by 2027-01-05 (BH-D003)"))
    }

    @Test("facts of persons that lapsed admit fewer, and move no program")
    func persons() throws {
        let (_, plan) = try drifted([WrittenDrift.notice("BH-D004", about: "usPerson of 3", at: "the register")])
        let finding = try #require(ReportFile(plan).drift?.findings.first)
        #expect(!finding.undermines && finding.obligations.contains("itar-release"))
        #expect(finding.units.contains("FTR-35 at wichita"))
        #expect(!ReportText.write(PlanReport(plan), style: .plain).contains("no longer holds as it was argued"))
    }

    @Test("a flow that the plan did not know is told beside the flows that were followed")
    func flow() throws {
        let (catalogue, plan) = try drifted([WrittenDrift.notice("BH-D010", about: "f99", program: "FTR-35")])
        let rationale = try Rationale(plan, catalogue: catalogue, profile: .nara(.acronym), solver: CoinSolver())
        let text = ReportText.write(PlanReport(rationale), style: .plain)
        #expect(
            text.contains("FLOWS THAT WERE NOT FOLLOWED")
                && text.contains("BH-D010: f99. The flows were followed without it")
        )
        #expect(RationaleFile(rationale).report.drift?.findings.first?.undermines == true)
    }

    @Test("what no decision rests on is told as that, and a code of a later version is not passed over")
    func others() throws {
        let text = try text([
            WrittenDrift.notice("BH-D001", about: "TAA-OF-NOBODY"), WrittenDrift.notice("BH-D005", about: "2 labels"),
            WrittenDrift.notice("BH-D099", about: "news"),
        ])
        #expect(text.contains("No decision of the plan was argued with it."))
        #expect(text.contains("Cited: no entry of a log that the recipient may see."))
        #expect(text.contains("does not know the code") && text.contains("(BH-D099)"))
    }

    @Test("where nothing has drifted the report says so; without a statement it says nothing")
    func none() throws {
        #expect(try text([]).contains("nothing has drifted"))
        let (_, _, plan) = try ExampleTests.plan("aerostructures")
        #expect(!ReportText.write(PlanReport(plan), style: .plain).uppercased().contains("DRIFT"))
        #expect(ReportFile(plan).drift == nil)
    }

    @Test("only a rationale that lists evidence says that no statement was handed in")
    func silent() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("machine-shop")
        func text(_ filters: [FilterStanding]?) throws -> String {
            let rationale = try Rationale(
                plan,
                catalogue: catalogue,
                profile: .nara(.acronym),
                solver: CoinSolver(),
                filters: filters
            )
            return ReportText.write(PlanReport(rationale), style: .plain)
        }
        #expect(try text([]).contains("No statement of the running plant's drift was handed in"))
        #expect(try !text(nil).contains("statement of the running plant"))
    }

    @Test("JSON with drift keeps to the published schema, and what is written on a page is no markup")
    func forms() throws {
        let (catalogue, plan) = try drifted([
            WrittenDrift.notice("BH-D001", about: "<script>x</script>"), WrittenDrift.citation(),
        ])
        let filters = [FilterStanding(flow: "f5", state: .missing, reason: "there is no evidence")]
        let file = ReportFile(plan, filters: filters)
        #expect(
            ReportText.write(PlanReport(plan, filters: filters), style: .plain).contains("'f5' is not shown to hold")
        )
        #expect(try PublishedSchema("report").problems(of: JSONEncoder().encode(file)) == [])
        #expect(
            try PublishedSchema("rationale").problems(of: JSONEncoder().encode(RationaleTests.file(plan, catalogue)))
                == []
        )
        #expect(try !ReportPage.write(PlanReport(plan)).contains("<script>x"))
    }
}
