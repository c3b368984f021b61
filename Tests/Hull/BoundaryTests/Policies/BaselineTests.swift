import Boundary
import Cedar
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Policies that could fail open are not adopted")
struct BaselineTests {
    private func problems(_ grants: String, plant: String = BoundaryPlant.text) -> [String] {
        do {
            _ = try BoundaryPlant.baseline(plant, grants: grants)
            return []
        } catch let error as BaselineProblems {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    private static let scope = "permit (principal is Person, action == Action::\"view\", resource is Record)"

    @Test("the grants of the tests are sound")
    func sound() { #expect(problems(BoundaryPlant.grants).isEmpty) }

    @Test("a grant that forbids")
    func forbids() {
        let found = problems("forbid (principal is Person, action == Action::\"view\", resource is Record);")
        #expect(found.count == 1)
        #expect(found.first?.contains("grants.cedar:1:1: policy0: a grant permits") == true)
    }

    @Test(
        "what no decision for all records of a label can hang on",
        arguments: [
            ("when { resource == Record::\"7\" }", "it uses the record as a value"),
            ("when { resource in Record::\"7\" }", "it names the record Record::\"7\""),
            ("when { [resource].contains(resource) }", "it uses the record as a value"),
            ("when { context.date < datetime(\"2026-11-24T12:00:00Z\") }", "it asks for a time of day"),
            ("when { context.date.toTime() > duration(\"1h\") }", "it asks for the time of day"),
            ("when { context.channel == \"secreen\" }", "it names the channel \"secreen\""),
            ("when { [\"screen\", \"ap\"].contains(context.channel) }", "it names the channel \"ap\""),
        ]
    )
    func hanging(condition: String, problem: String) {
        let found = problems("\(Self.scope) \(condition);")
        #expect(found.contains { $0.contains(problem) }, "\(found)")
    }

    @Test("a grant that names what the schema does not have")
    func invalid() {
        #expect(problems("\(Self.scope) when { principal.clearance > 3 };").contains { $0.contains("clearance") })
    }

    @Test("a policy with an id of the catalogue")
    func twice() {
        #expect(problems("@id(\"itar-release\") \(Self.scope);").contains { $0.contains("itar-release") })
    }

    @Test("a flowdown that errs is told by the catalogue's loader, and a forbid that errs all the same denies")
    func erring() async throws {
        // The site of the request is not one of the plant's, so that reading its country has no value.
        let text = BoundaryPlant.text.replacing(
            "    sites: [main, abroad]",
            with: """
                    flowdowns:
                      - id: at-home
                        from: customer
                        cite: "SOW 3"
                        policy: |
                          @id("at-home") @basis("customer") @cite("SOW 3") @effective("2026-01-01") @status("read")
                          @says("Only at home") @met_by("a site in the United States")
                          forbid (principal is Person, action == Action::"view", resource is Record)
                          when { context has site && context.site.country != "US" }
                          unless { false };
                    sites: [main, abroad]
                """
        )
        let plant = try await RunningPlant(text)
        try plant.store("MED", ["M-1"])
        try await plant.learn(BoundaryPlant.american())
        #expect(try await plant.serials(.person("ann"), from: Whereabouts(site: "main")) == ["M-1"])
        #expect(try await plant.serials(.person("ann"), from: Whereabouts(site: "abroad")).isEmpty)
        #expect(try await plant.serials(.person("ann"), from: Whereabouts(site: "atlantis")).isEmpty)
    }

    @Test("policies that were refused leave those in force")
    func refused() async throws {
        let plant = try await RunningPlant()
        let before = plant.boundary.epoch
        await plant.logs.fail(with: .init(.busy, "another writes"))
        await #expect(throws: BoundaryError.self) {
            try await plant.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console)
        }
        #expect(plant.boundary.epoch == before)
        await plant.logs.fail(with: nil)
        let after = try await plant.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console)
        #expect(after.number > before?.number ?? .max)
        #expect(after.digest == before?.digest)
    }

    @Test("a person may not have the id of an audience")
    func audience() async throws {
        let plant = try await RunningPlant()
        await #expect(throws: BoundaryError.self) { try await plant.learn(BoundaryPlant.american("staff")) }
    }

    @Test("before policies are adopted nothing is given out")
    func none() throws {
        let plant = Boundary(
            control: try .init("control"),
            clock: SetClock("2026-11-24"),
            sink: MemoryLogs(MemoryEngine(), SetClock("2026-11-24")),
            provider: SwiftCryptoProvider()
        )
        #expect(throws: AccessRefusal.self) {
            _ = try plant.records(
                InspectionResult.self,
                in: .init("shop"),
                limit: 1,
                for: .person("ann"),
                through: Screen()
            )
        }
    }
}
