// Measures the policy engine on the cases that generate.py writes, and prints a JSON line for each. For a profiler it can also do one
// thing over and over, `decide` or `parse`, or decide every request `once`.
//
// usage: policy-benchmark [--decide | --once | --parse] FOLDER...
import Foundation

var part: String?
for argument in CommandLine.arguments.dropFirst() {
    if argument.hasPrefix("--") {
        part = argument
        continue
    }
    let measured = try Case(folder: argument)
    switch part {
    case "--decide": print("\(measured.name): \(measured.decisionsPerSecond(for: 3)) decisions a second")
    case "--once": measured.decideOnce()
    case "--parse": print("\(measured.name): \(try measured.parsing(for: 3)) MB/s")
    default:
        let row = try JSONSerialization.data(withJSONObject: try measured.measure(), options: .sortedKeys)
        print(String(decoding: row, as: UTF8.self))
    }
}
