// swift-format-ignore-file: NeverUseForceTry, NeverForceUnwrap

import Cedar
import Foundation
import Testing

@testable import CedarAnalysis

@Suite("On a concrete request the encoding says what the evaluator says")
struct EncodingLawTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] != nil

    /// What fixes every leaf of the encoding to what the store and the request hold.
    struct Binding {
        let encoder: ExpressionEncoder
        var store: TermStore { encoder.store }

        func symbolic(_ value: Value, _ type: SchemaType) -> SymbolicValue {
            switch (value, type) {
            case (.set(let members), .set(let element)):
                return .term(store.set(members.map { symbolic($0, element).term(in: store) }, of: Sort(element)))
            case (.record(let record), .record(let shape)):
                return .record(
                    shape.attributes.reduce(into: [:]) { fields, entry in
                        let held = record[entry.key]
                        fields[entry.key] = SymbolicValue.Field(
                            presence: entry.value.isRequired ? store.yes : store.bool(held != nil),
                            value: symbolic(held ?? filler(entry.value.type), entry.value.type),
                            isRequired: entry.value.isRequired
                        )
                    }
                )
            default: return .term(try! encoder.literal(value))
            }
        }

        /// Stands for an absent value; equality never looks at it.
        func filler(_ type: SchemaType) -> Value {
            var random = RandomCedar(seed: 1)
            return random.value(type)
        }

        func formulas(_ schema: Schema, _ request: Request, _ entities: [Entity], texts: Set<CedarString>) -> [Term] {
            let closed = try! Entities(entities)
            var formulas = [
                store.equal(encoder.principal, store.entity(request.principal)),
                store.equal(encoder.resource, store.entity(request.resource)),
                encoder.context.equals(
                    symbolic(.record(request.context), .record(encoder.environment.context)),
                    in: store
                ),
            ]
            for type in ["User", "Doc", "Team"] {
                let name = EntityTypeName(type)
                let declared = schema.entityType(name)!
                for id in ["a", "b", "c"] {
                    let uid = EntityUID(type: name, id: id)
                    let term = store.entity(uid)
                    formulas.append(
                        store.equal(store.apply(.exists(name), [term], .bool), store.bool(closed[uid] != nil))
                    )
                    guard let entity = closed[uid] else { continue }
                    for (attribute, shape) in declared.shape.attributes {
                        let held = entity.attributes[attribute]
                        let path = Function.Path(names: [attribute])
                        if !shape.isRequired {
                            let presence = store.apply(.attribute(name, path.presence), [term], .bool)
                            formulas.append(store.equal(presence, store.bool(held != nil)))
                        }
                        guard let held else { continue }
                        let leaf = SymbolicValue.free({ .attribute(name, $0) }, [term], shape.type, path, in: store)
                        formulas.append(leaf.equals(symbolic(held, shape.type), in: store))
                    }
                    let above = closed.ancestors(of: uid).sorted().map { store.entity($0) }
                    formulas.append(
                        store.equal(
                            store.apply(.ancestors(name, "Team"), [term], .set(.entity("Team"))),
                            store.set(above, of: .entity("Team"))
                        )
                    )
                    guard let tags = declared.tags else { continue }
                    for key in texts {
                        let arguments = [term, store.text(key)]
                        let held = entity.tags[key]
                        let presence = store.apply(.tag(name, Function.Path().presence), arguments, .bool)
                        formulas.append(store.equal(presence, store.bool(held != nil)))
                        guard let held else { continue }
                        let leaf = SymbolicValue.free({ .tag(name, $0) }, arguments, tags, in: store)
                        formulas.append(leaf.equals(symbolic(held, tags), in: store))
                    }
                }
            }
            return formulas
        }
    }

    /// Whether the solver finds a model, nil where it gives up.
    static func isSatisfiable(_ prover: Prover, _ encoder: ExpressionEncoder, _ formulas: [Term]) throws -> Bool? {
        let query = try Query(encoder: encoder, formulas: formulas)
        let context = try Z3Context(limits: SolverLimits())
        let made = Z3Encoder(context: context, sorts: Z3Sorts(context, enumerated: prover.members))
        try made.assert(query.formulas + query.patternAxioms, naming: query.terms)
        switch try context.check(nil) {
        case .satisfiable: return true
        case .unsatisfiable: return false
        case .unknown: return nil
        }
    }

    @Test("seeded conditions and worlds, entities missing or not", arguments: [true, false])
    func concrete(storeIsComplete: Bool) throws {
        let prover = try Shop.prover(storeIsComplete: storeIsComplete)
        let schema = prover.schema
        let validator = Validator(schema)
        var judged = 0
        var outcomes: [String: Int] = [:]
        for seed in 0..<UInt64(Self.isSoak ? 5_000 : 250) {
            var random = RandomCedar(seed: seed)
            let text = random.condition(2)
            let policy = try Shop.when(text)
            guard validator.validate(policy).passes else { continue }
            let (request, entities) = random.world(schema, storeIsComplete: storeIsComplete)
            let outcome = Evaluator(request, try Entities(entities)).evaluate(policy)
            let encoder = ExpressionEncoder(
                schema: schema,
                hierarchy: prover.hierarchy,
                environment: schema.requestEnvironments(of: policy)[0],
                storeIsComplete: storeIsComplete
            )
            let symbolic = try encoder.encode(policy)
            let store = encoder.store
            let expected: (satisfied: Bool, errs: Bool)
            switch outcome {
            case .satisfied: expected = (true, false)
            case .notSatisfied: expected = (false, false)
            case .error: expected = (false, true)
            }
            outcomes["\(expected)", default: 0] += 1
            let otherwise = store.or(
                store.not(store.equal(symbolic.satisfied, store.bool(expected.satisfied))),
                store.not(store.equal(symbolic.errs, store.bool(expected.errs)))
            )
            let texts = Set(RandomCedar.strings.map { CedarString($0) })
            let bound = Binding(encoder: encoder).formulas(schema, request, entities, texts: texts)
            #expect(
                try Self.isSatisfiable(prover, encoder, bound + [otherwise]) == false,
                "seed \(seed): \(text) is \(outcome) of \(request)"
            )
            if seed % 10 == 0 {
                #expect(
                    try Self.isSatisfiable(prover, encoder, bound) == true,
                    "seed \(seed): the world contradicts itself"
                )
            }
            judged += 1
        }
        #expect(judged > 100 && outcomes.count == 3, "\(judged) judged: \(outcomes)")
    }
}
