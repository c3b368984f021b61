import Foundation
import PlantModel
import Testing

@testable import Planning

@Suite("Roadmaps lead from today to the plan")
struct RoadmapTests {
    static func roadmap(_ example: String) throws -> Roadmap {
        try RoadmapPlants.roadmap(Plant.load(path: ExampleTests.path("Examples/\(example)/plant.yaml")))
    }

    @Test("the roadmap is the golden one; BULKHEAD_RECORD=1 writes it anew")
    func golden() throws {
        let report = ReportText.write(PlanReport(try Self.roadmap("aerostructures")), style: .markdown)
        let file = URL(filePath: ExampleTests.path("Examples/aerostructures/roadmap.md"))
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try report.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(report == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("the same plant gives the same bytes")
    func deterministic() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let files = try (0..<2).map { _ in try encoder.encode(RoadmapFile(Self.roadmap("aerostructures"))) }
        #expect(files[0] == files[1])
    }

    @Test(
        "no phase adds a refusal, and after the last one nothing is refused: asked anew, unit by unit",
        arguments: ["aerostructures", "machine-shop", "medical"]
    )
    func invariant(example: String) throws {
        let roadmap = try Self.roadmap(example)
        #expect(roadmap.isFeasible)
        #expect(roadmap.refusedAtTheEnd.isEmpty)
        try expectInvariant(roadmap)
        let states = try RoadmapReplay(roadmap).states()
        #expect(states.last?.filter { !$0.isEmpty } == [])
    }

    private func expectInvariant(_ roadmap: Roadmap) throws {
        let states = try RoadmapReplay(roadmap).states()
        for (before, after) in zip(states, states.dropFirst()) {
            for unit in before.indices where !before[unit].isEmpty || roadmap.plan.answer == nil {
                #expect(after[unit].isSubset(of: before[unit]))
            }
        }
        // What the phases say they close entirely is what the states lose.
        for (index, phase) in roadmap.phases.enumerated() {
            for closure in phase.closes where closure.entirely {
                for unit in closure.units {
                    let position = try #require(roadmap.plan.places.firstIndex(of: unit))
                    #expect(states[index][position].contains(closure.obligation))
                }
            }
        }
    }

    @Test("brownfield comes first, execution last and restricted before plain where it moves fewer units")
    func order() throws {
        let roadmap = try Self.roadmap("aerostructures")
        #expect(
            roadmap.phases.map(\.measure)
                == [.workInstructions, .attachments, .approvals, .reporting, .integration]
                + Array(repeating: .execution, count: 3)
        )
        #expect(
            roadmap.phases.suffix(3).map { $0.moves[0].to } == [
                "huntsville-enclave", "wichita-onprem", "enterprise-cloud",
            ]
        )
        #expect(roadmap.phases[6].endsNotBefore?.description == "2027-05-25")
        #expect(roadmap.phases[7].empties == ["legacy-mes"])
        let article = roadmap.phases[6].triggers.contains { $0.obligation == "as9102-first-article" }
        #expect(article)
        #expect(!roadmap.phases[5].triggers.contains { $0.obligation == "as9102-first-article" })
    }

    @Test("every leak of today's flows has a stop-gap, each class of its data once")
    func stopGaps() throws {
        let roadmap = try Self.roadmap("aerostructures")
        let byLeak = Dictionary(grouping: roadmap.stopGaps, by: \.leak)
        // By hand, from the plant file: who reads or runs each place and may not have what the flows bring there, once for each set of reasons.
        let places = Dictionary(grouping: byLeak.keys, by: \.system).mapValues(\.count)
        #expect(
            places == [
                // FTR-35 to analysts (job responses are determined free of export control, not of distribution D) and to cloud-ops.
                "bi": 3, "erp": 4, "portal": 1,
                // FTR-35 to analysts and to wic-staff.
                "qms": 2, "share": 1, "dnc": 1,
                // FTR-35 and HYP-9 for reasons of their own.
                "historian": 2, "lake": 4,
                // All classes of FTR-35, whether flows move them or not; wic-staff read and administer it.
                "legacy-mes": 4,
                // HYP-9 asks for U.S. citizens.
                "plm-restricted": 2,
            ]
        )
        for (leak, gaps) in byLeak {
            #expect(gaps.flatMap(\.dataClasses).count == leak.dataClasses.count)
            #expect(Set(gaps.flatMap(\.dataClasses)) == Set(leak.dataClasses))
        }
        func means(_ system: String, _ audience: String, _ reach: Leak.Reach) -> [StopGap.Means] {
            roadmap.stopGaps.filter {
                $0.leak.system == system && $0.leak.audience == audience && $0.leak.reach == reach
                    && $0.leak.programs == ["FTR-35"]
            }.map(\.means)
        }
        #expect(means("portal", "cloud-ops", .administers) == [.block(flows: ["f7"])])
        #expect(Set(means("legacy-mes", "analysts", .reads)) == [.narrow(to: ["us-persons"])])
        // What comes on by another system is blocked where it comes in, not where it starts.
        #expect(means("bi", "cloud-ops", .administers) == [.block(flows: ["f5"])])
        // Nobody brings it there: it is made there.
        #expect(means("historian", "wic-staff", .reads) == [.block(flows: [])])
        #expect(
            means("legacy-mes", "wic-staff", .administers)
                == [.restrictedShare(system: "plm-restricted"), .paper(audiences: ["us-persons"])]
        )
    }

    @Test("the leaks that are handed in are the ones that get stop-gaps")
    func handedIn() throws {
        let plan = try Self.roadmap("aerostructures").plan
        let place = SourcePlace(file: "plant.yaml", line: 1, column: 1)
        let leak = Leak(
            system: "bi",
            audience: "analysts",
            reach: .reads,
            programs: ["FTR-35"],
            dataClasses: [.nonconformances],
            flows: ["f5"],
            obligations: ["itar-release"],
            place: place
        )
        let roadmap = Roadmap(plan, leaks: [leak])
        #expect(roadmap.stopGaps.map(\.leak) == [leak])
        #expect(roadmap.stopGaps.map(\.means) == [.block(flows: ["f5"])])
        #expect(Roadmap(plan, leaks: []).stopGaps.isEmpty)
    }

    @Test(
        "weeks are added by the calendar",
        arguments: [
            ("2026-11-24", 26, "2027-05-25"), ("2028-02-25", 1, "2028-03-03"), ("2026-01-01", -1, "2025-12-25"),
        ]
    )
    func weeks(from: String, weeks: Int, to: String) {
        #expect(Day(from)?.adding(weeks: weeks)?.description == to)
    }

    @Test("a unit whose instance enforces enough stays as it is, and nothing moves")
    func stays() throws {
        let plant = try RoadmapPlants.plant(
            programs: RoadmapPlants.program("A-1", "a", resilience: "longestOutageHours: 9", ""),
            instances: """
                instances:
                \(RoadmapPlants.instance("old", in: "steady", hosts: ["A-1"]))
                """
        )
        let roadmap = try RoadmapPlants.roadmap(plant)
        #expect(roadmap.isFeasible && roadmap.phases.isEmpty)
        #expect(roadmap.stayAsTheyAre == [PlacementFacts.Place(program: "A-1", site: "here")])
    }
}
