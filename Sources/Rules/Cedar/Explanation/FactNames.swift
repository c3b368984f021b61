// How people name facts: `principal.clearance`, `context["site name"]`, `resource.getTag("owner")`, `principal in Group`.
extension AccessPath {
    /// The way that an expression takes; nil for anything but attributes and tags with literal keys, read from a variable.
    public init?(_ expression: Expression) {
        switch expression.kind {
        case .variable(let variable): self.init(variable)
        case .attribute(let base, let name):
            guard let path = AccessPath(base) else { return nil }
            self = path.appending(.attribute(name))
        case .binary(.getTag, let base, let key):
            guard let path = AccessPath(base), case .literal(.string(let text)) = key.kind else { return nil }
            self = path.appending(.tag(text))
        default: return nil
        }
    }

    /// Reads a way as it is written in policies.
    /// - Throws: when the text is no expression, or one of another form.
    public init(parsing text: String) throws(CedarErrors) {
        let expression: Expression
        do throws(ParseError) {
            expression = try Expression(parsing: text, file: text)
        } catch {
            throw CedarErrors(error)
        }
        guard let path = AccessPath(expression) else {
            let message = "this names no fact; write attributes and tags of a variable, such as `principal.clearance`"
            throw CedarErrors(ParseError(file: text, range: .none, message: message))
        }
        self = path
    }
}

/// ` in` after the way to an entity names its ancestors.
private func membership(_ text: String) -> (entity: String, group: String)? {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard words.count >= 2, words.count <= 3, words[1] == "in" else { return nil }
    return (words[0], words.count == 3 ? words[2] : "")
}

extension HiddenFacts {
    /// Reads what is hidden: the way to a value, or the way to an entity and ` in` for its ancestors.
    /// - Throws: the first text that names no fact.
    public init(parsing texts: [String]) throws(CedarErrors) {
        var values: [AccessPath] = []
        var ancestors: [AccessPath] = []
        for text in texts {
            if let membership = membership(text), membership.group.isEmpty {
                ancestors.append(try AccessPath(parsing: membership.entity))
            } else {
                values.append(try AccessPath(parsing: text))
            }
        }
        self.init(values: values, ancestors: ancestors)
    }
}

extension Granters {
    /// Reads who can change what: the way to a value, or the way to an entity, ` in ` and a type of groups.
    /// - Throws: the first text, in the order of the bytes, that names no fact.
    public init(parsing granters: [String: String]) throws(CedarErrors) {
        var values: [AccessPath: String] = [:]
        var memberships: [AccessPath: [EntityTypeName: String]] = [:]
        for (text, granter) in granters.sorted(by: { Value.byBytes($0.key, $1.key) }) {
            guard let membership = membership(text) else {
                values[try AccessPath(parsing: text)] = granter
                continue
            }
            guard let type = EntityTypeName(checking: membership.group) else {
                let message = "`\(text)`: name the type of the groups, as in `principal in Team`"
                throw CedarErrors(ParseError(file: text, range: .none, message: message))
            }
            memberships[try AccessPath(parsing: membership.entity), default: [:]][type] = granter
        }
        self.init(values: values, memberships: memberships)
    }
}
