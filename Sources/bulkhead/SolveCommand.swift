import ArgumentParser
import PlanSolver
import Planning
import PlantModel

/// `bulkhead solve`: a placement instance in the neutral format.
struct SolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract:
            "Solve a placement instance in the format planner-instance/1: 0 a plan, 1 infeasible, 2 the input is wrong."
    )

    @Argument(help: "The instance, in JSON.")
    var instance: String

    @Flag(help: "Print the whole answer as JSON, certificate included.")
    var json = false

    func run() throws {
        let read = try Self.read(instance)
        let answer = PlacementOptimizer(solver: CoinSolver()).answer(read)
        print(json ? try ReportOutput.encode(answer) : Self.text(answer))
        if answer.status == "infeasible" { throw ExitStatus.findings }
    }

    /// Reads an instance; prints what is wrong with it and exits 2.
    static func read(_ path: String) throws -> NeutralInstance {
        do {
            return try NeutralInstance(json: InputFile.bytes(path), file: path)
        } catch let error as NeutralInstance.Problems {
            Console.error(error.description)
        } catch let error as InputFile.Failure {
            Console.error(error.description)
        }
        throw ExitStatus.wrongInput
    }

    private static func text(_ answer: NeutralAnswer) -> String {
        var lines = ["status     \(answer.status)"]
        if let objective = answer.objective, let bound = answer.bound {
            lines.append("objective  \(objective.map(String.init).joined(separator: ", "))")
            lines.append("bound      \(bound.map(String.init).joined(separator: ", "))")
        }
        for instance in answer.instances ?? [] {
            lines.append(
                "  \(instance.environment): " + instance.units.map { $0.joined(separator: "@") }.joined(separator: " ")
            )
        }
        for element in answer.blame ?? [] { lines.append("  cannot hold together: \(element.kind) \(element.id)") }
        return lines.joined(separator: "\n")
    }
}
