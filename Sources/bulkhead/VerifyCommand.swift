import ArgumentParser
import FlowCheck
import Foundation
import PlanCheck
import PlantModel

/// `bulkhead verify`: checks an answer and its certificate from the question alone.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check a plan, or the least cut of its flows, and its proof in exact integers: 0 it holds, 4 it does not, 2 the input is wrong."
    )

    @Argument(help: "The answer, in JSON.")
    var answer: String

    @Option(help: "The neutral instance that it answers.")
    var instance: String?

    @Option(help: "The plant file that it plans.")
    var plant: String?

    @OptionGroup var location: CatalogueLocation

    func validate() throws {
        guard (instance == nil) != (plant == nil) else { throw ValidationError("name either --plant or --instance") }
    }

    func run() throws {
        if let plant { try verify(plant: plant) }
        if let instance { try verify(instance: instance) }
    }

    /// What a file says that it is.
    private struct Form: Decodable {
        let format: String?
    }

    private func read<Answer: Decodable>(_ type: Answer.Type) throws -> Answer {
        do {
            return try JSONDecoder().decode(type, from: Data(try InputFile.bytes(answer)))
        } catch let error as InputFile.Failure {
            Console.error(error.description)
        } catch {
            Console.error("\(answer): this is no plan, answer or flow analysis: \(error)")
        }
        throw ExitStatus.wrongInput
    }

    private func verify(flowsOf path: String) throws {
        let claim = try read(ReleaseClaim.self)
        let plant = try CheckCommand.load(path)
        do {
            var check = try ReleaseCheck(plant: plant, catalogue: try location.load(), claim: claim)
            try check.check()
        } catch let error as CheckFailure {
            Console.error("\(answer): does not hold: \(error)")
            throw ExitStatus.integrityBroken
        } catch let error as ObligationProblems {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        let hosting =
            claim.hosting == "plan" ? "the instances that it names (\(claim.instances.count))" : "today's instances"
        print("holds with \(hosting): \(claim.cut?.summary ?? "nothing is possibly released")")
    }

    private func verify(plant path: String) throws {
        if try read(Form.self).format == ReleaseClaim.format { return try verify(flowsOf: path) }
        let plan = try read(PlanFile.self)
        let plant = try CheckCommand.load(path)
        let check: PlantCheck
        do {
            check = try PlantCheck(plant: plant, catalogue: try location.load())
        } catch let error as ObligationProblems {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        }
        do throws(CheckFailure) {
            try check.check(plan)
        } catch {
            Console.error("\(answer): does not hold: \(error)")
            throw ExitStatus.integrityBroken
        }
        print("holds: \(plan.status), at least \(plan.bound.map(String.init).joined(separator: ", "))")
    }

    private func verify(instance: String) throws {
        let question = try SolveCommand.read(instance)
        let read = try self.read(NeutralAnswer.self)
        do throws(CheckFailure) {
            try NeutralCheck.check(read, of: question)
        } catch {
            Console.error("\(answer): does not hold: \(error)")
            throw ExitStatus.integrityBroken
        }
        let bound = (read.bound ?? []).map(String.init).joined(separator: ", ")
        print("holds: \(read.status)" + (bound.isEmpty ? "" : ", at least \(bound)"))
    }
}
