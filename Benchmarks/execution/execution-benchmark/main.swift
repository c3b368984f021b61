import Boundary
import Execution
import Foundation
import PlantModel

func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

func processorSeconds() -> Double { Double(Foundation.clock()) / Double(CLOCKS_PER_SEC) }

func printed(_ value: Double) -> String { String(format: "%.2f", value) }

let orders = ProcessInfo.processInfo.arguments.dropFirst().first.flatMap { Int($0) } ?? 200
let folder = FileManager.default.temporaryDirectory
    .appending(path: "execution-benchmark-\(ProcessInfo.processInfo.processIdentifier)").path(percentEncoded: false)
try FileManager.default.createDirectory(
    atPath: folder,
    withIntermediateDirectories: true,
    attributes: [.posixPermissions: 0o700]
)
defer { try? FileManager.default.removeItem(atPath: folder) }

let watch = ContinuousClock()
var start = watch.now
let floor = try await Floor(folder: folder)
print("opened with 16 kinds of records in \(printed(seconds(watch.now - start))) s")
try await floor.facts()
let masters = [try await floor.released("BRK-1", of: "VEH"), try await floor.released("BRK-1", of: "MED")]

for clients in [1, 16] {
    let count = clients == 1 ? max(1, orders / 4) : orders
    start = watch.now
    let busy = processorSeconds()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<clients {
            group.addTask {
                var own = Client(floor, "p\(client)")
                var other = Client(floor, client == 15 ? "p0" : "p\(client + 1)")
                for order in stride(from: client, to: count, by: clients) {
                    try await own.build(masters[order % 2], "O-\(clients)-\(order)", buyOff: &other)
                }
            }
        }
        try await group.waitForAll()
    }
    let took = seconds(watch.now - start)
    print(
        "\(clients) clients: \(count) orders of 2 operations, 12 calls each, in \(printed(took)) s: "
            + "\(printed(Double(count) / took)) orders/s, \(printed((processorSeconds() - busy) * 1e3 / Double(count))) ms of processor each"
    )
}

guard let due = Day("2026-12-10") else { throw Stopped() }
var planner = Client(floor, "p0")
let serials = (0..<1_000).map { "S-\($0)" }
let request = JobOrderRequest(number: "O-1000", workMaster: masters[1], serials: serials, due: due)
start = watch.now
let large = try await floor.execution.order(request, by: planner.asker, key: planner.key()).record
print("an order of 1,000 serial units in \(printed(seconds(watch.now - start))) s")

let unit = try floor.units(of: large)[0]
var times: [Double] = []
for _ in 0..<200 {
    start = watch.now
    _ = try await floor.execution.operation(of: unit, by: planner.asker)
    times.append(seconds(watch.now - start) * 1e3)
}
times.sort()
print("the page of an operation: \(printed(times[100])) ms at the median, \(printed(times[197])) at p99")
times = []
for _ in 0..<100 {
    start = watch.now
    _ = try await floor.execution.dispatch(at: "mill", limit: 50, by: planner.asker)
    times.append(seconds(watch.now - start) * 1e3)
}
times.sort()
print("a page of 50 of the dispatch list: \(printed(times[50])) ms at the median, \(printed(times[98])) at p99")
await floor.hull.close()
