public import Cedar

/// What makes another request of a request, while the store stays as it is: so a claim can speak of two requests at once.
///
/// Every request that conforms to a schema has exactly one changed request, so a counterexample is still one request and one store.
public struct RequestChange: Hashable, Sendable {
    /// A part of a request.
    public enum Part: Hashable, Sendable {
        /// The principal.
        case principal
        /// The resource.
        case resource
        /// A field of the context.
        case context(CedarString)
    }

    /// One step of a change.
    public enum Step: Hashable, Sendable {
        /// Two parts change places; a field that is absent makes the other one absent.
        case swap(Part, Part)
        /// A number becomes the next one, the greatest stays; a truth value becomes true; what is absent stays so.
        case raise(CedarString)
    }

    /// The steps, in order.
    public let steps: [Step]

    /// A change by its steps.
    public init(_ steps: [Step]) { self.steps = steps }

    /// The request that the change makes of one.
    public func callAsFunction(_ request: Request) -> Request {
        steps.reduce(request) { Self.taking($1, $0) }
    }

    private static func taking(_ step: Step, _ request: Request) -> Request {
        var (principal, resource, context) = (request.principal, request.resource, request.context)
        switch step {
        case .swap(.context(let one), .context(let two)):
            (context[one], context[two]) = (context[two], context[one])
        case .swap(.principal, .resource), .swap(.resource, .principal):
            (principal, resource) = (resource, principal)
        case .swap: break
        case .raise(let name):
            switch context[name] {
            case .bool: context[name] = .bool(true)
            case .long(let value): context[name] = .long(value == .max ? value : value + 1)
            default: break
            }
        }
        return Request(principal: principal, action: request.action, resource: resource, context: context)
    }
}

// MARK: Text

extension RequestChange {
    /// What is wrong with the text of a change.
    public struct Malformed: Error, Equatable, CustomStringConvertible {
        /// What was found and what was expected.
        public let description: String
    }

    /// Reads steps separated by commas: `swap principal resource`, `swap context.a context.b`, `raise context.a`.
    public init(parsing text: String) throws(Malformed) {
        var steps: [Step] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ").map(String.init)
            guard let step = Self.step(words) else {
                throw Malformed(
                    description: "`\(words.joined(separator: " "))` is no step of a change; expected "
                        + "`swap principal resource`, `swap context.NAME context.NAME` or `raise context.NAME`"
                )
            }
            steps.append(step)
        }
        self.init(steps)
    }

    private static func step(_ words: [String]) -> Step? {
        let parts = words.dropFirst().map(Self.part)
        switch (words.first, parts.count) {
        case ("swap", 2):
            guard let one = parts[0], let two = parts[1], areAlike(one, two) else { return nil }
            return .swap(one, two)
        case ("raise", 1):
            guard case .context(let name)? = parts[0] else { return nil }
            return .raise(name)
        default: return nil
        }
    }

    private static func part(_ word: String) -> Part? {
        switch word {
        case "principal": return .principal
        case "resource": return .resource
        default:
            guard word.hasPrefix("context."), word.count > "context.".count else { return nil }
            return .context(CedarString(String(word.dropFirst("context.".count))))
        }
    }

    private static func areAlike(_ one: Part, _ two: Part) -> Bool {
        switch (one, two) {
        case (.context, .context): one != two
        case (.principal, .resource), (.resource, .principal): true
        default: false
        }
    }
}

// MARK: Encoding

extension ExpressionEncoder {
    /// The encoder of the request that a change makes of this one's, over the same store and in the same terms.
    func changed(by change: RequestChange) throws(Unsupported) -> ExpressionEncoder {
        var encoder = self
        for step in change.steps { encoder = try encoder.taking(step) }
        return encoder
    }

    private func taking(_ step: RequestChange.Step) throws(Unsupported) -> ExpressionEncoder {
        switch step {
        case .swap(.context(let one), .context(let two)):
            var fields = try contextFields()
            guard let first = environment.context.attributes[one], let second = environment.context.attributes[two],
                first == second
            else {
                throw Unsupported(
                    reason: "`\(one)` and `\(two)` are no fields of one type of the context of \(environment)"
                )
            }
            (fields[one], fields[two]) = (fields[two], fields[one])
            return ExpressionEncoder(like: self, principal, resource, environment, .record(fields))
        case .swap:
            guard
                let turned = schema.requestEnvironment(
                    principal: environment.resource,
                    action: environment.action,
                    resource: environment.principal
                )
            else { throw Unsupported(reason: "principal and resource do not change places where \(environment)") }
            return ExpressionEncoder(like: self, resource, principal, turned, context)
        case .raise(let name):
            var fields = try contextFields()
            guard let field = fields[name], case .term(let term) = field.value, term.sort == .bool || term.sort == .long
            else {
                throw Unsupported(reason: "`\(name)` is no number and no truth value of the context of \(environment)")
            }
            let one = store.number(1)
            let raised =
                term.sort == .bool
                ? store.yes : store.conditional(store.addOverflows(term, one), term, store.add(term, one))
            fields[name] = SymbolicValue.Field(
                presence: field.presence,
                value: .term(raised),
                isRequired: field.isRequired
            )
            return ExpressionEncoder(like: self, principal, resource, environment, .record(fields))
        }
    }

    private func contextFields() throws(Unsupported) -> [CedarString: SymbolicValue.Field] {
        guard case .record(let fields) = context else { throw Unsupported(reason: "the context is no record") }
        return fields
    }
}
