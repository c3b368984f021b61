import ArgumentParser
import Foundation
import PlanCheck
import PlantModel

/// `bulkhead verify`: checks an answer and its certificate from the question alone.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a plan and its proof in exact integers: 0 it holds, 4 it does not, 2 the input is wrong."
    )

    @Argument(help: "The answer, in JSON.")
    var answer: String

    @Option(help: "The neutral instance that it answers.")
    var instance: String

    func run() throws {
        let question = try SolveCommand.read(instance)
        let read: NeutralAnswer
        do {
            read = try JSONDecoder().decode(NeutralAnswer.self, from: Data(try InputFile.bytes(answer)))
        } catch let error as InputFile.Failure {
            Console.error(error.description)
            throw ExitStatus.wrongInput
        } catch {
            Console.error("\(answer): this is no answer of solve: \(error)")
            throw ExitStatus.wrongInput
        }
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
