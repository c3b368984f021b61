internal import Cedar

// Attributes, tags, types and the hierarchy.
extension ExpressionEncoder {
    func exists(_ entity: Term) -> Term {
        guard !storeIsComplete, case .entity(let type) = entity.sort, schema.entityType(type)?.ids == nil else {
            return store.yes
        }
        return store.apply(.exists(type), [entity], .bool)
    }

    /// The attributes of an entity or the fields of a record, with what must hold for any of them to be there.
    private func fields(
        of value: SymbolicValue,
        named name: CedarString
    ) throws(Unsupported) -> (isThere: Term, field: SymbolicValue.Field?) {
        switch value {
        case .record(let fields): return (store.yes, fields[name])
        case .term(let term):
            guard case .entity(let type) = term.sort else {
                throw Unsupported(reason: "only records and entities have attributes; the policy is not strictly valid")
            }
            guard let attribute = schema.entityType(type)?.shape.attributes[name] else { return (exists(term), nil) }
            let path = Function.Path(names: [name])
            let field = SymbolicValue.Field(
                presence: attribute.isRequired
                    ? store.yes : store.apply(.attribute(type, path.presence), [term], .bool),
                value: .free({ .attribute(type, $0) }, [term], attribute.type, path, in: store),
                isRequired: attribute.isRequired
            )
            return (exists(term), field)
        }
    }

    func attribute(_ base: TypedExpression, _ name: CedarString) throws(Unsupported) -> SymbolicOutcome {
        let inner = try encode(base)
        let (isThere, field) = try fields(of: inner.value, named: name)
        guard let field else {
            throw Unsupported(
                reason: "there is no attribute `\(name)` here; the policy is not strictly valid",
                range: base.range
            )
        }
        return SymbolicOutcome(
            error: store.or(inner.error, store.not(isThere), store.not(field.presence)),
            value: field.value
        )
    }

    func has(_ base: TypedExpression, _ name: CedarString) throws(Unsupported) -> SymbolicOutcome {
        let inner = try encode(base)
        let (isThere, field) = try fields(of: inner.value, named: name)
        return outcome(inner.error, field.map { store.and(isThere, $0.presence) } ?? store.no)
    }

    func tag(_ op: BinaryOperator, _ base: TypedExpression, _ key: TypedExpression) throws(Unsupported)
        -> SymbolicOutcome
    {
        let entity = try encodeTerm(base)
        let key = try encodeTerm(key)
        guard case .entity(let type) = entity.term.sort, key.term.sort == .text else {
            throw mismatch("an entity and a string", base)
        }
        let error = store.or(entity.error, key.error)
        guard let tags = schema.entityType(type)?.tags else {
            guard op == .hasTag else { throw mismatch("an entity with tags", base) }
            return outcome(error, store.no)
        }
        let arguments = [entity.term, key.term]
        let present = store.and(
            exists(entity.term),
            store.apply(.tag(type, Function.Path().presence), arguments, .bool)
        )
        if op == .hasTag { return outcome(error, present) }
        return SymbolicOutcome(
            error: store.or(error, store.not(present)),
            value: .free({ .tag(type, $0) }, arguments, tags, in: store)
        )
    }

    func isType(_ inner: TypedExpression, _ type: EntityTypeName) throws(Unsupported) -> SymbolicOutcome {
        let entity = try encodeTerm(inner)
        guard case .entity(let found) = entity.term.sort else { throw mismatch("an entity", inner) }
        return outcome(entity.error, store.bool(found == type))
    }

    func isIn(_ left: TypedExpression, _ right: TypedExpression) throws(Unsupported) -> SymbolicOutcome {
        let member = try encodeTerm(left)
        if case .set(let members) = right.kind, members.isEmpty { return outcome(member.error, store.no) }
        let group = try encodeTerm(right)
        return outcome(store.or(member.error, group.error), try isIn(member.term, group.term, at: right))
    }

    private func isIn(_ member: Term, _ group: Term, at place: TypedExpression) throws(Unsupported) -> Term {
        switch group.sort {
        case .entity: return try isBelow(member, group)
        case .set(.entity(let type)):
            if group.op == .setLiteral {
                var parts: [Term] = []
                for element in group.arguments { parts.append(try isBelow(member, element)) }
                return store.or(parts)
            }
            guard case .entity(let own) = member.sort else { throw mismatch("an entity", place) }
            if let actions = hierarchy.actions[own] {
                return isAction(member, among: actions, below: hierarchy.actions[type] ?? []) {
                    self.store.member(self.store.entity($0), group)
                }
            }
            let itself = own == type ? store.member(member, group) : store.no
            return store.or(itself, ancestors(of: member, type).map { store.intersects($0, group) } ?? store.no)
        default: throw mismatch("an entity or a set of entities", place)
        }
    }

    /// Whether an entity is another or below it.
    func isBelow(_ member: Term, _ group: Term) throws(Unsupported) -> Term {
        guard case .entity(let own) = member.sort, case .entity(let type) = group.sort else {
            throw Unsupported(reason: "expected entities at `in`; the policy is not strictly valid")
        }
        if let actions = hierarchy.actions[own] {
            return isAction(member, among: actions, below: named(group, among: hierarchy.actions[type] ?? [])) {
                self.store.equal(group, self.store.entity($0))
            }
        }
        let same = own == type ? store.equal(member, group) : store.no
        return store.or(same, ancestors(of: member, type).map { store.member(group, $0) } ?? store.no)
    }

    /// Whether an action is, or is below, one of the groups that are meant: the schema knows all of them, so each pair that is so is named.
    /// Complexity: the number of pairs, one where both are literals.
    private func isAction(
        _ member: Term,
        among actions: [EntityUID],
        below groups: [EntityUID],
        isMeant: (EntityUID) -> Term
    ) -> Term {
        store.or(
            named(member, among: actions).flatMap { action in
                let ancestors = hierarchy.actionAncestors[action] ?? []
                return groups.filter { $0 == action || ancestors.contains($0) }.map {
                    store.and(store.equal(member, store.entity(action)), isMeant($0))
                }
            }
        )
    }

    /// What a term of an enumerated type can be.
    private func named(_ term: Term, among members: [EntityUID]) -> [EntityUID] {
        if case .entity(let uid) = term.op { [uid] } else { members }
    }

    /// The ancestors of a type, nil where the schema allows none. An entity outside the store has none.
    private func ancestors(of member: Term, _ type: EntityTypeName) -> Term? {
        guard case .entity(let own) = member.sort, hierarchy.ancestorTypes[own]?.contains(type) == true else {
            return nil
        }
        let all = store.apply(.ancestors(own, type), [member], .set(.entity(type)))
        return store.conditional(exists(member), all, store.set([], of: .entity(type)))
    }
}
