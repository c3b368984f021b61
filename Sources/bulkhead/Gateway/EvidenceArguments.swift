import ArgumentParser
import Boundary
import Cedar
import Foundation
import Gateway
import Governance
import Journal
import PlantModel

/// What shows that the filters of flows hold, before anything is carried.
struct EvidenceArguments: ParsableArguments {
    @Option(help: "The folder with the signed evidence of each flow, FLOW.evidence, as `gateway validate` writes it.")
    var evidence: String?

    @Option(
        help: "The public key of whoever validates, as `gateway validate` writes it beside the private one (KEY.pub)."
    )
    var evidenceKey: String?

    @Flag(
        help:
            "Carry flows whose filters nobody validated. For trying: what they tell of what they withhold was not looked for."
    )
    var unvalidated = false

    func validate() throws {
        guard !unvalidated else {
            guard evidence == nil, evidenceKey == nil else {
                throw ValidationError("--unvalidated asks for no evidence; leave out --evidence and --evidence-key")
            }
            return
        }
        guard evidence != nil, evidenceKey != nil else {
            throw ValidationError(
                "name with --evidence and --evidence-key what `bulkhead gateway validate` signed, or say --unvalidated"
            )
        }
    }

    /// Whether every flow has evidence that holds for it and for what is decided by.
    /// - Throws: `notValidated`, `badManifest`, `folder`.
    func check(_ flows: [CarriedFlow], _ draft: BaselineDraft) async throws {
        guard let evidence, let evidenceKey else { return }
        let key: VerifierKey
        do {
            let text = String(decoding: try InputFile.bytes(evidenceKey), as: UTF8.self)
            key = try VerifierKey(text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch let error as NoteError {
            throw GatewayRefusal(.badManifest, "\(evidenceKey): this is no public key: \(error)")
        }
        let baseline = draft.baseline
        let trial = try await FilterTrial(
            baseline.plant,
            catalogue: baseline.catalogue,
            grants: baseline.grants,
            determinations: baseline.determinations
        )
        let policies = trial.policies
        await trial.close()
        for flow in flows {
            let path = "\(evidence)/\(flow.id).evidence"
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw GatewayRefusal(
                    .notValidated,
                    "the flow '\(flow.id)' has no evidence at \(path); run `bulkhead gateway validate` for it"
                )
            }
            try FilterEvidence(signed: Array(bytes), by: key).check(flow, policies: policies)
        }
    }
}
