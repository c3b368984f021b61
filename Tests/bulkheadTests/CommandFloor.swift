import ArgumentParser
import Foundation
import Testing

@testable import bulkhead

/// A folder with a plant of one program, and the instance that is made of it by commands.
struct CommandFloor {
    private static let plant = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-11-24
        sites: [ { id: main, country: US } ]
        parties:
          - { id: owner, kind: self, country: US }
          - { id: clinic, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, worksIn: US }
        programs:
          - { id: MED, customer: clinic, sites: [main] }
        environments:
          - id: cellar
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1] }
            locations: { processing: [US], storage: [US], backup: [US], support: [US] }
            administrators: [staff]
            support: [staff]
            availability: { needsUplink: false }
            sites: all
            costs: { open: 1, validation: 1 }

        """

    private static let grants = """
        @id("seen") permit (principal is Person, action == Action::"view", resource is Record) when { principal has role };

        """

    private let folder = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID().uuidString)")

    /// Makes the folder with its files.
    init() {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? write(Self.plant, to: "plant.yaml")
        try? write(Self.grants, to: "grants.cedar")
    }

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
    func remove() { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }

    /// What names the instance, for `serve` and whatever takes it.
    var arguments: [String] {
        [
            path("plant.yaml"), "--catalogue", GatewayFloor.catalogue, "--grants", path("grants.cedar"), "--data",
            path("data"), "--keys", path("keys"),
        ]
    }

    /// Two persons approve the first baseline.
    static let approvals = ["--approve", "Ann Lee, export officer", "--approve", "Bo Ray, plant manager"]

    /// What `serve` exits with that only says its routes: everything is opened for it.
    func serve(_ more: [String] = []) async throws -> Int32 {
        do {
            let command = try #require(
                try ServeCommand.parseAsRoot(arguments + ["--list-routes"] + more) as? ServeCommand
            )
            try await command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    /// The instance, open, its baseline in force.
    /// - Parameter isNew: whether its first baseline is still to be approved.
    func opened(isNew: Bool = true, witnesses: [HTTPWitness] = []) async throws -> OpenedInstance {
        let place = try InstanceArguments.parse(arguments + (isNew ? Self.approvals : []))
        let draft = try place.draft()
        return try await OpenedInstance(
            place.served(draft),
            stores: place.stores,
            draft: draft,
            approvers: place.approvers,
            witnesses: witnesses
        )
    }
}
