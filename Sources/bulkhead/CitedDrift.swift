import ArgumentParser
import Boundary
import Foundation
import Governance
import Journal
import Planning
import PlantModel

/// The statement of a running instance's drift that a plan is held against.
struct CitedDrift: ParsableArguments {
    @Option(
        help:
            "Hold the plan against what a running instance says of its drift: the signed statement, as its page of compliance gives it."
    )
    var drift: String?

    @Option(
        help:
            "The public key of the instance's statements, KEYS/statements.key.pub, got by another way than the statement."
    )
    var driftKey: String?

    @Option(help: "How many days old a statement may be: who hands in an old one keeps silent of what ended since.")
    var driftDays = 7

    func validate() throws {
        guard (drift == nil) == (driftKey == nil) else {
            throw ValidationError("give both --drift and --drift-key, or neither")
        }
        guard (0...36_500).contains(driftDays) else { throw ValidationError("--drift-days takes 0 to 36500") }
    }

    /// The statement, provided that it is signed, of this plan, and not too old; nil where none was named. Prints what is wrong and exits: 4 where it is not what the
    /// key signed, 2 for all else.
    func statement(of plan: Plan, clock: any PlantClock = SystemClock()) throws -> DriftStatement? {
        guard let drift, let driftKey else { return nil }
        let key = try WrongInput.telling { try InputFile.verifierKey(driftKey) }
        let json: [UInt8]
        do {
            json = try SignedStatement.json(
                of: try InputFile.bytes(drift),
                as: DriftStanding.statementHead.description,
                by: key,
                using: SwiftCryptoProvider()
            )
        } catch let error as InputFile.Failure {
            Console.error("\(error)")
            throw ExitStatus.wrongInput
        } catch {
            Console.error("\(drift): this is no statement of drift that \(key.name.text) signed: \(error)")
            throw ExitStatus.integrityBroken
        }
        do throws(DriftStatement.Problem) {
            let statement = try DriftStatement(json: json)
            try check(statement, plan, clock.now)
            return statement
        } catch {
            Console.error("\(drift): \(error)")
            throw ExitStatus.wrongInput
        }
    }

    private func check(_ statement: DriftStatement, _ plan: Plan, _ now: UInt64) throws(DriftStatement.Problem) {
        guard let file = plan.file else {
            throw .init("there is no plan that it could be of: no placement meets every obligation")
        }
        guard statement.plan == file.digest else {
            throw .init(
                "it is of another plan than these files give; name the plant file, catalogue and what-ifs that the instance's plan was made of"
            )
        }
        guard let day = Day(statement.day), let today = Day(millisecondsSince1970: now) else {
            throw .init("'\(statement.day)' is no day")
        }
        guard day <= today else { throw .init("it is of \(day), which is yet to come: one of the two clocks is wrong") }
        let span = UInt64(driftDays) * 86_400_000
        guard let oldest = Day(millisecondsSince1970: now > span ? now - span : 0), day >= oldest else {
            throw .init(
                "it is of \(day), more than \(driftDays) days ago; get a new one, or say with --drift-days how old it may be"
            )
        }
    }
}
