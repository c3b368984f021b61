import ArgumentParser
import Cedar
import Foundation
import Gateway
import Journal
import Planning
import PlantModel

/// The evidence of filters that a rationale cites.
struct CitedEvidence: ParsableArguments {
    @Option(
        help:
            "Cite what is shown of the filters of flows: the folder with the signed evidence, FLOW.evidence, as `gateway validate` writes it."
    )
    var evidence: String?

    @Option(
        help: "The public key of whoever validates, as `gateway validate` writes it beside the private one (KEY.pub)."
    )
    var evidenceKey: String?

    @Option(help: "Permits of the plant's own, in Cedar, that flows are carried under; systems need none.")
    var grants: String?

    @Option(help: "Determinations in JSON, as `gateway run` is given them. May be given several times.")
    var determinations: [String] = []

    func validate() throws {
        guard (evidence == nil) == (evidenceKey == nil) else {
            throw ValidationError("give both --evidence and --evidence-key, or neither")
        }
    }

    /// The standing of every flow that the gateway carries; nil where nobody asked for it.
    func standings(_ plant: Plant, _ catalogue: ObligationCatalogue) async throws -> [FilterStanding]? {
        guard let evidence, let evidenceKey else { return nil }
        let key = try WrongInput.telling { try InputFile.verifierKey(evidenceKey) }
        var trying = TrialArguments()
        trying.grants = grants
        trying.determinations = determinations
        trying.flow = []
        let trial = try await trying.trial(plant, catalogue)
        let policies = trial.policies
        await trial.close()
        return CarriedFlow.all(of: plant).map { flow in
            Self.standing(
                of: flow,
                FileManager.default.contents(atPath: "\(evidence)/\(flow.id).evidence"),
                key,
                policies
            )
        }
    }

    private static func standing(
        of flow: CarriedFlow,
        _ bytes: Data?,
        _ key: VerifierKey,
        _ policies: String
    ) -> FilterStanding {
        guard let bytes else { return FilterStanding(flow: flow.id, state: .missing, reason: "there is no evidence") }
        let known: FilterEvidence
        do throws(GatewayRefusal) {
            known = try FilterEvidence(signed: Array(bytes), by: key)
        } catch {
            return FilterStanding(flow: flow.id, state: .unsigned, reason: error.message)
        }
        var reason: String?
        do throws(GatewayRefusal) { try known.check(flow, policies: policies) } catch { reason = error.message }
        return FilterStanding(
            flow: flow.id,
            state: reason == nil ? .holds : .expired,
            reason: reason,
            day: known.day,
            pairs: known.pairs,
            proved: known.proved.count,
            signer: key.name.text
        )
    }
}
