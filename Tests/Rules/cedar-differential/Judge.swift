import Cedar
import CedarGeneration
import Foundation

/// Compares the answers of the reference with ours and prints each difference with its seed.
struct Judge {
    private(set) var cases: UInt64 = 0
    private(set) var differences = 0
    private var decisions = 0
    private var refusals = 0
    private var valid = 0

    /// One line of what was compared.
    var summary: String {
        "\(cases) cases, \(decisions) decisions, \(refusals) policy texts refused by both, \(valid) valid, \(differences) differences"
    }

    /// A decision, its reasons and the policies that erred; `none` where the input is refused.
    private struct Outcome: Codable, Equatable {
        let decision: String
        let reasons: [String]
        let errors: [String]

        init(_ response: Response?) {
            decision = response?.decision.rawValue ?? "none"
            reasons = (response?.reasons ?? []).map(\.description).sorted {
                Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
            }
            errors = (response?.errors ?? []).map(\.policy.description).sorted {
                Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
            }
        }

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            decision = try list.decode(String.self)
            reasons = try list.decode([String].self)
            errors = try list.decode([String].self)
        }
    }

    private struct Answer: Decodable {
        let seed: UInt64
        let reads: Bool
        let readsSchema: Bool
        let readsSchemaJSON: Bool?
        let readsSchemaText: Bool?
        let json: String?
        let sameJSON: Bool?
        let readsJSON: Bool?
        let sameFormatted: Bool?
        let plain: [Outcome]?
        let checked: [Outcome]?
        let valid: Bool?
        let readsLinked: Bool?
        let linked: [Outcome]?
    }

    mutating func judge(_ line: Data) throws {
        let answer = try JSONDecoder().decode(Answer.self, from: line)
        let ours = CaseLine(GeneratedCase(seed: answer.seed))
        cases += 1
        func expect(_ holds: Bool?, _ what: String) {
            guard holds == false else { return }
            differences += 1
            print("seed \(answer.seed): \(what)")
        }
        expect(
            (ours.policies != nil) == answer.reads,
            "policy text: we \(ours.policies == nil ? "refuse" : "read") it, the reference does not"
        )
        if !answer.reads, ours.policies == nil { refusals += 1 }
        expect(
            (ours.fragment != nil) == answer.readsSchema,
            "schema text: we \(ours.fragment == nil ? "refuse" : "read") it"
        )
        expect(answer.readsSchemaJSON, "the reference refuses our schema JSON")
        expect(answer.readsSchemaText, "the reference refuses our schema text from JSON")
        expect(answer.sameJSON, "policy JSON differs")
        expect(answer.readsJSON, "the reference refuses our policy JSON")
        expect(answer.sameFormatted, "formatting changes the policies")
        expect(answer.readsLinked, "the reference refuses our links")
        guard let policies = ours.policies else { return }
        let entities = try? Entities(json: Array(ours.generated.entities.utf8))
        if let plain = answer.plain {
            compare(plain, outcomes(ours, policies, entities, nil), "without schema", answer.seed)
        }
        if let json = answer.json, let plain = answer.plain {
            let read = try? PolicySet(json: Array(json.utf8))
            expect(read != nil, "we refuse the reference's policy JSON")
            if let read {
                compare(plain, outcomes(ours, read, entities, nil), "from the reference's JSON", answer.seed)
            }
        }
        if let linked = answer.linked, let set = ours.linked {
            compare(linked, outcomes(ours, set, entities, nil), "with links", answer.seed)
        }
        if let checked = answer.checked, let schema = ours.fragment?.schema {
            let entities = try? Entities(json: Array(ours.generated.entities.utf8), schema: schema)
            compare(checked, outcomes(ours, policies, entities, schema), "with schema", answer.seed)
            let report = Validator(schema).validate(policies)
            let found = report.problems.first.map { ": \($0)" } ?? ""
            expect(
                answer.valid == report.passes,
                "strict validation: we say \(report.passes ? "valid" : "invalid")\(found)"
            )
            if report.passes { valid += 1 }
        }
    }

    private func outcomes(_ line: CaseLine, _ policies: PolicySet, _ entities: Entities?, _ schema: Schema?)
        -> [Outcome]
    {
        line.generated.requests.map { request in
            guard let entities, let request = try? Request(json: Array(request.json.utf8), schema: schema) else {
                return Outcome(nil)
            }
            return Outcome(Authorizer().authorize(request, policies: policies, entities: entities))
        }
    }

    private mutating func compare(_ expected: [Outcome], _ found: [Outcome], _ what: String, _ seed: UInt64) {
        for (index, (expected, found)) in zip(expected, found).enumerated() {
            decisions += 1
            guard expected != found else { continue }
            differences += 1
            print("seed \(seed): request \(index) \(what): reference \(expected), we \(found)")
        }
    }
}
