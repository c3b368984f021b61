// What the boundary costs beside the journal's flush: medians of many runs, on one core.
import Boundary
import Foundation
import Journal
import PlantModel
import Storage

let rowCount = Swift.CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
let provider = SwiftCryptoProvider()
let shop = try CompartmentName("shop")
let clock = ContinuousClock()

func microseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e6 + Double(duration.components.attoseconds) / 1e12
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func printed(_ value: Double) -> String { String(format: "%.1f", value) }

// 1. A record of 50 fields, five labels and classes, released to somebody who was asked about before.
let boundary = try await BenchmarkPlant.boundary(programs: 200)
try await boundary.learn(BenchmarkPlant.person("ann", (0..<200).map { "P\($0)" }), by: .system("console"))
guard let id = AggregateID(provider.randomBytes(16)) else { throw StorageError(.invalidValue, "no id") }
let record = try WideRecord(boundary, program: "P0", shop, id: id)
var samples: [Double] = []
for _ in 0..<2_000 {
    let start = clock.now
    let release = try await boundary.release([record], to: .person("ann"), through: Screen())
    samples.append(microseconds(clock.now - start))
    guard release.records.first?.shown.count == 50 else { throw StorageError(.missing, "not all fields were released") }
}
print("50-field record released, warm: \(printed(median(samples.suffix(1_500)))) us")

var page: [WideRecord] = []
for _ in 0..<50 { page.append(try WideRecord(boundary, program: "P0", shop, id: id)) }
samples = []
for _ in 0..<200 {
    let start = clock.now
    _ = try await boundary.release(page, to: .person("ann"), through: Screen())
    samples.append(microseconds(clock.now - start))
}
print("50 such records in one release, each: \(printed(median(samples) / 50)) us")

// 2. Decisions: every label and class of 200 programs, for a person who was never asked about.
let all = try (0..<200).map { try WideRecord(boundary, program: "P\($0)", shop, id: id) }
_ = try await boundary.release(all, to: .person("ann"), through: Screen())
samples = []
for number in 0..<10 {
    let person = "p\(number)"
    try await boundary.learn(BenchmarkPlant.person(person, (0..<200).map { "P\($0)" }), by: .system("console"))
    let start = clock.now
    _ = try await boundary.release(all, to: .person(person), through: Screen())
    samples.append(microseconds(clock.now - start))
}
// The record as a whole and five classes, for each of 200 programs.
print("a decision in a batch of 1,200 never asked before: \(printed(median(samples) / 1_200)) us")

// 3. Pages of 50 out of a million rows: half of them, one in a hundred, twenty.
let folder = FileManager.default.temporaryDirectory.appending(
    path: "boundary-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
)
defer { try? FileManager.default.removeItem(at: folder) }
let path = folder.path(percentEncoded: false)
try FileManager.default.createDirectory(
    at: folder,
    withIntermediateDirectories: true,
    attributes: [.posixPermissions: 0o700]
)
let engine = try SQLiteEngine(directory: path + "/data", keyDirectory: path + "/keys")
_ = try engine.openLog(shop, create: true)
let views = try engine.openViews(
    shop,
    schema: ViewSchema(version: 1, tables: [LabelRegister.table, WideRecord.table])
)
boundary.open(shop, labels: LabelRegister(), views: views, language: .sqlite)
var numbers: [Int64] = []
var changes: [RowChange] = []
for program in 0..<200 {
    let label = try boundary.label(of: .inspectionRecords, program: "P\(program)")
    let (number, change) = try boundary.number(of: RecordLabel(label, of: .inspectionRecords), in: shop)
    numbers.append(number)
    changes += [change].compactMap(\.self)
}
/// Half of the rows are of P3, one in a hundred of P7, twenty of P11, the rest of all others.
func program(of row: Int) -> Int {
    if row % 2 == 0 { return 3 }
    if row % 100 == 1 { return 7 }
    if row % (rowCount / 20) == 3 { return 11 }
    return 12 + row % 188
}
var cursor: UInt64 = 0
var state: UInt64 = 7
let filling = clock.now
for row in 0..<rowCount {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let id = (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64($0 * 8)) }
    let key = id + (0..<8).map { UInt8(truncatingIfNeeded: row >> ($0 * 8)) }
    changes.append(
        .put(
            table: "wide_record",
            row: [.bytes(key), .integer(numbers[program(of: row)]), .text("SN-\(state >> 40)")]
                + (1..<50).map { .integer(Int64($0)) }
        )
    )
    if changes.count >= 5_000 || row == rowCount - 1 {
        try views.apply(changes, from: cursor, to: cursor + 1)
        cursor += 1
        changes = []
    }
}
print("\(rowCount) rows stored in \(printed(microseconds(clock.now - filling) / 1e6)) s")
for (name, seen) in [("50 %", "P3"), ("1 %", "P7"), ("20 rows", "P11")] {
    try await boundary.learn(BenchmarkPlant.person(seen, [seen]), by: .system("console"))
    func records() throws -> [WideRecord] {
        try boundary.records(
            WideRecord.self,
            in: shop,
            order: [ViewQuery.Order("serial")],
            limit: 50,
            for: .person(seen),
            through: Screen()
        )
    }
    let first = clock.now
    _ = try records()
    let cold = microseconds(clock.now - first)
    let admission = try boundary.filter(
        WideRecord.self,
        in: shop,
        for: .person(seen),
        through: Screen(),
        using: ["serial"]
    )
    let query = ViewQuery(
        "wide_record",
        columns: WideRecord.table.columns.map(\.name),
        order: [ViewQuery.Order("serial")],
        limit: 50
    )
    var whole: [Double] = []
    var stored: [Double] = []
    var released: [Double] = []
    for _ in 0..<200 {
        var start = clock.now
        let page = try records()
        whole.append(microseconds(clock.now - start))
        start = clock.now
        _ = try await boundary.release(page, to: .person(seen), through: Screen())
        released.append(microseconds(clock.now - start))
        start = clock.now
        _ = try views.select(query, admitting: admission)
        stored.append(microseconds(clock.now - start))
        guard page.count == min(50, name == "20 rows" ? 20 : 50) else {
            throw StorageError(.missing, "\(page.count) rows of \(seen)")
        }
    }
    print(
        "page of 50 at \(name): first \(printed(cold)) us; then \(printed(median(whole))) us, of which the store "
            + "\(printed(median(stored))) us; released in \(printed(median(released))) us"
    )
}
