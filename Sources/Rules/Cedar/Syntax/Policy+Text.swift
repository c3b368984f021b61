extension Policy: CustomStringConvertible {
    /// The policy as Cedar text on one line for each annotation, the head and each clause; its id is no part of the text.
    public var description: String {
        var lines = annotations.map(\.description)
        lines.append("\(effect.rawValue) (\(scope))" + (conditions.isEmpty ? ";" : ""))
        for (index, condition) in conditions.enumerated() {
            lines.append(
                "\(condition.kind.rawValue) { \(condition.body) }" + (index == conditions.count - 1 ? ";" : "")
            )
        }
        return lines.joined(separator: "\n")
    }
}

extension Annotation: CustomStringConvertible {
    /// As written before a policy.
    public var description: String { "@\(name)" + (value.map { "(\(CedarString.quote($0)))" } ?? "") }
}

extension PolicyScope: CustomStringConvertible {
    /// The three parts as written in the head of a policy.
    public var description: String {
        "principal\(principal), action\(action), resource\(resource)"
    }
}

extension PolicyScope.EntityConstraint: CustomStringConvertible {
    /// What stands behind the variable; empty for no constraint.
    public var description: String {
        switch self {
        case .any: ""
        case .equal(let reference): " == \(reference)"
        case .isIn(let reference): " in \(reference)"
        case .isType(let type): " is \(type)"
        case .isTypeIn(let type, let reference): " is \(type) in \(reference)"
        }
    }
}

extension PolicyScope.ActionConstraint: CustomStringConvertible {
    /// What stands behind the variable; empty for no constraint.
    public var description: String {
        switch self {
        case .any: ""
        case .equal(let uid): " == \(uid)"
        case .isIn(let uid): " in \(uid)"
        case .isInAny(let uids): " in [" + uids.map(\.description).joined(separator: ", ") + "]"
        }
    }
}
