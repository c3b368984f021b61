import Cedar
import CedarGeneration
import Foundation

// Compares this engine with the reference on generated cases; see scripts/differential.sh for the three steps.
let arguments = CommandLine.arguments
guard arguments.count == 4, let first = UInt64(arguments[2]), let count = UInt64(arguments[3]) else {
    FileHandle.standardError.write(Data("usage: cedar-differential write|judge FIRST-SEED COUNT\n".utf8))
    exit(64)
}
switch arguments[1] {
case "write":
    for seed in first..<first + count {
        let line = CaseLine(GeneratedCase(seed: seed))
        FileHandle.standardOutput.write(try line.json() + Data("\n".utf8))
    }
case "judge":
    var judge = Judge()
    while let line = readLine() { try judge.judge(Data(line.utf8)) }
    print(judge.summary)
    exit(judge.differences == 0 && judge.cases == count ? 0 : 1)
default: exit(64)
}
