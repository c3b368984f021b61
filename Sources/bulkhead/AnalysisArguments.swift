public import ArgumentParser
public import Cedar
import CedarAnalysis

extension ErringForbid: ExpressibleByArgument {}

/// What every proof is asked with.
struct AnalysisArguments: ParsableArguments {
    @Option(help: "A Cedar schema.")
    var schema: String

    @Option(help: "How a forbid that errs counts: 'skips' as Cedar has it, 'denies' as Bulkhead does.")
    var erringForbid = ErringForbid.skips

    @Flag(help: "Let any entity be missing from the store.")
    var entitiesMayBeMissing = false

    @Option(help: "The most seconds that one question may take; what is not answered is unknown.")
    var seconds: UInt32 = 30

    func validate() throws {
        guard (1...3600).contains(seconds) else {
            throw ValidationError("--seconds must be from 1 to 3600, found \(seconds)")
        }
    }

    /// The prover.
    func prover() throws -> Prover {
        Prover(
            schema: try Schema(bytes: InputFile.bytes(schema), file: schema),
            limits: SolverLimits(stepsMax: seconds * 1_000_000, millisecondsMax: seconds * 1000),
            storeIsComplete: !entitiesMayBeMissing
        )
    }

    /// The policies of files, which must be strictly valid.
    /// - Throws: `ExitCode` after printing what is wrong with them.
    func policies(_ paths: [String], _ prover: Prover) throws -> PolicySet {
        let set = try PolicyFiles(reading: paths).set
        let report = Validator(prover.schema).validate(set)
        guard report.passes else {
            for problem in report.problems {
                Console.error(
                    "\(problem.file):\(problem.range.start.line):\(problem.range.start.column): \(problem.message)"
                )
            }
            Console.error("proofs are about strictly valid policies alone; see `bulkhead policy check`")
            throw ExitStatus.wrongInput
        }
        return set
    }
}
