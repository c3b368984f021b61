import ArgumentParser
import Boundary
import Foundation
import Governance
import PlantModel
import Testing

@testable import bulkhead

@Suite("An instance hosts by a plan that holds, and by no other", .timeLimit(.minutes(10)))
struct HostedPlanTests {
    private static let shop = GatewayFloor.root.appending(path: "Examples/machine-shop/plant.yaml")

    private func arguments(_ plan: String? = nil) throws -> InstanceArguments {
        let grants = GatewayFloor.root.appending(path: "Examples/aerostructures/grants.cedar")
        return try InstanceArguments.parse(
            [
                Self.shop.path(percentEncoded: false), "--catalogue", GatewayFloor.catalogue, "--grants",
                grants.path(percentEncoded: false), "--data", "d",
            ] + (plan.map { ["--plan", $0] } ?? [])
        )
    }

    /// The plan with its first program by itself in a compartment of its own, as somebody would write it by hand.
    private func moved(_ plan: PlanFile) throws -> PlanFile {
        var other = plan
        let place = try #require(other.instances.firstIndex { $0.compartments.contains { $0.count > 1 } })
        let compartment = try #require(other.instances[place].compartments.firstIndex { $0.count > 1 })
        let program = other.instances[place].compartments[compartment].removeFirst()
        other.instances[place].compartments.append([program])
        return other
    }

    @Test("what was planned is part of the baseline; a plan in which a program was moved by hand is refused")
    func movedProgram() throws {
        let draft = try arguments().draft()
        let plan = try #require(draft.plan)
        #expect(draft.hashes["plan/decided"] == plan.digest)
        let folder = FileManager.default.temporaryDirectory.appending(path: "hosted-plan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func written(_ plan: PlanFile) throws -> String {
            let file = folder.appending(path: "plan.json")
            try JSONEncoder().encode(plan).write(to: file)
            return file.path(percentEncoded: false)
        }
        #expect(try arguments(written(plan)).draft().digest == draft.digest)
        let other = try moved(plan)
        #expect(throws: ExitStatus.wrongInput) { try arguments(written(other)).draft() }
        let error = #expect(throws: GovernanceRefusal.self) {
            _ = try HostedPlan.planning(draft.baseline.plant, draft.baseline.catalogue, other)
        }
        #expect(error?.code == .wrongPlan && error?.place.isEmpty == false, "\(error?.description ?? "")")
        // Its figures adapted, it still has no proof.
        var figured = other
        figured.objective[0] += 2
        figured.bound = figured.objective
        #expect(throws: GovernanceRefusal.self) {
            _ = try HostedPlan.planning(draft.baseline.plant, draft.baseline.catalogue, figured)
        }
    }

    @Test("where there is no placement it says so, and exits as for findings")
    func infeasible() throws {
        let plant = GatewayFloor.root.appending(path: "Examples/infeasible/plant.yaml").path(percentEncoded: false)
        let grants = GatewayFloor.root.appending(path: "Examples/aerostructures/grants.cedar")
        let place = try InstanceArguments.parse([
            plant, "--catalogue", GatewayFloor.catalogue, "--grants", grants.path(percentEncoded: false), "--data", "d",
        ])
        #expect(throws: ExitStatus.findings) { try place.draft() }
    }
}
