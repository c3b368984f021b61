import Boundary
import Cedar
import Foundation
import Journal
import PlantModel
import TestPlant
import Testing

@testable import Gateway

@Suite("The validation of a filter")
struct ValidationTests {
    /// A thousand by hand (`BULKHEAD_SOAK=1`), a few at every run: a design that leaks is found within a few.
    static let pairs = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == nil ? 8 : 1_000

    static let filters: [String?] = [
        nil, "passes: [order, project, jobResponses], drops: [nonconformances]",
        "passes: [order, project, hours], redacts: [finding], generalizes: { closed: month, quantity: hundreds }",
        "passes: [jobResponses]", "passes: [orders], drops: [orders]",
    ]

    private static let noProof: Task<FilterProof, any Error> = Task {
        try FilterProof(
            try GatewayPlant.plant(),
            catalogue: TestCatalogue.get(),
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
    }

    static func validate(_ flow: String, _ text: String, seed: UInt64 = 1, pairs: Int = pairs) async throws
        -> FilterEvidence
    {
        let plant = try GatewayPlant.plant(text)
        return try await FilterValidation.run(
            try CarriedFlow(flow, of: plant),
            on: plant.asOf.description,
            pairs: pairs,
            seed: seed,
            proof: try await noProof.value
        ) {
            try await FilterTrial(
                plant,
                catalogue: TestCatalogue.get(),
                grants: PolicySet(parsing: "", file: "grants.cedar")
            )
        }
    }

    @Test("no pair of worlds can be told apart, and all that may pass arrives", arguments: filters)
    func pairs(filter: String?) async throws {
        let format = filter == nil || filter?.contains("redacts") == true ? "jsonLines" : "csv"
        for flow in ["to-erp", "to-mx"] {
            let evidence = try await Self.validate(flow, GatewayPlant.text(filter: filter, format: format))
            #expect(evidence.differing == nil, "\(flow), \(filter ?? "no filter"), \(format)")
            #expect(evidence.incomplete == nil, "\(flow), \(filter ?? "no filter"), \(format)")
            // A few pairs do not meet every leak.
            #expect(evidence.holds || Self.pairs < 100)
            #expect(filter?.contains("drops: [orders]") == true || evidence.arrived > 0)
        }
    }

    @Test("every planted leak is noticed where there is something that it would tell")
    func leaks() async throws {
        let evidence = try await Self.validate(
            "to-mx",
            GatewayPlant.text(
                filter: "passes: [order, project, hours], redacts: [finding], generalizes: { closed: month }"
            ),
            pairs: max(25, Self.pairs)
        )
        #expect(evidence.holds)
        #expect(evidence.missed == [] && evidence.vacuous == [])
        #expect(evidence.caught.count == PlantedLeak.allCases.count)
        #expect(PlantedLeak.allCases.count >= 15)
    }

    @Test("each obligation is proved to hold over what the policies let through")
    func proof() async throws {
        let proof = try await Self.noProof.value
        #expect(proof.unproved == [:])
        #expect(proof.proved.contains { $0.hasPrefix("cui-receive-own-system") })
    }

    @Test("the same validation says the same")
    func reproducible() async throws {
        let text = GatewayPlant.text(filter: Self.filters[1])
        #expect(try await Self.validate("to-erp", text, pairs: 5) == Self.validate("to-erp", text, pairs: 5))
    }

    @Test("evidence is signed, and expires with any change of schema, mapping, filter or policy")
    func expiry() async throws {
        let kept = try GatewayPlant.Kept()
        let text = GatewayPlant.text(filter: Self.filters[1])
        let evidence = try await Self.validate("to-erp", text, pairs: 25)
        let signed = try evidence.signed(by: kept.signer)
        #expect(try FilterEvidence(signed: signed, by: kept.signer.verifier) == evidence)
        var changed = signed
        changed[signed.count / 2] ^= 1
        #expect(throws: GatewayRefusal.self) { try FilterEvidence(signed: changed, by: kept.signer.verifier) }
        let flow = try CarriedFlow("to-erp", of: GatewayPlant.plant(text))
        try evidence.check(flow, policies: evidence.policies)
        #expect(throws: GatewayRefusal.self) { try evidence.check(flow, policies: "other") }
        let changes = [
            ("drops: [nonconformances]", "drops: []"), ("P-MED: MED", "P-MED: VEH"), ("longest: 200", "longest: 201"),
            ("type: decimal", "type: text"), ("to: erp", "to: mx-erp"),
        ]
        for (old, new) in changes {
            let other = try CarriedFlow("to-erp", of: GatewayPlant.plant(text.replacing(old, with: new)))
            #expect(throws: GatewayRefusal.self, "\(new)") { try evidence.check(other, policies: evidence.policies) }
        }
    }

    @Test("what becomes of each field is told for each program")
    func passages() async throws {
        let plant = try GatewayPlant.plant(GatewayPlant.text(filter: Self.filters[2]))
        let trial = try await FilterTrial(
            plant,
            catalogue: TestCatalogue.get(),
            grants: PolicySet(parsing: "", file: "grants.cedar")
        )
        let passages = try await trial.passages(of: CarriedFlow("to-erp", of: plant))
        #expect(passages["MED"]?["quantity"] == .generalized(.hundreds))
        #expect(passages["MED"]?["finding"] == .redacted)
        #expect(passages["NAV"]?.values.allSatisfy { $0 == .withheld || $0 == .filtered } == true)
        await trial.close()
    }
}
