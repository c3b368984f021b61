import Foundation
import PlanSolver
import PlantModel
import PublishedSchemas
import Testing

@testable import Planning

@Suite("Flows of the examples, and of plant files that say odd things")
struct FlowAnalysisTests {
    @Test("the report is the golden one; BULKHEAD_RECORD=1 writes it anew", arguments: ["aerostructures"])
    func golden(example: String) throws {
        let (plant, catalogue, plan) = try ExampleTests.plan(example)
        let analysis = try FlowAnalysis(plant, catalogue: catalogue, plan: plan, solver: CoinSolver())
        let report = ReportText.write(PlanReport(analysis), style: .markdown)
        let file = URL(filePath: ExampleTests.path("Examples/\(example)/flows.md"))
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try report.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(report == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test(
        "nonconformances of the fighter get to analysts abroad by two flows, and the obligations that refuse are named"
    )
    func knownLeak() throws {
        let (plant, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let analysis = try FlowAnalysis(plant, catalogue: catalogue, plan: plan, solver: CoinSolver())
        let leak = try #require(
            analysis.releases.first {
                $0.at == "bi" && $0.audience == "analysts" && $0.refusedBy.contains("itar-release")
            }
        )
        #expect(leak.origin == "mes in wichita-onprem")
        #expect(leak.flows == ["f4", "f5"])
        #expect(leak.data == [.init(programs: ["FTR-35"], classes: ["nonconformances"])])
        #expect(leak.options.contains { $0.action.kind == .narrowAudience && $0.cost == 12 })
        let places = analysis.releases.map(\.flows.count)
        #expect(places == places.sorted())
        #expect(Set(analysis.releases.map(\.at)).isSuperset(of: ["qms", "bi", "portal", "share", "lake"]))
        #expect(analysis.cut?.status == "proved")
        let asked = Set(analysis.questions.map(\.about))
        #expect(
            asked.isSuperset(of: ["maintenance", "travelers", "f11", "erp-minimum", "enterprise-cloud", "wichita"])
        )
        // Civil data may be read where the fighter's may not.
        #expect(!analysis.releases.contains { $0.data.contains { $0.programs.contains("COM-200") } })
    }

    private func questions(_ change: (inout FlowPlant) -> Void) throws -> [String: [String]] {
        var plant = FlowPlant()
        plant.systems = ["a", "b", "c"].map { FlowPlant.System(id: $0, audiences: ["staff"]) }
        change(&plant)
        return Dictionary(grouping: try plant.analysis(cutting: true).questions, by: \.about).mapValues {
            $0.map(\.text)
        }
    }

    @Test("systems that only bring something to one another are where it comes from, and are asked about")
    func circle() throws {
        var plant = FlowPlant()
        plant.systems = ["a", "b", "c"].map { FlowPlant.System(id: $0, audiences: ["abroad"]) }
        plant.flows = [("ab", "a", "b"), ("ba", "b", "a"), ("bc", "b", "c"), ("cc", "c", "c")].map {
            FlowPlant.Flow(id: $0.0, from: $0.1, to: $0.2, classes: ["nonconformances"], programs: ["arms"])
        }
        let analysis = try plant.analysis(cutting: true)
        let abroad = analysis.releases.filter { $0.audience == "abroad" }
        #expect(abroad.map(\.at) == ["a", "b", "c"])
        #expect(abroad.map(\.flows) == [[], [], ["bc"]])
        #expect(
            analysis.questions.contains {
                $0.about == "a" && $0.text.contains("a, b bring nonconformances to one another")
            }
        )
        #expect(analysis.questions.contains { $0.about == "cc" && $0.text.contains("goes back to where it starts") })
        #expect(analysis.cut?.status == "proved")
    }

    @Test(
        "filters that say nothing, all, or both of a class, and those that stand nowhere, are asked about; what is unclear passes"
    )
    func filters() throws {
        func analysis(_ filter: String) throws -> FlowAnalysis {
            var plant = FlowPlant()
            plant.systems = [.init(id: "bi", audiences: ["abroad"])]
            plant.flows = []
            let text = plant.text.replacingOccurrences(
                of: "flows: []",
                with: "flows: [ { id: f, from: mes, to: bi, carries: [nonconformances], programs: [arms], filter: x } ]"
            ).replacingOccurrences(of: "filters: []", with: "filters: [ \(filter), { id: idle, passes: [] } ]")
            let loaded = try Plant.load("plant.yaml", files: ["plant.yaml": text])
            return try FlowAnalysis(loaded, catalogue: try FlowPlant.catalogue.get(), solver: CoinSolver())
        }
        for (filter, passes, question) in [
            ("{ id: x, passes: [], drops: [] }", true, "It says nothing of nonconformances, which f carries"),
            ("{ id: x, passes: [hours], drops: [notes] }", true, "It says nothing of nonconformances, which f carries"),
            (
                "{ id: x, passes: [nonconformances], drops: [nonconformances] }", true,
                "It both passes and drops nonconformances"
            ),
            ("{ id: x, passes: [], drops: [nonconformances] }", false, "It drops all that f carries"),
        ] {
            let found = try analysis(filter)
            #expect(found.releases.contains { $0.audience == "abroad" } == passes, "\(filter)")
            #expect(found.questions.contains { $0.about == "x" && $0.text.hasPrefix(question) }, "\(filter)")
            #expect(found.questions.contains { $0.about == "idle" && $0.text.hasPrefix("It stands in no flow") })
        }
    }

    @Test("what a filter keeps out and a flow carries on all the same counts as there, and is asked about")
    func unsupplied() throws {
        var plant = FlowPlant()
        plant.systems = [.init(id: "qms", audiences: ["staff"]), .init(id: "bi", audiences: ["abroad"])]
        plant.flows = [
            .init(
                id: "in",
                from: "mes",
                to: "qms",
                classes: ["nonconformances"],
                programs: ["arms"],
                drops: ["nonconformances"]
            ),
            .init(id: "on", from: "qms", to: "bi", classes: ["nonconformances"], programs: ["arms"]),
        ]
        let analysis = try plant.analysis()
        let leak = try #require(analysis.releases.first { $0.audience == "abroad" })
        #expect(leak.origin == "qms")
        #expect(
            analysis.questions.contains { $0.about == "on" && $0.text.contains("though the filter xin keeps them") }
        )
    }

    @Test("programs without an MES, flows without programs and audiences without facts are asked about, and refuse")
    func unknowns() throws {
        let asked = try questions { plant in
            plant.systems[1].audiences = ["unknown"]
            plant.systems[2].audiences = []
            plant.flows = [
                .init(id: "f", from: "mes", to: "b", classes: ["nonconformances"], programs: ["arms", "other"]),
                .init(id: "g", from: "b", to: "c", classes: ["nonconformances"], programs: nil),
                .init(id: "h", from: "b", to: "c", classes: ["nonconformances"], programs: []),
            ]
        }
        #expect(asked["f"]?.first?.contains("MES of other, which no instance hosts") == true)
        #expect(asked["g"]?.first?.contains("carrying nonconformances of all") == true)
        #expect(asked["h"]?.first?.contains("data of no program") == true)
        #expect(asked["a"]?.first?.contains("No flow touches it, and staff read it") == true)
        #expect(asked["c"]?.first?.contains("no audience reads it") == true)
        #expect(asked["unknown"]?.first?.contains("allUSPersons, citizenships, worksIn") == true)
        #expect(asked["here"]?.first?.contains("b, c run at the site") == true)
    }

    @Test("a long circle with a tail is followed to its end")
    func huge() throws {
        var plant = FlowPlant()
        let count = 400
        plant.systems = (0..<count).map {
            FlowPlant.System(id: "s\($0)", audiences: $0 == count - 1 ? ["abroad"] : ["staff"])
        }
        plant.flows = (0..<count - 1).map {
            .init(id: "f\($0)", from: "s\($0)", to: "s\($0 + 1)", classes: ["nonconformances"], programs: ["arms"])
        }
        plant.flows.append(.init(id: "in", from: "mes", to: "s0", classes: ["nonconformances"], programs: ["arms"]))
        plant.flows.append(
            .init(id: "back", from: "s\(count - 2)", to: "s0", classes: ["nonconformances"], programs: ["arms"])
        )
        let analysis = try plant.analysis(cutting: true)
        let leak = try #require(analysis.releases.first { $0.audience == "abroad" })
        #expect(leak.flows.count == count)
        #expect(analysis.cut?.status == "proved")
        #expect(analysis.cut?.cost == 8)
    }

    @Test("the staff of every environment reads the plan's instances there, those that stay from today too")
    func staffOfPlan() throws {
        let plant = try FlowPlant().plant()
        let plan = try PlanBlameTests.plan(plant)
        let index = PlantIndex(plant)
        let places = FlowPlaces(plant: plant, index: index, plan: plan)
        let hosted = places.nodes.filter { if case .instance = $0.kind { true } else { false } }
        #expect(hosted.contains { $0.id == "mes in cellar/old" }, "\(hosted.map(\.id))")
        for node in hosted {
            let environment = try #require(node.environment.flatMap { index.environments[$0] }, "\(node.id)")
            #expect(node.readers.map(\.audience) == environment.administrators.map(\.value))
            #expect(node.readers.allSatisfy { $0.reach == .environment(environment.id) && $0.channel == .staff })
        }
    }

    @Test("what is written as JSON keeps to its schema", arguments: [true, false])
    func schema(today: Bool) throws {
        let (plant, catalogue, plan) = try ExampleTests.plan("aerostructures")
        let analysis = try FlowAnalysis(plant, catalogue: catalogue, plan: today ? nil : plan, solver: CoinSolver())
        let file = FlowFile(analysis)
        let written = try JSONEncoder().encode(file)
        #expect(try PublishedSchema("flows").problems(of: written) == [])
        #expect(try JSONDecoder().decode(FlowFile.self, from: written) == file)
    }
}
