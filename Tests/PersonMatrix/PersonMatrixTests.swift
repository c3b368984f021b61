import Boundary
import Cedar
import Execution
import Foundation
import Planning
import PlantModel
import Testing

@testable import bulkhead

/// Every route of the server, asked by every kind of person of the example plant. What is expected comes from the Rust engine (`cedarpy`) over the
/// same policies and facts that `facts.py` makes from the plant file and the person register; nothing of this package has a part in it.
@Suite("The person matrix")
struct PersonMatrixTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    private static let example = root.appending(path: "Examples/aerostructures")
    private static let python = root.appending(path: ".build/oracles/bin/python").path(percentEncoded: false)

    /// Which instances of the plan are asked, each at one of its sites.
    private static let instances = [
        ("enterprise-cloud", "wichita"), ("wichita-onprem", "wichita"), ("huntsville-enclave", "huntsville"),
        ("enterprise-cloud", "monterrey"),
    ]

    private struct Asked: Encodable {
        let instance: String
        let site: String
        let data: String
        let work: [MatrixWork]
    }

    @Test(
        "each person gets over HTTP what the Rust engine says, and the test notices each obligation that is taken away",
        .enabled(if: FileManager.default.fileExists(atPath: python), "make test installs the reference engine")
    )
    func matrix() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "person-matrix-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let plant = scratch.appending(path: "plant.yaml")
        try Self.plant().write(to: plant, atomically: true, encoding: .utf8)
        let asked = try await Self.work(of: plant.path(percentEncoded: false), in: scratch)
        let facts = scratch.appending(path: "work.json")
        try JSONEncoder().encode(asked).write(to: facts)
        let program = try #require(Self.program, "build bulkhead first: swift build")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = [
            "1800", Self.python, "-B", Self.folder.appending(path: "matrix.py").path(percentEncoded: false), program,
            Self.root.path(percentEncoded: false), facts.path(percentEncoded: false),
            plant.path(percentEncoded: false),
        ]
        let output = scratch.appending(path: "output.txt")
        #expect(FileManager.default.createFile(atPath: output.path(percentEncoded: false), contents: nil))
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        let said = try String(contentsOf: output, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(said)")
        print(said, terminator: "")
    }

    /// The example plant, all of whose programs are built to designs of their customers: what a customer says of a departure is asked about too. And
    /// an agreement that ended, which admits nobody and is drift of each program.
    private static func plant() throws -> String {
        let text = try String(contentsOf: example.appending(path: "plant.yaml"), encoding: .utf8)
        let design = "{ id: design, from: customer, approves: [design], cite: \"SOW 9\" }"
        let ended =
            "  - { id: MLA-0007, kind: MLA, parties: [self-mx], programs: [COM-200, FTR-35, HYP-9], countries: [MX], from: 2023-02-01, until: 2026-01-31 }"
        var made: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            made.append(String(line))
            if line.hasPrefix("authorizations:") { made.append(ended) }
            if line == "    flowdowns:" { made.append("      - \(design)") }
            if line == "    customer: civil-oem" { made.append("    flowdowns: [ \(design) ]") }
        }
        #expect(made.count { $0.contains(design) } == 3, "each of the plant's three programs has it")
        #expect(made.contains(ended))
        return made.joined(separator: "\n")
    }

    private static func work(of plant: String, in scratch: URL) async throws -> [Asked] {
        let plant = try Plant.load(path: plant)
        let catalogue = try ObligationCatalogue.load(
            directory: root.appending(path: "Catalogue").path(percentEncoded: false)
        )
        let grants = example.appending(path: "grants.cedar").path(percentEncoded: false)
        let baseline = try PolicyBaseline(
            plant: plant,
            catalogue: catalogue,
            grants: PolicyFiles(reading: [grants]).set
        )
        let plan = try #require(try PlanCommand.plan(plant, catalogue: catalogue, neighbours: false).file)
        let register = example.appending(path: "register.csv")
        let feed = try PersonFeed(
            String(contentsOf: register, encoding: .utf8),
            file: "register.csv",
            source: "HR",
            asOf: try #require(Day("2026-11-24"))
        )
        var asked: [Asked] = []
        for (name, site) in instances {
            let data = scratch.appending(path: "\(name)-\(site)/data").path(percentEncoded: false)
            let work = try await MatrixInstance.work(
                name,
                at: site,
                in: InstanceStores(data: data, keys: nil, siteKey: nil),
                baseline,
                plan.instances,
                feed,
                serials: ["administrator"] + feed.persons.map(\.facts.id)
            )
            asked.append(Asked(instance: name, site: site, data: data, work: work))
        }
        return asked
    }

    /// The server that was built beside the tests.
    private static var program: String? {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: "bulkhead").path(
            percentEncoded: false
        )
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
