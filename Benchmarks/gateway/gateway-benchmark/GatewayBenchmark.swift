import Boundary
import Cedar
import ContentScan
import Foundation
import Gateway
import Journal
import PlantModel
import Storage
import TestPlant

/// What it costs to carry a flow of twenty fields: decisions, filter, journal and the look for markings included, against a copy of the same bytes.
///
///     gateway-benchmark [FILES] [RECORDS]
@main
struct GatewayBenchmark {
    static let fields = 20

    static func main() async throws {
        let arguments = ProcessInfo.processInfo.arguments.dropFirst().compactMap { Int($0) }
        let files = arguments.first ?? 10
        let records = arguments.dropFirst().first ?? 10_000
        let folder = FileManager.default.temporaryDirectory.appending(path: "gateway-benchmark-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let plant = try Plant.load("plant.yaml", files: ["plant.yaml": text])
        let gateway = try await gateway(plant, in: folder.path(percentEncoded: false))
        let flow = try CarriedFlow("bench", of: plant)
        let out = FolderConnector(
            folder: folder.appending(path: "out").path(percentEncoded: false),
            messagesMax: 1_000_000
        )
        try FileManager.default.createDirectory(atPath: out.folder, withIntermediateDirectories: true)

        let contents = (0..<files).map { Array(file($0, records).utf8) }
        let copied = try measure { try copy(contents, to: folder.appending(path: "copy")) }
        var carried = (wall: 0.0, processor: 0.0)
        var count = 0
        for (number, bytes) in contents.enumerated() {
            let start = Reading()
            _ = try await gateway.take(bytes, named: "\(number).csv", for: flow)
            count += try await gateway.send(flow, toFolder: out).records
            let end = Reading()
            carried.wall += end.wall - start.wall
            carried.processor += end.processor - start.processor
        }
        let megabytes = Double(contents.reduce(0) { $0 + $1.count }) / 1e6
        print("records \(count), \(fields) fields, \(tenths(megabytes)) MB")
        print(
            "carried: \(Int(Double(count) / carried.wall)) records/s by the clock, \(Int(Double(count) / carried.processor)) a second of processor time"
        )
        print(
            "copied: \(Int(Double(count) / copied.wall)) records/s by the clock; ratio \(tenths(carried.wall / copied.wall))"
        )

        var latencies: [Double] = []
        for number in 0..<300 {
            let bytes = Array(file(100_000 + number, 100).utf8)
            let start = Reading()
            _ = try await gateway.take(bytes, named: "m\(number).csv", for: flow)
            _ = try await gateway.send(flow, toFolder: out)
            latencies.append((Reading().wall - start.wall) * 1_000)
        }
        latencies.sort()
        print(
            "a message of 100 records: median \(tenths(latencies[150])) ms, p99 \(tenths(latencies[297])) ms"
        )
        await gateway.hull.close()
    }

    static func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }

    struct Reading {
        let wall = ProcessInfo.processInfo.systemUptime
        let processor: Double

        init() {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            processor = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
    }

    static func measure(_ body: () throws -> Void) rethrows -> (wall: Double, processor: Double) {
        let start = Reading()
        try body()
        let end = Reading()
        return (end.wall - start.wall, end.processor - start.processor)
    }

    /// The same bytes as files of a hundred records, each flushed.
    static func copy(_ contents: [[UInt8]], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, bytes) in contents.enumerated() {
            let lines = bytes.split(separator: 0x0A)
            for start in stride(from: 0, to: lines.count, by: 100) {
                let part = lines[start..<min(start + 100, lines.count)].joined(separator: [0x0A])
                let file = folder.appending(path: "\(number)-\(start)")
                try Data(part).write(to: file)
                let handle = try FileHandle(forUpdating: file)
                try handle.synchronize()
                try handle.close()
            }
        }
    }

    static func file(_ number: Int, _ records: Int) -> String {
        var lines = [(["order", "project"] + (2..<fields).map { "field\($0)" }).joined(separator: ",")]
        for record in 0..<records {
            let values = (2..<fields).map { $0 % 3 == 0 ? "\(record * $0)" : "step \($0) of \(record % 97)" }
            lines.append(
                (["A-\(number)-\(record)", record % 2 == 0 ? "P-MED" : "P-VEH"] + values).joined(separator: ",")
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static var text: String {
        let classes = ["orders", "jobResponses", "nonconformances"]
        let indent = String(repeating: " ", count: 8)
        let declared = (2..<fields).map {
            "\(indent)- { name: field\($0), type: \($0 % 3 == 0 ? "integer" : "text"), class: \(classes[$0 % 3]) }"
        }.joined(separator: "\n")
        return ThreePrograms.text + """
              - { id: legacy, kind: MES, hosting: { site: main }, audiences: [staff] }
            flows:
              - id: bench
                from: legacy
                to: erp
                carries: [orders, jobResponses, nonconformances]
                programs: [VEH, MED]
                filter: all
                messages:
                  format: csv
                  holds: orders
                  program: { field: project, codes: { P-VEH: VEH, P-MED: MED } }
                  about: order
                  fields:
                    - { name: order, type: text, class: orders }
                    - { name: project, type: text, class: orders }
            \(declared)
            filters:
              - { id: all, passes: [orders, jobResponses, nonconformances] }

            """
    }

    static func gateway(_ plant: Plant, in folder: String) async throws -> Gateway {
        let provider = SwiftCryptoProvider()
        let common = try CompartmentName("common")
        let places = ["VEH": try CompartmentName("p_veh"), "MED": try CompartmentName("p_med")]
        let catalogue = try TestCatalogue.get()
        try FileManager.default.createDirectory(atPath: folder + "/keys", withIntermediateDirectories: true)
        let opening = SiteOpening(
            site: "plant.example/main",
            engine: try SQLiteEngine(directory: folder + "/data", keyDirectory: folder + "/keys"),
            control: SiteCompartment(try CompartmentName("control"), projections: []),
            compartments: (places.values.sorted() + [common]).map {
                SiteCompartment($0, projections: [GatewayProjection()])
            },
            schemes: catalogue.schemes,
            siteKey: MemorySiteKey(),
            provider: provider,
            clock: SetClock("2026-11-24")
        )
        let hull = try await SiteHull.open(opening)
        try await hull.boundary.adopt(
            PolicyBaseline(plant: plant, catalogue: catalogue, grants: PolicySet(parsing: "", file: "grants.cedar")),
            by: .system("console")
        )
        return Gateway(
            hull: hull,
            common: common,
            places: places,
            site: "plant.example/main",
            clock: SetClock("2026-11-24"),
            scanner: ContentScanner(schemes: catalogue.schemes),
            signer: try NoteSigner(
                name: try KeyName("plant.example/main/gateway"),
                kind: .ed25519,
                privateKey: SecretBytes([UInt8](repeating: 1, count: 32)),
                using: provider
            )
        )
    }
}
