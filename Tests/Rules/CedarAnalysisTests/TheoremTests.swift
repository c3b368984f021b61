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
        for theorem in try CatalogueFiles.theorems() {
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
