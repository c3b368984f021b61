import Foundation

// storage-benchmark [ROWS OF THE LARGE TABLE] [FOLDER]
// storage-benchmark postgresql ADMINISTRATOR-URL [ROWS]
// The folder should lie on the disk that is to be measured; what is made in it is removed.
var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "postgresql", arguments.count > 1 {
    try PostgreSQLBench(
        administrator: arguments[1],
        rows: arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000_000
    )
    .run()
} else {
    let rows = arguments.first.flatMap { Int($0) } ?? 1_000_000
    let parent = arguments.dropFirst().first ?? "out/benchmarks"
    let folder = "\(parent)/storage-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Appends(folder: folder).run()
    try Pages(folder: folder, rows: rows).run()
}
