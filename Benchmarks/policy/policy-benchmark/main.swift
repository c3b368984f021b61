// Measures the policy engine on the cases that generate.py writes, and prints a JSON line for each.
//
// usage: policy-benchmark FOLDER...
import Foundation

for folder in CommandLine.arguments.dropFirst() {
    let row = try Case(folder: folder).measure()
    print(String(decoding: try JSONSerialization.data(withJSONObject: row, options: .sortedKeys), as: UTF8.self))
}
