import Classification
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("The argument as one document")
struct RationaleTests {
    static func report(_ plan: Plan, _ catalogue: ObligationCatalogue, _ profile: MarkingProfile) throws -> PlanReport {
        PlanReport(try Rationale(plan, catalogue: catalogue, profile: profile, solver: CoinSolver()))
    }

    @Test("it carries the join of what it names as its marking, as NARA and as DoD write it")
    func marking() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        #expect(try Self.report(plan, catalogue, .nara(.acronym)).marking == "CUI//SP-CTI/SP-EXPT")
        let dod = try Self.report(plan, catalogue, .dod)
        #expect(dod.marking == "CUI")
        #expect(dod.firstPage.contains { $0.hasPrefix("CUI Category: ") })
        let medical = try ExampleTests.plan("medical")
        #expect(try Self.report(medical.plan, medical.catalogue, .dod).marking == nil)
    }

    @Test("it tells of leaks, of the road and of environments, and its page needs nothing from elsewhere")
    func whole() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let report = try Self.report(plan, catalogue, .nara(.acronym))
        let titles = report.sections.map(\.title)
        for title in ["Decision", "Possible releases", "From today to the plan", "Environment gov-cloud"] {
            #expect(titles.contains(title), "\(title)")
        }
        let page = try ReportPage.write(report)
        #expect(page.contains("<p class=\"marking\">CUI//SP-CTI/SP-EXPT</p>"))
        #expect(page.contains("<div class=\"designation\">"))
        // Without a marking there is no empty box for one.
        let unmarked = try ReportPage.write(PlanReport(plan))
        #expect(!unmarked.contains("class=\"marking\"") && !unmarked.contains("class=\"designation\""))
        #expect(!page.contains("<script") && !page.contains("src="))
    }

    @Test("the copy for an audience tells nothing of the programs that it may not see, flows included")
    func copy() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let copy = try AudienceCopyTests.planner.copy(of: plan, for: "analysts", catalogue: catalogue)
        let text = ReportText.write(try Self.report(copy, catalogue, .nara(.acronym)), style: .markdown)
        for secret in ["FTR-35", "HYP-9", "MLA-0312", "prime-4471", "SP-CTI", "VIII(i)"] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }
}
