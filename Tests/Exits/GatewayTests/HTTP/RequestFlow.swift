import Boundary
import Foundation
import Journal
import PlantModel
import TestPeers
import TestPlant

@testable import Gateway

/// A plant whose flow goes by requests, with its folder of exchange and what other systems ask for.
final class RequestFlow {
    static let secret = "whsec_" + Data((0..<32).map { UInt8($0) }).base64EncodedString()

    let folder: String
    let kept: GatewayPlant.Kept
    let plant: GatewayPlant

    static func messages(_ ends: String, format: String = "json", record: String = "record: /data") -> String {
        """
        messages:
              format: \(format)
              \(record)
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              \(ends)
              fields:
                - { name: order, type: text, class: orders }
                - { name: project, type: text, class: orders }
                - { name: quantity, type: integer, class: jobResponses }
                - { name: finding, type: text, class: nonconformances, optional: true, longest: 200 }
        """
    }

    init(
        _ messages: String,
        filter: String? = nil,
        secrets: [String: String] = ["to-erp.source.secret": secret, "to-erp.destination.secret": secret],
        kept: GatewayPlant.Kept? = nil
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "requests-\(UUID().uuidString)")
            .path(percentEncoded: false)
        for name in ["exchange", "secrets"] {
            try FileManager.default.createDirectory(
                atPath: folder + "/" + name,
                withIntermediateDirectories: true
            )
        }
        for (name, text) in secrets {
            try Data((text + "\n").utf8).write(to: URL(filePath: folder + "/secrets/" + name))
        }
        self.kept = try kept ?? GatewayPlant.Kept()
        plant = try await GatewayPlant(
            self.kept,
            GatewayPlant.text(filter: filter, messages: messages),
            isNew: kept == nil
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func connection() throws -> FlowConnection {
        try FlowConnection(
            of: plant.flow(),
            below: folder + "/exchange",
            secrets: folder + "/secrets",
            clock: plant.clock
        )
    }

    /// Runs the flow once over ways that are ended then.
    func run() async throws -> RunReport {
        let connection = try connection()
        let report = try await plant.gateway.run(plant.flow(), through: connection)
        await connection.end()
        return report
    }

    func files(_ place: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/exchange/to-erp/" + place).sorted()
    }

    /// The messages in the folder of the flow.
    func received() throws -> [String] {
        let place = folder + "/exchange/to-erp/out/"
        return try files("out").filter { $0.hasSuffix(".json") || $0.hasSuffix(".csv") }
            .map { try String(contentsOfFile: place + $0, encoding: .utf8) }
    }
}
