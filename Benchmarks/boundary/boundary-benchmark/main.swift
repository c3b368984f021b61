// What the boundary costs beside the journal's flush: medians of many runs. As a server does, off the main thread, so that no release waits for
// another thread to wake.
import Foundation
import Storage

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
try await Task.detached {
    let shop = try CompartmentName("shop")
    let boundary = try await BenchmarkPlant.boundary(programs: 200)
    try await Releases.measure(boundary, shop)
    try await Recall.measure(boundary, CompartmentName("recall"))
    try await Pages.measure(boundary, shop, rowCount: count)
}.value
