import Planning
import PlantModel
import Testing

@Suite("Roadmaps without a feasible order say what is wrong, where and what to do")
struct HostileRoadmapTests {
    private typealias Make = RoadmapPlants

    private func swapped(_ alone: String) throws -> Roadmap {
        let plant = try Make.plant(
            programs: [
                Make.needsNoOutage("A-1", "a", rest: alone), Make.needsNoMaintenance("B-1", "b"),
            ].joined(separator: "\n"),
            instances: """
                instances:
                \(Make.instance("old-tended", in: "tended", hosts: ["A-1"]))
                \(Make.instance("old-steady", in: "steady", hosts: ["B-1"]))
                """,
            environments: ["steady", "tended"]
        )
        return try Make.roadmap(plant)
    }

    @Test("two units that take each other's place and may not meet are a circle, with both steps and their places")
    func cycle() throws {
        let roadmap = try swapped(Make.alone)
        #expect(roadmap.phases.isEmpty)
        guard case .cycle(let waits)? = roadmap.problems.first, roadmap.problems.count == 1 else {
            Issue.record("expected one cycle, found \(roadmap.problems)")
            return
        }
        #expect(waits.map(\.target).sorted() == ["steady/old-steady", "tended/old-tended"])
        #expect(waits.allSatisfy { $0.obligations == ["flow-separation-instance-other-customers"] })
        let text = try #require(roadmap.problems.first).description
        #expect(text.contains("A-1 at here may not enter steady/old-steady before B-1 at here has left"))
        #expect(text.contains("plant.yaml:9:") && text.contains("take A-1 at here to paper"))
        #expect(ReportText.write(PlanReport(roadmap), style: .plain).contains("There is no feasible order."))
    }

    @Test("two units that take each other's place and may meet simply move")
    func swap() throws {
        let roadmap = try swapped("")
        #expect(roadmap.isFeasible && !roadmap.phases.isEmpty)
        #expect(roadmap.refusedAtTheEnd.isEmpty)
    }

    @Test("a unit that may not meet another enters its place only after that one has left with execution")
    func reordered() throws {
        // B leaves old-steady for `both`; A enters it.
        let plant = try Make.plant(
            programs: [
                Make.needsNoOutage("A-1", "a", rest: Make.alone),
                Make.program("B-1", "b", resilience: "longestOutageHours: 2, plannedDowntimeHours: 2", ""),
            ].joined(separator: "\n"),
            instances: """
                instances:
                \(Make.instance("old-tended", in: "tended", hosts: ["A-1"]))
                \(Make.instance("old-steady", in: "steady", hosts: ["B-1"]))
                """,
            limits: "\n    limits: { instances: 1 }"
        )
        let roadmap = try Make.roadmap(plant)
        #expect(roadmap.isFeasible)
        func phases(_ program: String) -> [Int] {
            roadmap.phases.filter { $0.moves.contains { $0.units.contains { $0.program == program } } }.map(\.number)
        }
        let (first, second) = (phases("A-1"), phases("B-1"))
        #expect(roadmap.phases.first { $0.number == first[0] }?.moves[0].to == "steady/old-steady")
        #expect((second.max() ?? 0) < (first.min() ?? 0))
        let states = try RoadmapReplay(roadmap).states()
        for (before, after) in zip(states, states.dropFirst()) {
            for unit in before.indices { #expect(after[unit].isSubset(of: before[unit])) }
        }
    }

    private func retiring(_ a: String, _ b: String) throws -> Roadmap {
        let plant = try Make.plant(
            programs: [
                Make.program("A-1", "a", resilience: "longestOutageHours: 2, plannedDowntimeHours: 2", Make.alone),
                Make.program("B-1", "b", resilience: "longestOutageHours: 2, plannedDowntimeHours: 2", ""),
            ].joined(separator: "\n"),
            instances: """
                instances:
                \(Make.instance("old-a", in: "tended", hosts: ["A-1"], rest: a))
                \(Make.instance("old-b", in: "steady", hosts: ["B-1"], rest: b))
                """
        )
        return try Make.roadmap(plant)
    }

    @Test("an instance that has gone already while it still runs a unit is named with its place and the earliest day")
    func past() throws {
        let roadmap = try retiring(", retireBy: 2026-01-31, requalifyWeeks: 4", "")
        guard case .retiredTooEarly(let instance, _, let units, let earliest, _, let place)? = roadmap.problems.first
        else {
            Issue.record("expected a missed day, found \(roadmap.problems)")
            return
        }
        #expect(instance == "old-a" && units.map(\.program) == ["A-1"])
        #expect(earliest?.description == "2026-12-22")
        #expect(place.file == "plant.yaml" && place.line > 1)
        #expect(!roadmap.isFeasible)
    }

    @Test("where the fewest weeks first would miss a day, the earliest retirement goes first")
    func earliestRetirement() throws {
        let roadmap = try retiring(", retireBy: 2027-04-30, requalifyWeeks: 20", ", requalifyWeeks: 10")
        #expect(roadmap.isFeasible)
        let execution = roadmap.phases.filter { $0.measure == .execution }
        #expect(execution.map { $0.moves[0].units[0].program } == ["A-1", "B-1"])
        let relaxed = try retiring(", retireBy: 2028-04-30, requalifyWeeks: 20", ", requalifyWeeks: 10")
        #expect(
            relaxed.phases.filter { $0.measure == .execution }.map { $0.moves[0].units[0].program } == ["B-1", "A-1"]
        )
    }

    @Test("an instance that the plan keeps although it goes is a problem")
    func kept() throws {
        let plant = try Make.plant(
            programs: Make.needsNoOutage("A-1", "a"),
            instances: """
                instances:
                \(Make.instance("old", in: "steady", hosts: ["A-1"], rest: ", retireBy: 2030-01-01"))
                """
        )
        let roadmap = try Make.roadmap(plant)
        #expect(roadmap.phases.isEmpty)
        #expect(roadmap.problems.first?.description.contains("old goes by 2030-01-01 (plant.yaml:") == true)
    }

    @Test("without instances of today every unit starts where the plan has it")
    func nothingToday() throws {
        let plant = try Make.plant(programs: Make.needsNoOutage("A-1", "a"), instances: "")
        let roadmap = try Make.roadmap(plant)
        #expect(roadmap.isFeasible && roadmap.stopGaps.isEmpty)
        #expect(roadmap.phases.map(\.measure) == [.execution])
        #expect(roadmap.phases[0].moves[0].from == [] && roadmap.phases[0].rollBack == [])
    }

    @Test("with everything on paper each measure moves in turn, and paper takes it back")
    func paper() throws {
        let plant = try Make.plant(
            programs: [Make.needsNoOutage("A-1", "a"), Make.needsNoMaintenance("B-1", "b")].joined(separator: "\n"),
            instances: """
                instances:
                  - { id: binder, paper: true, hosts: [ { program: A-1, site: here }, { program: B-1, site: here } ], audiences: [staff] }
                """
        )
        let roadmap = try Make.roadmap(plant)
        #expect(roadmap.isFeasible)
        #expect(Set(roadmap.phases.map(\.measure)) == Set(RoadmapMeasure.allCases))
        #expect(roadmap.phases[0].stays.allSatisfy { $0.paper && $0.instances == ["binder"] })
        #expect(roadmap.phases.allSatisfy { $0.rollBack.allSatisfy { $0.instance == "binder" } })
        #expect(roadmap.phases.last?.empties == ["binder"])
    }

    @Test("without a plan there is nothing to lead to, and leaks still get their stop-gaps")
    func noPlan() throws {
        let roadmap = try RoadmapTests.roadmap("infeasible")
        #expect(roadmap.problems == [.noPlan])
        #expect(!roadmap.stopGaps.isEmpty && roadmap.phases.isEmpty)
    }
}
