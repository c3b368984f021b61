internal import Cedar

/// Makes a counterexample smaller while it stays one, so that what it shows is what matters: a model fills sets and optional
/// attributes as it likes.
///
/// Greedy: each optional attribute, set member, tag, parent and entity is left out if the claim stays false and the example valid.
struct CounterexampleReducer {
    let schema: Schema
    let claim: Claim

    /// More trials than this are not made; an example is then shown as it is by then.
    static let trialsMax = 3_000

    private struct Work {
        var request: Request
        var entities: [EntityUID: Entity]
        var trials = 0
    }

    func reduce(_ request: Request, _ entities: [Entity]) -> (request: Request, entities: [Entity]) {
        var work = Work(request: request, entities: entities.reduce(into: [:]) { $0[$1.uid] = $1 })
        let context = schema.action(request.action)?.appliesTo?.context ?? RecordShape()
        reduce(request.context, context) { candidate in
            let smaller = Request(
                principal: request.principal,
                action: request.action,
                resource: request.resource,
                context: candidate
            )
            return attemptChange(&work) { $0.request = smaller }
        }
        for uid in work.entities.keys.sorted() {
            guard let type = schema.entityType(uid.type), type.ids == nil, let entity = work.entities[uid] else {
                continue
            }
            var parents = entity.parents
            var tags = entity.tags
            var attributes = entity.attributes
            func attempt(_ attributes: Record, _ parents: Set<EntityUID>, _ tags: Record) -> Bool {
                let smaller = Entity(uid: uid, attributes: attributes, parents: parents, tags: tags)
                return attemptChange(&work) { $0.entities[uid] = smaller }
            }
            for parent in parents.sorted() {
                if attempt(attributes, parents.subtracting([parent]), tags) { parents.remove(parent) }
            }
            for key in tags.keys {
                var fewer = tags
                fewer[key] = nil
                if attempt(attributes, parents, fewer) { tags = fewer }
            }
            attributes = reduce(attributes, type.shape) { attempt($0, parents, tags) }
        }
        dropUnreferenced(&work)
        return (work.request, work.entities.values.sorted { $0.uid < $1.uid })
    }

    /// Whether the example with a change is one still; if so the change stays.
    private func attemptChange(_ work: inout Work, _ change: (inout Work) -> Void) -> Bool {
        guard work.trials < Self.trialsMax else { return false }
        work.trials += 1
        var changed = work
        change(&changed)
        guard let store = try? Entities(changed.entities.values) else { return false }
        guard !claim.holds(Evaluator(changed.request, store)) else { return false }
        work = changed
        return true
    }

    @discardableResult
    private func reduce(_ record: Record, _ shape: RecordShape, _ attempt: (Record) -> Bool) -> Record {
        var record = record
        for name in record.keys {
            guard let attribute = shape.attributes[name], let value = record[name] else { continue }
            if !attribute.isRequired {
                var fewer = record
                fewer[name] = nil
                if attempt(fewer) {
                    record = fewer
                    continue
                }
            }
            switch (value, attribute.type) {
            case (.set(var members), _) where !members.isEmpty:
                for candidate in [[]] + members.map({ members.subtracting([$0]) }) {
                    let next = candidate.isEmpty ? candidate : members.intersection(candidate)
                    guard next.count < members.count else { continue }
                    var smaller = record
                    smaller[name] = .set(next)
                    if attempt(smaller) {
                        members = next
                        record = smaller
                    }
                }
            case (.record(let inner), .record(let innerShape)):
                let smaller = reduce(inner, innerShape) { candidate in
                    var outer = record
                    outer[name] = .record(candidate)
                    return attempt(outer)
                }
                record[name] = .record(smaller)
            default: break
            }
        }
        return record
    }

    /// Leaves out what nothing refers to. In a complete store whatever is named stays, so only what is not is dropped.
    private func dropUnreferenced(_ work: inout Work) {
        for uid in work.entities.keys.sorted() where !uid.type.isAction {
            let isReferenced =
                uid == work.request.principal || uid == work.request.resource
                || refers(.record(work.request.context), to: uid)
                || work.entities.values.contains { other in
                    other.uid != uid
                        && (other.parents.contains(uid) || refers(.record(other.attributes), to: uid)
                            || refers(.record(other.tags), to: uid))
                }
                || claim.policies.contains { $0.names(uid) }
            if !isReferenced { _ = attemptChange(&work) { $0.entities[uid] = nil } }
        }
    }

    private func refers(_ value: Value, to uid: EntityUID) -> Bool {
        switch value {
        case .entity(let other): other == uid
        case .set(let members): members.contains { refers($0, to: uid) }
        case .record(let record): record.sorted.contains { refers($0.value, to: uid) }
        default: false
        }
    }
}

extension Policy {
    /// Whether the policy names an entity, in its scope or a clause.
    fileprivate func names(_ uid: EntityUID) -> Bool {
        var open = [condition]
        while let next = open.popLast() {
            if case .literal(.entity(let other)) = next.kind, other == uid { return true }
            open += next.kind.children
        }
        return false
    }
}
