import Foundation
import SeededGeneration
import Storage

// Writes a log as a process of its own, for tests that watch, lock out or kill one:
//
//     storage-workload DIRECTORY KEYS BATCHES ROWS    appends, and prints the size after each acknowledged batch
//     storage-workload DIRECTORY KEYS hold            appends one batch and keeps the log until its input ends

let arguments = CommandLine.arguments
guard arguments.count >= 4 else {
    FileHandle.standardError.write(Data("storage-workload DIRECTORY KEYS BATCHES ROWS|hold\n".utf8))
    exit(64)
}
do {
    let engine = try SQLiteEngine(directory: arguments[1], keyDirectory: arguments[2])
    let log = try engine.openLog(CompartmentName("alpha"), create: true)
    let isHolding = arguments[3] == "hold"
    let rows = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
    var generator = SeededGenerator(seed: UInt64.random(in: 0 ... .max))
    for _ in 0..<(isHolding ? 1 : Int(arguments[3]) ?? 0) {
        let first = try log.head().size
        let entries = (0..<rows).map { _ in
            StoredEntry(
                entry: generator.bytes(250),
                payload: generator.bytes(300),
                key: [UInt8](repeating: 7, count: 16),
                command: generator.bytes(16)
            )
        }
        try log.append(StoredBatch(first: first, entries: entries, tiles: [], checkpoint: generator.bytes(200)))
        FileHandle.standardOutput.write(Data("\(first + UInt64(rows))\n".utf8))
    }
    if isHolding { _ = readLine() }
} catch {
    FileHandle.standardError.write(Data("\(error.code.rawValue): \(error)\n".utf8))
    exit(error.code == .busy ? 75 : 4)
}
