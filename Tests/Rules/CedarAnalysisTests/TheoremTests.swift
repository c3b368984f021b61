import Cedar
import Foundation
import Testing

@testable import CedarAnalysis

/// The catalogue of this repository and the theorems about it.
enum CatalogueFiles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Catalogue")
        .standardizedFileURL

    static func policies(in folder: URL) throws -> [Policy] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
        var sets: [PolicySet] = []
        for name in names where name.hasSuffix(".cedar") {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            sets.append(try PolicySet(bytes: bytes, file: name).renamedByAnnotation())
        }
        return try PolicySet.merging(sets).policies
    }

    static func prover() throws -> Prover {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "bulkhead.cedarschema")))
        // Nothing may hang on what is in the store.
        return Prover(schema: try Schema(bytes: bytes, file: "bulkhead.cedarschema"), storeIsComplete: false)
    }

    static func theorems() throws -> [Theorem] {
        try policies(in: folder.appending(path: "theorems")).map { try Theorem($0) }
    }
}

@Suite("Theorems about the catalogue")
struct TheoremTests {
    @Test("every theorem is proved, and speaks of something")
    func proved() throws {
        let prover = try CatalogueFiles.prover()
        let policies = try CatalogueFiles.policies(in: CatalogueFiles.folder)
        for theorem in try CatalogueFiles.theorems() {
            for (environment, outcome) in theorem.outcomes(prover, policies, .denies) {
                guard case .proved = outcome else {
                    Issue.record("\(theorem.policy.id) (\(theorem.statement)), \(environment): \(outcome)")
                    continue
                }
            }
        }
    }

    @Test("no theorem holds without the obligations that it rests on")
    func needed() throws {
        let prover = try CatalogueFiles.prover()
        let policies = try CatalogueFiles.policies(in: CatalogueFiles.folder)
        let ids = Set(policies.map(\.id.description))
        for theorem in try CatalogueFiles.theorems() where !theorem.obligations.isEmpty {
            let obligations = Set(theorem.obligations)
            #expect(obligations.isSubset(of: ids), "\(theorem.policy.id) rests on \(obligations.subtracting(ids))")
            let others = policies.filter { !obligations.contains($0.id.description) }
            let environment = try #require(prover.schema.requestEnvironments(of: theorem.policy).last)
            let verdict = prover.verdict(on: theorem.claim(others, .denies), in: environment)
            #expect(verdict.counterexample != nil, "\(theorem.policy.id) without \(obligations): \(verdict)")
        }
    }

    @Test("every obligation on persons, places and neighbours has a theorem")
    func complete() throws {
        let asked = [
            "view", "edit", "print", "export", "receive", "host", "store", "relay", "share", "useKey", "determine",
            "purge", "release",
        ]
        let rested = Set(try CatalogueFiles.theorems().flatMap(\.obligations))
        let schema = try CatalogueFiles.prover().schema
        for policy in try CatalogueFiles.policies(in: CatalogueFiles.folder) where policy.effect == .forbid {
            let actions = Set(schema.requestEnvironments(of: policy).map(\.action.id.text))
            guard !actions.isDisjoint(with: asked) else { continue }
            #expect(rested.contains(policy.id.description), "no theorem rests on \(policy.id)")
        }
    }

    @Test("no refusal is one that others make anyway, unless it says which entry it restates")
    func restated() throws {
        let prover = try CatalogueFiles.prover()
        let policies = try CatalogueFiles.policies(in: CatalogueFiles.folder)
        let byID = Dictionary(uniqueKeysWithValues: policies.map { ($0.id.description, $0) })
        func isShadowed(_ policy: Policy, by others: [Policy]) throws -> Bool {
            let analysis = SetAnalysis(prover, try PolicySet(others + [policy]), reading: .denies)
            let verdicts = analysis.verdicts(.shadowed, of: policy)
            if let reason = verdicts.overall.reason { Issue.record("\(policy.id): \(reason)") }
            return verdicts.overall.isProved
        }
        for policy in policies where policy.effect == .forbid {
            if let id = policy.annotation("restates") {
                let other = try #require(byID[id], "\(policy.id) restates \(id), which is no entry")
                #expect(try isShadowed(policy, by: [other]), "\(policy.id) asks for more than \(id)")
            } else {
                let own = Set(prover.schema.requestEnvironments(of: policy))
                let others = policies.filter {
                    $0.id != policy.id && !own.isDisjoint(with: prover.schema.requestEnvironments(of: $0))
                }
                #expect(try !isShadowed(policy, by: others), "\(policy.id) refuses nothing that others do not")
            }
        }
    }

    @Test("one order does not answer for both where restrictions differ, so both are asked")
    func oneOrderIsNotEnough() throws {
        let prover = try CatalogueFiles.prover()
        let policies = try CatalogueFiles.policies(in: CatalogueFiles.folder)
        let text = """
            @says("one order answers for both") @keeps("decision")
            @under("swap principal resource, swap context.site context.otherSite")
            forbid (principal is Program, action == Action::"share", resource is Program);
            """
        let theorem = try Theorem(Shop.policies(text)[0])
        let outcome = try #require(theorem.outcomes(prover, policies, .denies).first?.outcome)
        guard case .failed(let example) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        let evaluator = Evaluator(example.request, try Entities(example.entities))
        #expect(!theorem.claim(policies, .denies).holds(evaluator))
    }

    @Test("a law that a policy breaks is refuted, with the request that breaks it")
    func brokenLaws() throws {
        let prover = try CatalogueFiles.prover()
        let policies = try CatalogueFiles.policies(in: CatalogueFiles.folder)
        let breaking = [
            "share-monotone-in-the-rung": "context.separation == 2",
            "share-monotone-in-attribute-rules": "context.enforcesAttributes && context.separation < 1",
            "share-monotone-in-field-rules": "context.enforcesFields",
            "share-monotone-in-compartments": "context.enforcesCompartments && !context.enforcesFields",
            "share-one-order-of-equals": "principal.safetyCritical && !resource.safetyCritical",
        ]
        let laws = try CatalogueFiles.theorems().filter { $0.obligations.isEmpty }
        #expect(Set(laws.map(\.policy.id.description)) == Set(breaking.keys).union(["share-symmetric"]))
        for law in laws {
            guard let condition = breaking[law.policy.id.description] else { continue }
            let text =
                "forbid (principal is Program, action == Action::\"share\", resource is Program) when { \(condition) };"
            let more = policies + (try Shop.policies(text))
            guard case .failed(let example)? = law.outcomes(prover, more, .denies).first?.outcome else {
                Issue.record("\(law.policy.id) holds although `\(condition)` is refused")
                continue
            }
            #expect(!law.claim(more, .denies).holds(Evaluator(example.request, try Entities(example.entities))))
        }
    }

    @Test("a theorem that says nothing, and one without statement, are told")
    func wrong() throws {
        let empty = try Shop.policies(
            """
            @says("nothing") @rests_on("x")
            forbid (principal is User, action == Action::"view", resource is Doc) when { context.n > 1 && context.n < 1 };
            """
        )[0]
        let outcomes = try Theorem(empty).outcomes(try Shop.prover(), [], .denies)
        guard case .empty = outcomes[0].outcome else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(throws: CedarErrors.self) { try Theorem(try Shop.policies("forbid (principal, action, resource);")[0]) }
        #expect(throws: CedarErrors.self) {
            try Theorem(try Shop.policies("@says(\"a\") @rests_on(\"x\") permit (principal, action, resource);")[0])
        }
    }
}
