import Foundation
import PlanSolver
import Planning
import PlantModel
import Testing

@Suite("A copy for an audience")
struct AudienceCopyTests {
    static let planner = Planner(optimizer: PlacementOptimizer(solver: CoinSolver()))

    static func copy(_ plant: Plant, for audience: String) throws -> String {
        let catalogue = try ObligationCatalogue.load(directory: ExampleTests.path("Catalogue"))
        let plan = try planner.plan(plant, catalogue: catalogue)
        let copy = try planner.copy(of: plan, for: audience, catalogue: catalogue)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return ReportText.write(PlanReport(copy), style: .markdown) + (try ReportPage.write(PlanReport(copy)))
            + String(decoding: try encoder.encode(ReportFile(copy)), as: UTF8.self)
    }

    @Test("names nothing of a program that the audience may not see")
    func withholds() throws {
        let copy = try Self.copy(try ExampleTests.plan("aerostructures").plant, for: "analysts")
        #expect(copy.contains("COM-200 at wichita"))
        for secret in [
            "FTR-35", "HYP-9", "MLA-0312", "prime-4471", "defense-prime", "no-commingling", "SOW 4.2.1", "H-17",
            "hsv-paper",
            "VIII(i)", "SP-CTI", "score",
        ] {
            #expect(!copy.contains(secret), "\(secret)")
        }
    }

    @Test("whoever may see everything gets every program")
    func all() throws {
        let copy = try Self.copy(try ExampleTests.plan("aerostructures").plant, for: "hsv-staff")
        for program in ["COM-200", "FTR-35", "HYP-9"] { #expect(copy.contains(program)) }
    }

    @Test("two plants that differ in withheld programs alone have the same copy")
    func nonInterference() throws {
        let file = ExampleTests.path("Examples/aerostructures/plant.yaml")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let other = text.replacing("id: FTR-35 ", with: "id: FTR-99 ").replacing("FTR-35", with: "FTR-99")
            .replacing("SOW 4.2.1", with: "SOW 9.9.9").replacing("hsv-clean: 120", with: "hsv-clean: 119")
        let copies = try [text, other].map { text in
            try Self.copy(try Plant.load("plant.yaml", files: ["plant.yaml": text]), for: "analysts")
        }
        #expect(copies[0] == copies[1])
    }

    @Test("the copy of a what-if leaves out what the what-if left out, and a withheld program's flowdown is no mistake")
    func whatIf() throws {
        let (plant, catalogue, _) = try ExampleTests.plan("aerostructures")
        let without: Set = ["segregation-attributes", "flow-persons-us-citizens"]
        let plan = try Self.planner.plan(plant, catalogue: catalogue, without: without, neighbours: false)
        let copy = try Self.planner.copy(of: plan, for: "analysts", catalogue: catalogue)
        #expect(copy.without == ["segregation-attributes"])
        #expect(copy.obligations.byID["segregation-attributes"] == nil)
        #expect(try Self.planner.copy(of: plan, for: "hsv-staff", catalogue: catalogue).without == without)
    }

    @Test("an audience that the plant does not have is refused, the nearest is told")
    func unknown() throws {
        let error = #expect(throws: Planner.Failure.self) {
            _ = try Self.copy(try ExampleTests.plan("aerostructures").plant, for: "analyst")
        }
        #expect(error?.description == "the plant has no audience 'analyst'; did you mean 'analysts'?")
    }
}
