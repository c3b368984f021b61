import CedarCases
import Foundation
import SeededGeneration
import Testing

@testable import Cedar

@Suite("Explanations of drawn cases")
struct ExplanationPropertyTests {
    static let caseCount = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" ? 20_000 : 250
    let docs = (0..<2).map { EntityUID(type: "Doc", id: "d\($0)") }
    static let limits = Explainer.Limits(changesMax: 3, worldsMax: 60, remediesMax: 3)

    private func entities(_ store: Entities, replacing changed: [Entity]) throws -> Entities {
        let uids = Set(changed.map(\.uid))
        return try Entities(store.all.filter { !uids.contains($0.uid) } + changed)
    }

    @Test("two worlds that differ only in what is hidden, and are decided alike, have the same explanation")
    func noLeak() throws {
        let schema = try CaseSchema.schema()
        var compared = 0
        for seed in 0..<UInt64(Self.caseCount) {
            var writer = StoreWriter(seed: seed)
            let store = try writer.entities(docs: docs, schema: schema)
            let request = try writer.request(resource: docs[0])
            var author = PolicyWriter(seed: seed &+ 5_000)
            let text = author.policies(1 + author.generator.below(4))
            let policies = try PolicySet(parsing: text, file: "case.cedar")
            let hidden = try HiddenFacts(
                parsing: writer.generator.some(
                    [
                        "principal.age", "principal.name", "principal.admin", "principal.teams",
                        "principal.address.city",
                        "principal.manager", "resource.size", "resource.title", "resource.secret", "resource.owner",
                        "context.hour", "context.mfa", "context.inner.level", "principal in", "resource in",
                        "principal.getTag(\"a\")", "resource.note",
                    ],
                    percent: 35
                )
            )
            // The same people and documents, with other values in every hidden fact.
            var other = StoreWriter(seed: seed &+ 1_000_000)
            let twin = try self.twin(request, store, hidden, &other)
            let explainer = Explainer(policies, schema: schema, hidden: hidden, limits: Self.limits)
            let one = try explainer.explain(request, entities: store)
            let two = try explainer.explain(twin.request, entities: twin.store)
            guard one.decision == two.decision else { continue }
            compared += 1
            #expect(one == two, "seed \(seed)\n\(text)\n\(hidden)")
        }
        #expect(compared * 2 > Self.caseCount)
    }

    private func twin(
        _ request: Request,
        _ store: Entities,
        _ hidden: HiddenFacts,
        _ writer: inout StoreWriter
    ) throws -> (request: Request, store: Entities) {
        var changed: [Entity] = []
        for (root, uid) in [(Variable.principal, request.principal), (.resource, request.resource)] {
            guard let entity = store[uid] else { continue }
            let fresh = root == .principal ? try writer.user(uid, docs: docs) : try writer.doc(uid)
            var (attributes, tags) = (entity.attributes, entity.tags)
            for path in hidden.values where path.root == root {
                switch (path.steps[0], path.steps.count) {
                case (.attribute(let name), 1): attributes[name] = fresh.attributes[name]
                case (.attribute(let name), _):
                    guard case .record(var record) = attributes[name], case .record(let new) = fresh.attributes[name],
                        case .attribute(let field) = path.steps[1]
                    else { continue }
                    record[field] = new[field]
                    attributes[name] = .record(record)
                case (.tag(let key), _): tags[key] = fresh.tags[key]
                }
            }
            let isHidden = hidden.ancestors.contains(AccessPath(root))
            changed.append(
                Entity(
                    uid: uid,
                    attributes: attributes,
                    parents: isHidden ? fresh.parents : entity.parents,
                    tags: tags
                )
            )
        }
        var context = request.context
        let fresh = try writer.context()
        for path in hidden.values where path.root == .context {
            guard case .attribute(let name) = path.steps[0] else { continue }
            if path.steps.count == 1 {
                context[name] = fresh[name]
            } else if case .record(var inner) = context[name], case .record(let new) = fresh[name],
                case .attribute(let field) = path.steps[1]
            {
                inner[field] = new[field]
                context[name] = .record(inner)
            }
        }
        let twin = Request(
            principal: request.principal,
            action: request.action,
            resource: request.resource,
            context: context
        )
        return (twin, try entities(store, replacing: changed))
    }

    @Test("with nothing hidden the causes are the authorizer's reasons, and remedies are found")
    func causes() throws {
        let schema = try CaseSchema.schema()
        var denied = 0
        var remedied = 0
        for seed in 0..<UInt64(Self.caseCount) {
            var writer = StoreWriter(seed: seed)
            let store = try writer.entities(docs: docs, schema: schema)
            let request = try writer.request(resource: docs[0])
            var author = PolicyWriter(seed: seed &+ 9_000)
            let text = author.policies(1 + author.generator.below(4))
            let policies = try PolicySet(parsing: text, file: "case.cedar")
            let explanation = try Explainer(policies, schema: schema, limits: Self.limits)
                .explain(request, entities: store)
            let response = Authorizer().authorize(request, policies: policies, entities: store)
            #expect(explanation.decision == response.decision, "seed \(seed)\n\(text)")
            #expect(explanation.causes.map(\.policy) == response.reasons, "seed \(seed)\n\(text)")
            #expect(explanation.errors.map(\.policy) == response.errors.map(\.policy), "seed \(seed)\n\(text)")
            #expect(explanation.errors.map(\.error) == response.errors.map(\.error), "seed \(seed)\n\(text)")
            #expect(explanation.withheld.isEmpty && !explanation.isPartlyWithheld)
            if response.decision == .deny { denied += 1 }
            if !explanation.remedies.isEmpty { remedied += 1 }
        }
        // Many drawn policies cannot be met by any change: they compare sums, or contradict themselves.
        #expect(remedied * 5 > denied, "\(remedied) of \(denied)")
    }

    @Test("every remedy permits, and no part of it does")
    func remedies() throws {
        let schema = try CaseSchema.schema()
        var several = 0
        for seed in 0..<UInt64(Self.caseCount) {
            var writer = StoreWriter(seed: seed)
            let store = try writer.entities(docs: docs, schema: schema)
            let request = try writer.request(resource: docs[0])
            var author = PolicyWriter(seed: seed &+ 13_000)
            let text = author.policies(2 + author.generator.below(4))
            let policies = try PolicySet(parsing: text, file: "case.cedar")
            for reading in ErringForbid.allCases {
                let explanation = try Explainer(
                    policies,
                    schema: schema,
                    erringForbid: reading,
                    limits: Self.limits
                ).explain(request, entities: store)
                for remedy in explanation.remedies {
                    if remedy.changes.count > 1 { several += 1 }
                    for mask in 1..<(1 << remedy.changes.count) {
                        let part = remedy.changes.enumerated().filter { mask & (1 << $0.offset) != 0 }.map(\.element)
                        let isWhole = part.count == remedy.changes.count
                        guard let decision = try decision(policies, request, store, part, reading) else {
                            #expect(!isWhole, "seed \(seed)")
                            continue
                        }
                        #expect(decision == (isWhole ? .allow : .deny), "seed \(seed): \(part)\n\(text)")
                    }
                }
            }
        }
        #expect(several > 5)
    }

    /// The decision over the whole store with the changes made; nil where one cannot be made without the others.
    private func decision(
        _ policies: PolicySet,
        _ request: Request,
        _ store: Entities,
        _ changes: [FactChange],
        _ reading: ErringForbid
    ) throws -> Decision? {
        var world = try FactWorld(request, store, policies: policies.policies)
        for change in changes {
            guard let next = world.applying(change) else { return nil }
            world = next
        }
        // The whole store, with what was changed.
        let changed = try entities(store, replacing: Array(world.entities.values))
        let response = Authorizer().authorize(world.request, policies: policies, entities: changed)
        let forbidErrs = response.errors.contains { policies[$0.policy]?.effect == .forbid }
        return reading == .denies && forbidErrs ? .deny : response.decision
    }
}
