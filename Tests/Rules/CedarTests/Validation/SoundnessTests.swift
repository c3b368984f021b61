import Cedar
import Foundation
import Testing

/// What validation promises, on random policies, stores and requests: a valid policy errs by absent entities, overflow and operations
/// on extension values alone, and only where ``TypedExpression/possibleErrors`` says so; the types are those of the values.
@Suite("Validation keeps its promise")
struct SoundnessTests {
    private static var rounds: Int {
        ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == nil ? 400 : 200_000
    }

    private static func cause(_ error: EvaluationError) -> PossibleError.Cause? {
        switch error.kind {
        case .entityDoesNotExist: .absentEntity
        case .arithmeticOverflow: .overflow
        case .extensionError: .extensionCall
        default: nil
        }
    }

    @Test("valid policies err only as they may", arguments: ValidationMode.allCases)
    func soundness(mode: ValidationMode) throws {
        var generator = ConditionGenerator(seed: mode == .strict ? 1 : 2)
        let schema = try ValidationFixture.schema()
        let validator = Validator(schema, mode: mode)
        var (valid, invalid, erring, levels) = (0, 0, 0, 0)
        for round in 0..<Self.rounds {
            let text = generator.policy()
            let policy = try PolicySet(parsing: text, file: "p.cedar").policies[0]
            guard validator.validate(policy).passes else {
                invalid += 1
                continue
            }
            valid += 1
            let possible = Set(try #require(validator.possibleErrors(of: policy)).map(\.cause))
            let body = policy.condition
            if Validator(schema, mode: mode, level: 1).validate(policy).passes { levels += 1 }
            for _ in 0..<4 {
                let entities = try generator.entities(schema)
                let request = generator.request()
                if round < 50 {
                    for entity in entities.all { #expect(schema.problems(of: entity) == []) }
                    #expect(schema.problems(of: request) == [])
                }
                do {
                    let value = try Evaluator(request, entities).evaluate(body)
                    guard case .bool = value else {
                        Issue.record("\(text) gave \(value)")
                        continue
                    }
                } catch {
                    erring += 1
                    let cause = Self.cause(error)
                    #expect(cause.map(possible.contains) == true, "\(text): \(error), expected one of \(possible)")
                }
            }
        }
        // The generator must make enough of each kind for the test to mean something.
        #expect(valid > Self.rounds / 10, "\(valid) valid")
        #expect(invalid > Self.rounds / 10, "\(invalid) invalid")
        #expect(erring > valid / 50, "\(erring) errors")
        #expect(levels > valid / 50, "\(levels) of level 1")
    }

    @Test("a type known to be true or false is the value, and the typed tree has the value of the expression")
    func singletons() throws {
        var generator = ConditionGenerator(seed: 3)
        let schema = try ValidationFixture.schema()
        let checker = Typechecker(schema)
        let environment = try ValidationFixture.environment()
        var known = 0
        for _ in 0..<Self.rounds {
            let text = generator.boolean(3)
            guard let typed = checker.check(try Expression(parsing: text), in: environment).expression else { continue }
            guard let truth = typed.type.knownTruth else { continue }
            known += 1
            let request = Request(
                principal: EntityUID(type: "User", id: "u0"),
                action: environment.action,
                resource: EntityUID(type: "Photo", id: "p0"),
                context: ["tls": .bool(generator.below(2) == 0)]
            )
            let value = try? Evaluator(request, try generator.entities(schema)).evaluate(try Expression(parsing: text))
            #expect(value == nil || value == .bool(truth), "\(text)")
        }
        #expect(known > Self.rounds / 20, "\(known) known")
    }
}
