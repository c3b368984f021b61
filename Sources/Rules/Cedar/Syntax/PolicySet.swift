/// Policies and templates in the order of their texts, each under an id of its own.
public struct PolicySet: Sendable {
    /// The policies that take part in decisions, linked templates included, in order.
    public private(set) var policies: [Policy] = []
    /// The templates; they take part only through links.
    public private(set) var templates: [Policy] = []
    private var places: [PolicyID: Place] = [:]
    /// The order numbers of ``policies``, ascending; the numbers of removed policies are not used again.
    private var orders: [Int] = []
    private var nextOrder = 0
    private var compiled = CompiledForm.lazy(LazyIndex())

    /// Where an id stands.
    private enum Place: Sendable {
        /// Among the policies, under this order number.
        case policy(order: Int)
        /// Among the templates.
        case template
    }

    /// The empty set.
    public init() {}

    /// A set of policies and templates.
    /// - Throws: ``CedarErrors`` with each id that stands twice.
    public init(_ policies: [Policy]) throws(CedarErrors) {
        try add(policies)
    }

    /// Reads policy text; ids are `policy0`, `policy1` … by position.
    /// - Throws: all errors of the text.
    public init(parsing text: String, file: String) throws(CedarErrors) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// Reads policy text from the bytes of a file.
    /// - Throws: all errors of the text, or the first byte that is not UTF-8.
    public init(bytes: [UInt8], file: String) throws(CedarErrors) {
        let source: SourceText
        do throws(ParseError) {
            source = try SourceText(bytes: bytes, file: file)
        } catch {
            throw CedarErrors(error)
        }
        try self.init(source: source)
    }

    /// Reads policy text.
    /// - Throws: all errors of the text.
    public init(source: SourceText) throws(CedarErrors) {
        try add(try PolicyParser.policies(in: source))
    }

    /// The policy or template with this id.
    public subscript(id: PolicyID) -> Policy? {
        switch places[id] {
        case .policy(let order): policies[position(order)]
        case .template: templates.first { $0.id == id }
        case nil: nil
        }
    }

    private func position(_ order: Int) -> Int {
        var low = 0
        var high = orders.count - 1
        while low < high {
            let middle = (low + high) / 2
            if orders[middle] < order { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The policies of all sets in order.
    /// - Throws: each id that stands in two of them.
    public static func merging(_ sets: [PolicySet]) throws(CedarErrors) -> PolicySet {
        var merged = PolicySet()
        try merged.add(sets.flatMap { $0.templates + $0.policies })
        return merged
    }

    /// The same policies, each named by its annotation `@id` where it has one with a value; linked policies keep their ids.
    /// - Throws: each id that stands twice.
    public func renamedByAnnotation() throws(CedarErrors) -> PolicySet {
        var names: [PolicyID: PolicyID] = [:]
        func rename(_ policy: Policy) -> Policy {
            if let template = policy.template {
                return names[template].map { policy.linked(to: $0) } ?? policy
            }
            guard let id = policy.annotation("id"), !id.isEmpty else { return policy }
            names[policy.id] = PolicyID(id)
            return policy.renamed(PolicyID(id))
        }
        return try PolicySet((templates + policies).map(rename))
    }

    /// Links a template and adds the policy.
    /// - Throws: when there is no such template, a slot gets no value or one it does not have, or the id is taken.
    public mutating func link(
        template: PolicyID,
        id: PolicyID,
        principal: EntityUID? = nil,
        resource: EntityUID? = nil
    ) throws(CedarErrors) {
        guard case .template = places[template], let source = self[template] else {
            let hint = NearestName.hint(template.description, in: templates.map(\.id.description))
            throw CedarErrors(ParseError(file: "", range: .none, message: "there is no template `\(template)`\(hint)"))
        }
        var values: [Slot: EntityUID] = [:]
        values[.principal] = principal
        values[.resource] = resource
        var errors: [ParseError] = []
        for slot in Slot.allCases where source.scope.slots.contains(slot) != (values[slot] != nil) {
            let problem =
                values[slot] == nil
                ? "the link `\(id)` gives no entity for `\(slot)`" : "the template has no slot `\(slot)`"
            errors.append(
                ParseError(file: source.file, range: source.range, message: "template `\(template)`: \(problem)")
            )
        }
        guard errors.isEmpty else { throw CedarErrors(errors) }
        try add([source.linked(id: id, values: values)])
    }

    private mutating func add(_ new: [Policy]) throws(CedarErrors) {
        var errors: [ParseError] = []
        let before = policies.count
        if before == 0 {
            places.reserveCapacity(new.count)
            policies.reserveCapacity(new.count)
            orders.reserveCapacity(new.count)
        }
        for policy in new {
            if let taken = self[policy.id] {
                let place = "\(taken.file):\(taken.range.start.line):\(taken.range.start.column)"
                let message = "the id `\(policy.id)` is already that of the policy at \(place); ids must be unique"
                errors.append(ParseError(file: policy.file, range: policy.range, message: message))
                continue
            }
            if policy.isTemplate {
                places[policy.id] = .template
                templates.append(policy)
            } else {
                append(policy)
            }
        }
        let added = policies.count - before
        compiled.insert(policies.suffix(added), orders: orders.suffix(added))
        guard errors.isEmpty else { throw CedarErrors(errors) }
    }

    private mutating func append(_ policy: Policy) {
        places[policy.id] = .policy(order: nextOrder)
        policies.append(policy)
        orders.append(nextOrder)
        nextOrder += 1
    }
}

// Changes after the set was built. Each costs what it changes, not what the set holds: other policies are not compiled again. Where
// a copy of the set is still in use, the tables that a change touches are copied first.
extension PolicySet {
    /// Adds a policy or template behind the others.
    /// - Throws: when its id is taken.
    public mutating func insert(_ policy: Policy) throws(CedarErrors) { try add([policy]) }

    /// Puts a policy in the place of that with the same id, or a template in the place of a template.
    /// - Throws: when there is none, when one is a template and the other is not, or when links of the template are in the set.
    public mutating func replace(with policy: Policy) throws(CedarErrors) {
        guard let old = self[policy.id] else { throw missing(policy.id) }
        guard old.isTemplate == policy.isTemplate else {
            let message = "`\(policy.id)` is \(old.isTemplate ? "a template" : "no template"); remove it first"
            throw CedarErrors(ParseError(file: policy.file, range: policy.range, message: message))
        }
        guard case .policy(let order) = places[policy.id] else {
            try refuseLinked(old)
            templates = templates.map { $0.id == policy.id ? policy : $0 }
            return
        }
        compiled.remove(old, order: order)
        policies[position(order)] = policy
        compiled.insert([policy], orders: [order])
    }

    /// Removes a policy, a link or a template.
    /// - Throws: when there is none, or when links of the template are in the set.
    public mutating func remove(_ id: PolicyID) throws(CedarErrors) {
        guard let old = self[id], let place = places[id] else { throw missing(id) }
        switch place {
        case .template:
            try refuseLinked(old)
            templates.removeAll { $0.id == id }
        case .policy(let order):
            compiled.remove(old, order: order)
            let position = position(order)
            policies.remove(at: position)
            orders.remove(at: position)
        }
        places[id] = nil
    }

    private func missing(_ id: PolicyID) -> CedarErrors {
        let hint = NearestName.hint(id.description, in: policies.map(\.id.description))
        return CedarErrors(ParseError(file: "", range: .none, message: "there is no policy `\(id)`\(hint)"))
    }

    private func refuseLinked(_ template: Policy) throws(CedarErrors) {
        guard let link = policies.first(where: { $0.template == template.id }) else { return }
        let message = "the policy `\(link.id)` is linked from the template `\(template.id)`; remove the link first"
        throw CedarErrors(ParseError(file: template.file, range: template.range, message: message))
    }

    /// Compiles the set now, which otherwise happens at the first decision.
    public func prepare() { withIndex { _ in } }

    @inline(__always)
    func withIndex<Result>(_ body: (PolicyIndexView) -> Result) -> Result {
        compiled.withIndex(of: policies, orders, body)
    }
}
