import Foundation

// storage-benchmark [ROWS OF THE LARGE TABLE] [FOLDER]
// The folder should lie on the disk that is to be measured; what is made in it is removed.
let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
let parent = CommandLine.arguments.dropFirst(2).first ?? "out/benchmarks"
let folder = "\(parent)/storage-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
try Appends(folder: folder).run()
try Pages(folder: folder, rows: rows).run()
