internal import Cedar

/// The policies that read the same of a label.
struct PolicyGroup: Sendable {
    let policies: TypedPolicies
    /// What they read of it, in a fixed order.
    let attributes: [CedarString]
    let readsAncestors: Bool
}

/// Labels sorted by what each group of policies can see of them: labels that look the same to a group are of one class there, and the
/// group decides each class once.
struct LabelTable: Sendable {
    /// What rows of a class say; any label of the class stands for it.
    struct Group: Sendable {
        var samples: [EntityFacts] = []
        /// The class of each distinct label.
        var classes: [Int] = []
    }

    private struct View: Hashable {
        let values: [Value?]
        let ancestors: Set<EntityUID>?
    }

    /// The numbers of the labels that say the same.
    private(set) var ids: [[Int64]] = []
    private(set) var groups: [Group]

    /// - Throws: what the labels say that the column map does not list, or what does not conform to the schema; all of it.
    init(_ labels: [RowLabel], _ column: ColumnMap.LabelColumn, _ filter: ListFilter) throws(CedarErrors) {
        let others = filter.otherAttributes(column)
        var problems: [ParseError] = []
        var indices: [EntityFacts: Int] = [:]
        var distinct: [EntityFacts] = []
        for label in labels {
            let facts = EntityFacts(
                attributes: PartialRecord(label.attributes, rest: .unknown(others)),
                ancestors: column.fixesAncestors ? label.ancestors : nil
            )
            if let index = indices[facts] {
                ids[index].append(label.id)
                continue
            }
            problems += filter.problems(label, facts, column)
            indices[facts] = distinct.count
            distinct.append(facts)
            ids.append([label.id])
        }
        guard problems.isEmpty else { throw CedarErrors(problems) }
        groups = filter.groups.map { Self.sorted(distinct, $0) }
    }

    private static func sorted(_ distinct: [EntityFacts], _ policies: PolicyGroup) -> Group {
        var group = Group()
        var classes: [View: Int] = [:]
        for facts in distinct {
            let view = View(
                values: policies.attributes.map { facts.attributes.known[$0] },
                ancestors: policies.readsAncestors ? facts.ancestors : nil
            )
            if let known = classes[view] {
                group.classes.append(known)
            } else {
                classes[view] = group.samples.count
                group.classes.append(group.samples.count)
                group.samples.append(facts)
            }
        }
        return group
    }
}
