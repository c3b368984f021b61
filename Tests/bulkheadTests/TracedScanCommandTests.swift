import ArgumentParser
import Foundation
import Testing

@testable import bulkhead

@Suite("bulkhead scan says by which flow something came, and the gateway looks for what is known")
struct TracedScanCommandTests {
    /// Indexes all logs of the floor's gateway.
    private func index(_ floor: GatewayFloor) throws {
        let logs = try FileManager.default.contentsOfDirectory(atPath: floor.path + "/data").filter {
            FileManager.default.fileExists(atPath: floor.path + "/data/\($0)/log.sqlite")
        }
        let command = try FingerprintCommand.parse(
            [
                "--store", floor.path + "/data", "--keys", floor.path + "/keys", "--site-key",
                floor.path + "/keys/site.key", "--into", floor.path + "/i", "--key", floor.path + "/k", "--catalogue",
                GatewayFloor.catalogue,
            ] + logs.sorted().flatMap { ["--compartment", $0] }
        )
        try command.run()
    }

    private func scan(_ floor: GatewayFloor, _ name: String, _ text: String) async throws -> String {
        try floor.write("share/\(name)", text)
        let report = floor.path + "/\(name).sarif"
        let code = try await GatewayFloor.run(
            ScanCommand.self,
            [
                floor.path + "/share/\(name)", "--known", floor.path + "/i", "--key", floor.path + "/k", "--sarif",
                report,
            ]
        )
        #expect(code == 1)
        return try String(contentsOfFile: report, encoding: .utf8)
    }

    @Test("what a gateway let out is told by its log where it is found; what it never let out came by no release")
    func traced() async throws {
        let floor = try GatewayFloor()
        try floor.write(
            "exchange/f5/in/a.csv",
            "report,project,hours,finding\nNCR-10017-A,P200,1.5,scratch\nNCR-10018-B,P35,2.0,bore\n"
        )
        #expect(try await floor.carry() == 0)
        #expect(try floor.messages().count == 1)
        try index(floor)
        let left = try await scan(floor, "left.txt", "CUI//SP-CTI\nthe report NCR-10017-A is late\n")
        #expect(left.contains("flow f5 let 1 record of it out to bi: message 1, entry "))
        let other = try await scan(floor, "other.txt", "CUI//SP-CTI\nthe report NCR-10019-C is late\n")
        #expect(other.contains("it came by no release that the index knows"))
    }

    @Test(
        "the last wall of a gateway stops a record with what an index knows to be restricted, though nothing marks it"
    )
    func lastWall() async throws {
        let floor = try GatewayFloor()
        try floor.write("units.csv", "serial,lot\nFX-1001-A,HT500123\nFX-1002-B,HT500124\nFX-1003-C,HT500125\n")
        let fingerprint = try FingerprintCommand.parse([
            "--values", floor.path + "/units.csv", "--column", "serial", "--label", "CUI//SP-CTI//NOFORN", "--into",
            floor.path + "/i", "--key", floor.path + "/k", "--catalogue", GatewayFloor.catalogue,
        ])
        try fingerprint.run()
        try floor.write(
            "exchange/f5/in/a.csv",
            "report,project,hours,finding\nNCR-1,P200,1.5,\nsee FX-1002-B,P200,2.0,\nNCR-3,P200,2.5,\n"
        )
        let known = ["--known", floor.path + "/i", "--known-key", floor.path + "/k"]
        #expect(try await GatewayFloor.run(GatewayRunCommand.self, floor.arguments + known) == 1)
        #expect(try floor.messages() == ["report,project,hours\r\nNCR-1,P200,1.5\r\nNCR-3,P200,2.5\r\n"])
        // It is tried again, and stays as long as the index says so.
        #expect(try await GatewayFloor.run(GatewayReplayCommand.self, floor.arguments + known) == 1)
        #expect(try floor.messages().count == 1)
        #expect(try await GatewayFloor.run(GatewayReplayCommand.self, floor.arguments) == 0)
        #expect(try floor.messages().count == 2)
        #expect(throws: (any Error).self) {
            try GatewayRunCommand.parse(floor.arguments + ["--known", floor.path + "/i"])
        }
        #expect(
            try await GatewayFloor.run(
                GatewayRunCommand.self,
                floor.arguments + ["--known", floor.path + "/units.csv", "--known-key", floor.path + "/k"]
            ) == 2
        )
    }
}
