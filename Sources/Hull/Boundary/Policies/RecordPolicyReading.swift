internal import Cedar

/// Looks for what a policy about records must not hang on. Decisions are made once for each label, so that a policy which tells one record
/// from another with the same label, or one hour of a day from another, would be decided wrong.
struct RecordPolicyReading {
    let schema: Schema

    private static let actions = Set((RecordAction.allCases.map(\.rawValue) + ["determine"]).map { CedarString($0) })

    func problems(of policy: Policy) -> [String] {
        let isAboutRecords = schema.requestEnvironments(of: policy).contains {
            $0.resource == "Record" && Self.actions.contains($0.action.id)
        }
        guard isAboutRecords else { return [] }
        var found: [String] = []
        if let named = policy.scope.resource.reference, case .entity(let uid) = named, uid.type == "Record" {
            found.append("it names the record \(uid)")
        }
        for condition in policy.conditions { read(condition.body, &found) }
        return found.map {
            "\(PolicyBaseline.place(policy)): \(policy.id): \($0), which a decision for all records of a label cannot hang on"
        }
    }

    private func read(_ expression: Expression, _ found: inout [String]) {
        switch expression.kind {
        case .variable(.resource): found.append("it uses the record as a value")
        case .attribute(let base, _), .has(let base, _):
            if !isResource(base) { read(base, &found) }
            return
        case .isType(let base, _, let container):
            if !isResource(base) { read(base, &found) }
            if let container { readGroup(container, &found) }
            return
        case .binary(.isIn, let base, let group):
            if !isResource(base) { read(base, &found) }
            readGroup(group, &found)
            return
        case .call(.datetime, let arguments):
            if let text = arguments.first?.text, text.contains("T") {
                found.append("it asks for a time of day (\(text))")
            }
        case .call(.toTime, _): found.append("it asks for the time of day")
        case .binary(.equal, let left, let right), .binary(.notEqual, let left, let right):
            for (side, other) in [(left, right), (right, left)] where side.isChannel {
                if let name = other.text { readChannel(name, &found) }
            }
        case .binary(.contains, let set, let member):
            if member.isChannel, case .set(let names) = set.kind {
                for name in names.compactMap(\.text) { readChannel(name, &found) }
            }
        default: break
        }
        for child in expression.kind.children { read(child, &found) }
    }

    /// A group that a record may be in; a record in the place of a group names a single one.
    private func readGroup(_ group: Expression, _ found: inout [String]) {
        let members: [Expression] = if case .set(let all) = group.kind { all } else { [group] }
        for member in members {
            if case .literal(.entity(let uid)) = member.kind, uid.type == "Record" {
                found.append("it names the record \(uid)")
            }
            read(member, &found)
        }
    }

    private func readChannel(_ name: String, _ found: inout [String]) {
        guard ChannelKind(rawValue: name) == nil, !Self.plannedChannels.contains(name) else { return }
        let known = ChannelKind.allCases.map(\.rawValue).joined(separator: ", ")
        found.append("it names the channel \(name.debugDescription), which is none of \(known)")
    }

    /// The ways that the planner asks about, never set for a person's request.
    private static let plannedChannels: Set<String> = ["administration", "support", "system"]

    private func isResource(_ expression: Expression) -> Bool {
        if case .variable(.resource) = expression.kind { true } else { false }
    }
}

extension Expression {
    fileprivate var text: String? {
        if case .literal(.string(let text)) = kind { text.text } else { nil }
    }

    fileprivate var isChannel: Bool {
        if case .attribute(let base, "channel") = kind, case .variable(.context) = base.kind { true } else { false }
    }
}
