import Cedar
import CedarCases
import Foundation
import SeededGeneration
import Testing

/// Draws a case, forgets parts of it, and holds what is left against the whole.
@Suite("Partial evaluation agrees with full evaluation")
struct PartialEvaluationPropertyTests {
    static let parts: UInt64 = 8
    /// The cases of each part; parts run beside one another.
    static let caseCount = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" ? 12_500 : 250
    let docs = (0..<3).map { EntityUID(type: "Doc", id: "d\($0)") }

    @Test("residuals put together with the rest of the data decide as the whole does", arguments: 0..<parts)
    func reauthorization(part: UInt64) throws {
        let schema = try CaseSchema.schema()
        var residuals = 0
        var typed = 0
        var decided = 0
        for seed in (0..<UInt64(Self.caseCount)).map({ $0 * Self.parts + part }) {
            var writer = StoreWriter(seed: seed)
            let store = try writer.entities(docs: docs, schema: schema)
            let request = try writer.request(resource: writer.generator.pick(docs))
            var author = PolicyWriter(seed: seed &* 31 &+ 7)
            let text = author.policies(1 + author.generator.below(4))
            let policies = try PolicySet(parsing: text, file: "case.cedar")
            let environment = try #require(
                schema.requestEnvironment(principal: "User", action: request.action, resource: "Doc")
            )
            guard let set = try? TypedPolicies(policies, schema: schema, environment: environment) else { continue }
            typed += 1
            let whole = try PartialEntities(store, schema: schema)
            let expected = Authorizer().authorize(request, policies: policies, entities: store)
            var forgetting = Forgetting(generator: SeededGenerator(seed: seed ^ 0xF00D))
            let partial = try set.evaluate(
                forgetting.request(request, store),
                entities: try forgetting.entities(store, schema)
            )
            residuals += partial.policies.count { $0.outcome == .residual }
            let answer = try partial.reauthorize(request, entities: whole)
            let erring = Set(expected.errors.map(\.policy))
            #expect(answer.decision == expected.decision, "seed \(seed)\n\(text)")
            #expect(answer.reasons == expected.reasons, "seed \(seed)\n\(text)")
            #expect(Set(answer.errors.map(\.policy)) == erring, "seed \(seed)\n\(text)")
            if let decision = partial.decision() {
                decided += 1
                #expect(decision == expected.decision, "seed \(seed)\n\(text)")
            }
            let forbidErrs = erring.contains { policies[$0]?.effect == .forbid }
            if let decision = partial.decision(erringForbid: .denies) {
                #expect(decision == (forbidErrs ? .deny : expected.decision), "seed \(seed)\n\(text)")
            }
            let direct = try set.evaluate(PartialRequest(request), entities: whole)
            #expect(direct.policies.allSatisfy { $0.outcome != .residual }, "seed \(seed)\n\(text)")
        }
        // The cases are worth something: most are well typed, many hang on what was forgotten, many are decided all the same.
        #expect(typed * 2 > Self.caseCount, "\(typed) well typed")
        #expect(residuals * 2 > Self.caseCount, "\(residuals) residuals")
        #expect(decided * 10 > typed, "\(decided) decided")
    }
}

/// Takes knowledge away at random.
private struct Forgetting {
    var generator: SeededGenerator

    mutating func record(_ record: Record) -> PartialRecord {
        switch generator.below(4) {
        case 0: return PartialRecord(record)
        case 1: return .unknown
        default:
            var known = Record()
            var unknown: Set<CedarString> = []
            for (key, value) in record.sorted {
                if generator.chance(50) { known[key] = value } else { unknown.insert(key) }
            }
            if generator.chance(50) { unknown.formUnion(["note", "count", "draft", "site", "who", "nick", "manager"]) }
            unknown.subtract(known.keys)
            return PartialRecord(known, rest: generator.chance(30) ? .anything : .unknown(unknown))
        }
    }

    mutating func facts(_ uid: EntityUID, _ store: Entities) -> EntityFacts? {
        guard let entity = store[uid] else { return nil }
        return EntityFacts(
            attributes: record(entity.attributes),
            ancestors: generator.chance(50) ? store.ancestors(of: uid) : nil,
            tags: record(entity.tags)
        )
    }

    mutating func party(_ uid: EntityUID, _ store: Entities) -> PartialRequest.Party {
        switch generator.below(3) {
        case 0: .known(uid)
        case 1: .unknown(uid.type)
        default: .unknown(uid.type, facts(uid, store))
        }
    }

    mutating func request(_ request: Request, _ store: Entities) -> PartialRequest {
        PartialRequest(
            principal: party(request.principal, store),
            action: request.action,
            resource: party(request.resource, store),
            context: record(request.context)
        )
    }

    mutating func entities(_ store: Entities, _ schema: Schema) throws -> PartialEntities {
        if generator.chance(20) { return try PartialEntities(store, schema: schema) }
        var known: [Entity] = []
        var partly: [EntityUID: EntityFacts] = [:]
        for entity in store.all {
            switch generator.below(3) {
            // An entity whose ancestors are left out of the store would seem to have fewer of them.
            case 0 where entity.parents.isEmpty: known.append(entity)
            case 1 where !entity.uid.type.isAction: partly[entity.uid] = facts(entity.uid, store)
            default: break
            }
        }
        return try PartialEntities(known: try Entities(known), partly: partly, schema: schema)
    }
}
