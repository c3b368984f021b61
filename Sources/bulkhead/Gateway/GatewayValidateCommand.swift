import ArgumentParser
import Cedar
import Foundation
import Gateway
import Journal
import PlantModel
import Storage

/// `bulkhead gateway validate`: shows what a filter does, and signs what was shown.
struct GatewayValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Show that a flow's filter tells nothing of what it withholds, and sign the evidence.",
        discussion: """
            Pairs of worlds that differ only in what the destination may not have are carried in memory and have to look the same to it, byte for byte; \
            planted leaks have to be noticed; what may pass has to arrive; each obligation is proved to hold. Evidence holds for one schema, mapping, filter \
            and set of policies. Exit codes: 0 all was shown; 1 something was not; 2 the input is wrong; 4 given evidence is not what was signed.
            """
    )

    @OptionGroup var plant: PlantArguments
    @OptionGroup var trying: TrialArguments

    @Option(help: "How many pairs of worlds.")
    var pairs = 1_000

    @Option(help: "The seed of the first pair.")
    var seed: UInt64 = 1

    @Option(help: "Where the signed evidence is written; with --check, where it is read.")
    var evidence: String?

    @Option(
        help:
            "A file with the 32 bytes of an Ed25519 key that signs it, in hexadecimal; made where it is not there. Its public key is written beside it, KEY.pub."
    )
    var key: String?

    @Option(
        help:
            "The folder of the golden cases, CASE/in and CASE/out, for people to review: written anew; with --check, compared with what would be carried now."
    )
    var golden: String?

    @Flag(help: "Do not validate, but say whether the evidence still holds.")
    var check = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard trying.flow.count == 1 else { throw ValidationError("name the flow with --flow, one at a time") }
        guard (1...1_000_000).contains(pairs) else { throw ValidationError("--pairs takes 1 to 1000000") }
        guard (evidence == nil) == (key == nil) else {
            throw ValidationError("evidence is signed: give both --evidence and --key")
        }
        guard !check || evidence != nil else { throw ValidationError("--check takes --evidence and --key") }
    }

    func run() async throws {
        let model = try CheckCommand.load(plant.plant)
        let catalogue = try plant.location.load()
        guard let flow = try GatewayCommand.flows(trying.flow, of: model).first else { return }
        do {
            let signer = try key.map { try Self.signer(at: $0) }
            if check, let evidence, let signer {
                let known = try FilterEvidence(signed: try InputFile.bytes(evidence), by: signer.verifier)
                let trial = try await trying.trial(model, catalogue)
                try known.check(flow, policies: trial.policies)
                try await check(known, flow, in: trial)
                await trial.close()
                print("the validation of '\(flow.id)' of \(known.day) holds: \(known.pairs) pairs")
                return
            }
            let found = try await FilterValidation.run(
                flow,
                on: model.asOf.description,
                pairs: pairs,
                seed: seed,
                proof: try FilterProof(model, catalogue: catalogue, grants: try trying.policies())
            ) { try await trying.trial(model, catalogue) }
            if let evidence, let signer {
                try Data(try found.signed(by: signer)).write(to: URL(filePath: evidence))
                if let key { try Data((signer.verifier.text + "\n").utf8).write(to: URL(filePath: key + ".pub")) }
            }
            if let golden {
                let trial = try await trying.trial(model, catalogue)
                try await GoldenCases(flow, seed: seed, pairs: pairs, in: trial).write(to: golden)
                await trial.close()
            }
            print(json ? try ReportOutput.encode(found) : Self.text(found))
            if !found.holds { throw ExitStatus.findings }
        } catch let refusal as GatewayRefusal {
            Console.error("\(refusal)")
            throw refusal.exit
        }
    }

    /// Whether the golden cases are those of the evidence, and lie in their folder as they are.
    private func check(_ known: FilterEvidence, _ flow: CarriedFlow, in trial: FilterTrial) async throws {
        guard let golden else { return }
        let cases = try await GoldenCases(flow, seed: known.seed, pairs: known.pairs, in: trial)
        guard cases.digest == known.golden else {
            throw GatewayRefusal(
                .notValidated,
                "the golden cases of '\(flow.id)' are others than those of its evidence; validate it again"
            )
        }
        let others = try cases.differences(in: golden)
        guard others.isEmpty else {
            throw GatewayRefusal(
                .notValidated,
                "\(golden): \(others.count) files are not those of the golden cases, the first is \(others[0]); write them anew without --check and review the change"
            )
        }
    }

    static func text(_ found: FilterEvidence) -> String {
        let said = { (list: [String]) in list.isEmpty ? "none" : list.joined(separator: ", ") }
        return """
            \(found.flow): \(found.holds ? "holds" : "does not hold")
              pairs of worlds that the destination can tell apart: \(found.differing.map { "one, of the seed \($0)" } ?? "none of \(found.pairs)")
              what may pass arrives: \(found.incomplete.map { "not in the pair of the seed \($0)" } ?? "yes, \(found.arrived) records")
              planted leaks noticed: \(found.caught.count); not noticed: \(said(found.missed)); without anything to tell: \(said(found.vacuous))
              obligations proved: \(found.proved.count); not proved: \(said(found.unproved.keys.sorted()))
              golden cases: \(found.golden)
            """
    }

    /// The key of whoever validates. It is not the gateway's: what is shown of a filter is shown before there is an instance.
    private static func signer(at path: String) throws -> NoteSigner {
        let provider = SwiftCryptoProvider()
        let text = try KeyFile.readOrMake(path) { provider.randomBytes(32).hexadecimal + "\n" }
        guard let bytes = [UInt8](hexadecimal: text.filter { !$0.isWhitespace }.lowercased(), count: 32) else {
            throw GatewayRefusal(.folder, "\(path): a key is 64 hexadecimal digits")
        }
        return try NoteSigner(
            name: try KeyName("filter-evidence"),
            kind: .ed25519,
            privateKey: SecretBytes(bytes),
            using: provider
        )
    }
}
