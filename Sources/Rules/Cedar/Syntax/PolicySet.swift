/// Policies and templates in the order of their texts, each under an id of its own.
public struct PolicySet: Sendable {
    /// The policies that take part in decisions, linked templates included, in order.
    public private(set) var policies: [Policy] = []
    /// The templates; they take part only through links.
    public private(set) var templates: [Policy] = []
    private var positions: [PolicyID: Int] = [:]
    private(set) var index = ActionIndex()

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
        guard let position = positions[id] else { return nil }
        return position >= 0 ? policies[position] : templates[-1 - position]
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
        guard let position = positions[template], position < 0 else {
            let hint = NearestName.hint(template.description, in: templates.map(\.id.description))
            throw CedarErrors(ParseError(file: "", range: .none, message: "there is no template `\(template)`\(hint)"))
        }
        let source = templates[-1 - position]
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
        for policy in new {
            if let taken = self[policy.id] {
                let place = "\(taken.file):\(taken.range.start.line):\(taken.range.start.column)"
                let message = "the id `\(policy.id)` is already that of the policy at \(place); ids must be unique"
                errors.append(ParseError(file: policy.file, range: policy.range, message: message))
                continue
            }
            if policy.isTemplate {
                positions[policy.id] = -1 - templates.count
                templates.append(policy)
            } else {
                positions[policy.id] = policies.count
                index.add(policy.scope.action, at: policies.count)
                policies.append(policy)
            }
        }
        guard errors.isEmpty else { throw CedarErrors(errors) }
    }
}
