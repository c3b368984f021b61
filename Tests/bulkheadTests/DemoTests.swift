import Boundary
import Execution
import Foundation
import Governance
import Journal
import Planning
import PlantModel
import Testing

@testable import bulkhead

@Suite("The demo is made by commands, under the policies of its plant")
struct DemoTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func path(_ name: String) -> String { root.appending(path: name).path(percentEncoded: false) }

    @Test("persons can sign in, units stand at every stage, and who is no U.S. person finds none of them")
    func floor() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let example = "Examples/aerostructures"
        let draft = try BaselineDraft(
            .read(
                plant: Self.path("\(example)/plant.yaml"),
                catalogue: Self.path("Catalogue"),
                grants: [Self.path("\(example)/grants.cedar")]
            )
        )
        let (plant, catalogue) = (draft.baseline.plant, draft.baseline.catalogue)
        let plan = try #require(try PlanCommand.plan(plant, catalogue: catalogue, neighbours: false).file)
        let served = try ServedInstance(plan.instances, named: "wichita-onprem", at: nil, of: plant)
        let opened = try await OpenedInstance(
            served,
            folders: InstanceFolders(
                data: folder.appending(path: "data").path(percentEncoded: false),
                keys: nil,
                siteKey: nil
            ),
            draft: draft,
            approvers: [.init(approver: "Ann", capacity: "export"), .init(approver: "Bo", capacity: "plant")]
        )
        let clock = SystemClock()
        let accounts = Accounts(
            opened.hull,
            provider: SwiftCryptoProvider(),
            clock: clock,
            rules: SecretRules(refusesWellKnown: true),
            cost: SecretCost(rounds: 16, blockSize: 8, parallelism: 1)
        )
        let demo = try DemoFloor(
            opened,
            served,
            accounts,
            register: Self.path("\(example)/register.csv"),
            clock: clock
        )
        let badges = try await demo.fill()
        #expect(Set(badges.map(\.pin)).count > 1 && badges.first?.role == "administrator")
        let operatorBadge = try #require(badges.first { $0.role == "operator" })
        let account = try await accounts.signIn(.badge(operatorBadge.badge, pin: operatorBadge.pin))
        #expect(account.name == operatorBadge.name)

        let persons = try demo.persons("operator")
        func found(_ serial: String, by person: FedPerson) async throws -> Int {
            try await opened.execution.units(serial: serial, by: demo.asker(person)).records.count
        }
        let foreigner = try #require(persons.first { $0.facts.usPerson?.value == false })
        for serial in (101...106).map({ "FTR-35-\($0)" }) {
            #expect(try await found(serial, by: persons[0]) == 1)
            #expect(try await found(serial, by: foreigner) == 0)
        }
        let open = try await opened.execution.openNonconformances(
            limit: 10,
            by: demo.asker(try demo.persons("quality")[0])
        )
        #expect(open.records.count == 1)
        await opened.hull.close()
    }
}
