/// Finds single changes that may bring a condition nearer to a wanted truth. They are only candidates: whether one helps is seen by
/// evaluating again.
struct ChangeFinder {
    /// How many members of a set are offered one by one.
    private static let membersMax = 5

    let sight: VisibleEvaluation
    let granters: Granters
    let schema: Schema?
    private(set) var changes: [FactChange] = []

    init(_ sight: VisibleEvaluation, _ granters: Granters, _ schema: Schema?) {
        self.sight = sight
        self.granters = granters
        self.schema = schema
    }

    /// Looks for changes after which the expression may have the wanted truth; where it has that already there is nothing to do.
    mutating func want(_ truth: Bool, of expression: Expression) {
        if sight.whole(expression).truth == truth { return }
        switch expression.kind {
        case .not(let inner): want(!truth, of: inner)
        case .and(let parts), .or(let parts): for part in parts { want(truth, of: part) }
        case .conditional(let test, let then, let otherwise):
            let now = sight.whole(test).truth
            if now != false { want(truth, of: then) }
            if now != true { want(truth, of: otherwise) }
            want(!(now ?? false), of: test)
        case .attribute, .binary(.getTag, _, _): add(expression, .set(.bool(truth)))
        case .has(let base, let path): want(truth, base, has: path, expression.range)
        case .binary(let operation, let left, let right): want(truth, operation, left, right)
        case .isEmpty(let inner): if truth { add(inner, .set(.set([]))) }
        case .like(let inner, let pattern): if truth { add(inner, .set(.string(pattern.example))) }
        case .isType(let inner, _, let container?) where truth: want(true, .isIn, inner, container)
        case .call(let function, let arguments) where arguments.count == 2:
            want(truth, function, arguments[0], arguments[1])
        default: break
        }
    }

    private mutating func want(
        _ truth: Bool,
        _ operation: BinaryOperator,
        _ left: Expression,
        _ right: Expression
    ) {
        switch operation {
        case .equal, .notEqual:
            if truth == (operation == .equal) {
                equate(left, right)
                equate(right, left)
            } else {
                differ(left)
                differ(right)
            }
        case .less, .lessOrEqual, .greater, .greaterOrEqual: order(truth, operation, left, right)
        case .contains, .containsAll, .containsAny: sets(truth, operation, left, right)
        case .isIn: membership(truth, left, right)
        case .hasTag: tag(truth, left, right)
        default: break
        }
    }

    // MARK: Values

    private mutating func equate(_ fact: Expression, _ other: Expression) {
        guard case .value(let value, _) = sight.whole(other) else { return }
        add(fact, .set(value))
    }

    private mutating func differ(_ fact: Expression) {
        guard case .value(let value, _) = sight.whole(fact), let other = value.another else { return }
        add(fact, .differ(example: other))
    }

    private mutating func order(
        _ truth: Bool,
        _ operation: BinaryOperator,
        _ left: Expression,
        _ right: Expression
    ) {
        // `a < b` fails as `a >= b` holds: one relation, wanted.
        let wanted: BinaryOperator =
            switch (operation, truth) {
            case (.less, true), (.greaterOrEqual, false): .less
            case (.lessOrEqual, true), (.greater, false): .lessOrEqual
            case (.greater, true), (.lessOrEqual, false): .greater
            default: .greaterOrEqual
            }
        let (below, above): (Int64, Int64) =
            switch wanted {
            case .less: (-1, 1)
            case .greater: (1, -1)
            default: (0, 0)
            }
        if case .value(let value, _) = sight.whole(right), let near = value.moved(by: below) { add(left, .set(near)) }
        if case .value(let value, _) = sight.whole(left), let near = value.moved(by: above) { add(right, .set(near)) }
    }

    private mutating func want(
        _ truth: Bool,
        _ function: ExtensionFunction,
        _ left: Expression,
        _ right: Expression
    ) {
        switch function {
        case .lessThan: order(truth, .less, left, right)
        case .lessThanOrEqual: order(truth, .lessOrEqual, left, right)
        case .greaterThan: order(truth, .greater, left, right)
        case .greaterThanOrEqual: order(truth, .greaterOrEqual, left, right)
        case .isInRange: if truth { equate(left, right) }
        default: break
        }
    }

    // MARK: Sets

    private mutating func sets(
        _ truth: Bool,
        _ operation: BinaryOperator,
        _ left: Expression,
        _ right: Expression
    ) {
        guard case .value(.set(let mine), _) = sight.whole(left), case .value(let other, _) = sight.whole(right) else {
            return
        }
        if operation == .contains {
            add(left, truth ? .add([other]) : .remove([other]))
            if truth {
                for member in Self.some(mine) { add(right, .set(member)) }
            } else {
                differ(right)
            }
            return
        }
        guard case .set(let theirs) = other else { return }
        switch (operation, truth) {
        case (.containsAll, true):
            add(left, .add(theirs.subtracting(mine)))
            add(right, .remove(theirs.subtracting(mine)))
        case (.containsAll, false): for member in Self.some(theirs) { add(left, .remove([member])) }
        case (_, true):
            for member in Self.some(theirs) { add(left, .add([member])) }
            for member in Self.some(mine) { add(right, .add([member])) }
        case (_, false):
            add(left, .remove(mine.intersection(theirs)))
            add(right, .remove(mine.intersection(theirs)))
        }
    }

    private static func some(_ members: Set<Value>) -> ArraySlice<Value> {
        members.sorted { Value.byBytes($0.description, $1.description) }.prefix(membersMax)
    }

    private mutating func membership(_ truth: Bool, _ left: Expression, _ right: Expression) {
        guard case .value(.entity(let member), _) = sight.whole(left),
            case .value(let container, _) = sight.whole(right)
        else { return }
        let groups: [EntityUID]
        switch container {
        case .entity(let group): groups = [group]
        case .set(let members):
            groups = Self.some(members).compactMap { if case .entity(let uid) = $0 { uid } else { nil } }
        default: return
        }
        if truth {
            for group in groups where group != member { join(left, member, .join(group)) }
            if case .set = container { add(right, .add([.entity(member)])) }
        } else {
            let above = sight.hidesAncestors(of: member) ? [] : sight.world.ancestors(of: member)
            let parents = sight.world.entities[member]?.parents ?? []
            let leading = parents.filter { parent in
                groups.contains(parent) || !sight.world.ancestors(of: parent).isDisjoint(with: groups)
            }
            join(left, member, .leave(leading))
            if case .set(let members) = container {
                add(right, .remove(members.intersection((above.union([member])).map { .entity($0) })))
            }
        }
    }

    private mutating func join(_ expression: Expression, _ uid: EntityUID, _ kind: FactChange.Kind) {
        guard let path = path(expression), path.root != .action, !sight.hidesAncestors(of: uid) else { return }
        if case .leave(let groups) = kind, groups.isEmpty { return }
        append(path, FactPlace(owner: .entity(uid), steps: []), kind)
    }

    // MARK: Presence

    private mutating func want(_ truth: Bool, _ base: Expression, has path: [CedarString], _ range: SourceRange) {
        guard let first = path.first else { return }
        let inner = Expression(.attribute(base, first), range: range)
        if path.count > 1, truth, sight.whole(Expression(.has(base, [first]), range: range)).truth == true {
            return want(truth, inner, has: Array(path.dropFirst()), range)
        }
        if truth {
            guard path.count == 1, let example = example(of: inner) else { return }
            add(inner, .set(example))
        } else {
            add(inner, .clear)
        }
    }

    /// Some value that the schema allows.
    private func example(of expression: Expression) -> Value? {
        guard let schema, let path = path(expression) else { return nil }
        let request = sight.world.request
        guard
            let environment = schema.requestEnvironment(
                principal: request.principal.type,
                action: request.action,
                resource: request.resource.type
            ), let type = schema.type(of: path, in: environment)
        else { return nil }
        switch type {
        case .bool: return .bool(true)
        case .long: return .long(0)
        case .string: return .string("…")
        case .set: return .set([])
        default: return nil
        }
    }

    private mutating func tag(_ truth: Bool, _ left: Expression, _ right: Expression) {
        guard case .value(.string, _) = sight.whole(right) else { return }
        let read = Expression(.binary(.getTag, left, right), range: left.range)
        if !truth { add(read, .clear) }
    }

    // MARK: Facts

    /// The way to a fact, with the keys of tags evaluated; nil for what is no fact.
    private func path(_ expression: Expression) -> AccessPath? {
        switch expression.kind {
        case .variable(let variable): return AccessPath(variable)
        case .attribute(let base, let name): return path(base)?.appending(.attribute(name))
        case .binary(.getTag, let base, let key):
            guard case .value(.string(let text), _) = sight.whole(key) else { return nil }
            return path(base)?.appending(.tag(text))
        default: return nil
        }
    }

    private mutating func add(_ expression: Expression, _ kind: FactChange.Kind) {
        guard let path = path(expression), path.root != .action, !path.steps.isEmpty,
            let place = VisibleEvaluation.place(path, sight.world), isVisible(path, place)
        else { return }
        switch kind {
        case .add(let members), .remove(let members): if members.isEmpty { return }
        case .set(let value):
            let now = sight.world.value(at: place)
            if now == value { return }
            // A value of another type than the fact has cannot be right.
            if let now, now.typeName != value.typeName { return }
        case .clear: if sight.world.value(at: place) == nil { return }
        default: break
        }
        append(path, place, kind)
    }

    /// Whether the fact and every step on the way to it may be seen.
    private func isVisible(_ path: AccessPath, _ place: FactPlace) -> Bool {
        for count in 1...path.steps.count {
            let way = AccessPath(path.root, Array(path.steps.prefix(count)))
            guard let place = VisibleEvaluation.place(way, sight.world), !sight.isHidden(place) else { return false }
        }
        return true
    }

    private mutating func append(_ path: AccessPath, _ place: FactPlace, _ kind: FactChange.Kind) {
        let change = FactChange(path: path, kind: kind, granter: granters.granter(of: path, kind), place: place)
        if !changes.contains(where: { $0.place == place && $0.kind == kind }) { changes.append(change) }
    }
}

extension Value {
    /// A value of the same type that is not this one.
    fileprivate var another: Value? {
        switch self {
        case .bool(let truth): .bool(!truth)
        case .long(let number): .long(number == .max ? 0 : number + 1)
        case .string(let text): .string(text.text + "…")
        case .set(let members): members.isEmpty ? nil : .set([])
        case .entity(let uid): .entity(EntityUID(type: uid.type, id: uid.id.text + "…"))
        default: moved(by: 1)
        }
    }

    /// The number, moment or length of time so many of its least steps away.
    fileprivate func moved(by steps: Int64) -> Value? {
        func sum(_ number: Int64) -> Int64? {
            let (result, overflow) = number.addingReportingOverflow(steps)
            return overflow ? nil : result
        }
        switch self {
        case .long(let number): return sum(number).map { .long($0) }
        case .decimal(let number): return sum(number.scaled).map { .decimal(DecimalValue(scaled: $0)) }
        case .datetime(let moment): return sum(moment.milliseconds).map { .datetime(DatetimeValue(milliseconds: $0)) }
        case .duration(let length): return sum(length.milliseconds).map { .duration(DurationValue(milliseconds: $0)) }
        default: return nil
        }
    }
}

extension LikePattern {
    /// The shortest text that matches.
    fileprivate var example: String {
        elements.map { if case .literal(let text) = $0 { text.text } else { "" } }.joined()
    }
}

extension Schema {
    /// The type of what a way leads to.
    func type(of path: AccessPath, in environment: RequestEnvironment) -> SchemaType? {
        var current: SchemaType
        switch path.root {
        case .principal: current = .entity(environment.principal)
        case .resource: current = .entity(environment.resource)
        case .action: return nil
        case .context: current = .record(environment.context)
        }
        for step in path.steps {
            switch (current, step) {
            case (.entity(let name), .attribute(let attribute)):
                guard let next = entityTypes[name]?.shape.attributes[attribute] else { return nil }
                current = next.type
            case (.entity(let name), .tag):
                guard let next = entityTypes[name]?.tags else { return nil }
                current = next
            case (.record(let shape), .attribute(let attribute)):
                guard let next = shape.attributes[attribute] else { return nil }
                current = next.type
            default: return nil
            }
        }
        return current
    }
}
