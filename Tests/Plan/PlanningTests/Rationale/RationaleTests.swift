import Classification
import Foundation
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("The argument as one document")
struct RationaleTests {
    static func report(_ plan: Plan, _ catalogue: ObligationCatalogue, _ profile: MarkingProfile) throws -> PlanReport {
        PlanReport(try Rationale(plan, catalogue: catalogue, profile: profile, solver: CoinSolver()))
    }

    static func file(_ plan: Plan, _ catalogue: ObligationCatalogue) throws -> RationaleFile {
        RationaleFile(
            try Rationale(plan, catalogue: catalogue, profile: .nara(.acronym), solver: CoinSolver())
        )
    }

    /// Everything that is ever written of a plan's argument: text, Markdown, page with drawings, JSON.
    static func everything(_ plan: Plan, _ catalogue: ObligationCatalogue) throws -> String {
        let rationale = try Rationale(plan, catalogue: catalogue, profile: .nara(.acronym), solver: CoinSolver())
        let report = PlanReport(rationale)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ReportText.write(report, style: .plain) + ReportText.write(report, style: .markdown)
            + (try ReportPage.write(report))
            + String(decoding: try encoder.encode(RationaleFile(rationale)), as: UTF8.self)
    }

    @Test("the whole document is the golden one; BULKHEAD_RECORD=1 writes it anew")
    func golden() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        try ExampleTests.expect(
            try Self.report(plan, catalogue, .nara(.acronym)),
            isGolden: "Examples/aerostructures/rationale.md"
        )
    }

    @Test("so is the copy for an audience")
    func goldenCopy() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let copy = try AudienceCopyTests.planner.copy(of: plan, for: "analysts", catalogue: catalogue)
        try ExampleTests.expect(
            try Self.report(copy, catalogue, .nara(.acronym)),
            isGolden: "Examples/aerostructures/rationale-for-analysts.md"
        )
    }

    @Test("what is shown of filters is cited where it is given, and never in a copy")
    func filters() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let standings = [
            FilterStanding(
                flow: "f5",
                state: .holds,
                day: "2026-11-24",
                pairs: 1_000,
                proved: 12,
                signer: "filter-evidence"
            ),
            FilterStanding(flow: "f6", state: .missing, reason: "there is no evidence"),
        ]
        func written(_ plan: Plan) throws -> (String, RationaleFile) {
            let rationale = try Rationale(
                plan,
                catalogue: catalogue,
                profile: .nara(.acronym),
                solver: CoinSolver(),
                filters: standings
            )
            return (ReportText.write(PlanReport(rationale), style: .plain), RationaleFile(rationale))
        }
        let (text, file) = try written(plan)
        #expect(text.contains("shown to hold as of 2026-11-24: 1000 pairs of worlds"))
        #expect(text.contains("The filter of the flow 'f6' is not shown to hold: there is no evidence."))
        #expect(file.filters == standings)
        let copy = try AudienceCopyTests.planner.copy(of: plan, for: "analysts", catalogue: catalogue)
        let (ofCopy, fileOfCopy) = try written(copy)
        #expect(!ofCopy.contains("shown to hold") && fileOfCopy.filters == nil)
    }

    @Test("the same plant gives the same bytes, drawings and JSON included")
    func deterministic() throws {
        let written = try (0..<2).map { _ in
            let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
            return try Self.everything(plan, catalogue)
        }
        #expect(written[0] == written[1])
        #expect(written[0].count { $0 == "<" } > 0)
    }

    @Test("two plants that differ in withheld programs alone have the same copy, drawings and JSON included")
    func twoWorlds() throws {
        let catalogue = try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        let file = ExampleTests.path("Examples/aerostructures/plant.yaml")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let other = text.replacing("FTR-35", with: "FTR-99").replacing("SOW 4.2.1", with: "SOW 9.9.9")
            .replacing("hsv-clean: 120", with: "hsv-clean: 119").replacing("MLA-0312", with: "MLA-9999")
        let copies = try [text, other].map { text in
            let plan = try AudienceCopyTests.planner.plan(
                try Plant.load("plant.yaml", files: ["plant.yaml": text]),
                catalogue: catalogue
            )
            return try Self.everything(
                try AudienceCopyTests.planner.copy(of: plan, for: "analysts", catalogue: catalogue),
                catalogue
            )
        }
        #expect(copies[0] == copies[1])
    }

    @Test("an index leads from each program to why it is with whom it is, and no link leads nowhere")
    func index() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let page = try ReportPage.write(try Self.report(plan, catalogue, .nara(.acronym)))
        for place in plan.places { #expect(page.contains(">\(place)</a>")) }
        let targets = page.ranges(of: #/href="#([^"]+)"/#).map { page[$0].dropFirst(7).dropLast() }
        #expect(!targets.isEmpty)
        for target in Set(targets) { #expect(page.contains("id=\"\(target)\""), "\(target)") }
    }

    @Test("the page draws deployment, flows and the road, and the copy draws no road")
    func drawings() throws {
        let (_, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let page = try ReportPage.write(try Self.report(plan, catalogue, .nara(.acronym)))
        #expect(page.ranges(of: "<svg").count == 3)
        let copy = try AudienceCopyTests.planner.copy(of: plan, for: "analysts", catalogue: catalogue)
        let copied = try ReportPage.write(try Self.report(copy, catalogue, .nara(.acronym)))
        #expect(copied.ranges(of: "<svg").count == 2)
        for secret in ["FTR-35", "HYP-9"] { #expect(!copied.contains(secret)) }
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
        let text = try Self.everything(copy, catalogue)
        for secret in ["FTR-35", "HYP-9", "MLA-0312", "prime-4471", "SP-CTI", "VIII(i)"] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }
}
