public import Cedar

/// A requirement with a source, in the form of one annotated Cedar policy.
///
/// A `forbid` obligation applies where its `when` holds and is met where its `unless` holds. A duty is a `permit` on the action `owe`:
/// where its `when` holds the duty is owed, and its annotations carry the quantities.
public struct Obligation: Sendable {
    /// What stands behind an obligation.
    public enum Basis: String, Sendable, CaseIterable, Comparable {
        case law, regulation, contract, customer, control, preference

        /// The weightier first.
        public static func < (left: Basis, right: Basis) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// How well an entry has been checked against its source.
    public enum Status: String, Sendable, CaseIterable {
        /// Compared with the official text; enforced.
        case read
        /// A stable published fact; enforced and shown as unreviewed.
        case known
        /// To be verified; enforced only where a plant opts in.
        case draft
    }

    /// The policy itself; its id is the obligation's.
    public let policy: Policy
    /// What stands behind it.
    public let basis: Basis
    /// Where it is written.
    public let cite: String
    /// What it asks, in one plain statement.
    public let says: String
    /// What meets it.
    public let metBy: String
    /// The clause that several policies may stand for together.
    public let clause: String?
    /// The day from which it holds.
    public let effective: Day
    /// How well it has been checked.
    public let status: Status

    /// The obligation's id.
    public var id: String { policy.id.description }

    /// Where the policy stands.
    public var place: SourcePlace {
        SourcePlace(file: policy.file, line: policy.range.start.line, column: policy.range.start.column)
    }

    /// The control that meeting it lays on the whole instance, if it does.
    public var instanceWide: String? { policy.annotation("instance_wide") }

    /// The validation package it asks of an instance, if it does.
    public var validation: String? { policy.annotation("validation") }

    /// How it shapes the process, if it does: part of a process variant.
    public var process: String? { policy.annotation("process") }

    /// The change tier it asks for, if it does.
    public var tier: Int? { policy.annotation("tier").flatMap { Int($0) } }

    /// The entry that asks for the same already, of the same programs and more, if there is one: this is another source of it, kept for
    /// its own cite. The tests prove that it asks for nothing beside that entry, and that no other entry is so without saying it.
    public var restates: String? { policy.annotation("restates") }

    /// A duty is owed rather than met: a permit on `owe`.
    public var isDuty: Bool { policy.effect == .permit && policy.scope.action == .equal(Question.action("owe")) }

    /// The quantities of a duty, as annotations in order: `retain 5y`, `from licenceExpiry`, …
    public var parameters: [(name: String, value: String)] {
        policy.annotations.compactMap { annotation in
            guard !Self.ownAnnotations.contains(annotation.name), let value = annotation.value else { return nil }
            return (annotation.name, value)
        }
    }

    /// Annotations that every obligation carries or that the planner reads; all others are quantities of a duty.
    static let ownAnnotations: Set<String> = [
        "id", "basis", "cite", "says", "met_by", "clause", "effective", "status", "instance_wide", "validation",
        "process", "tier",
        "unmeetable", "restates",
    ]

    /// Reads a policy as an obligation and reports everything that keeps it from being one.
    ///
    /// The shape is part of the contract with the planner: which obligations apply, what they cost and what would meet them is only well
    /// defined where `when` says to whom and `unless` says what meets it.
    static func reading(_ policy: Policy) -> (obligation: Obligation?, problems: [String]) {
        var problems: [String] = []
        func required(_ name: String) -> String {
            guard let value = policy.annotation(name), !value.isEmpty else {
                problems.append("@\(name)(\"…\") is missing")
                return ""
            }
            return value
        }
        func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _: Choice.Type) -> Choice?
        where Choice.RawValue == String {
            let value = required(name)
            if value.isEmpty { return nil }
            guard let known = Choice(rawValue: value) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                problems.append("@\(name)(\"\(value)\") is none of \(names)")
                return nil
            }
            return known
        }
        _ = required("id")
        let basis = choice("basis", Basis.self)
        let cite = required("cite")
        let says = required("says")
        let unmeetable = policy.annotation("unmeetable") != nil
        let metBy = unmeetable ? "nothing can" : required("met_by")
        let effective = Day(required("effective"))
        if effective == nil { problems.append("@effective must be a date such as 2022-09-01") }
        let status = choice("status", Status.self)
        problems += shapeProblems(policy, unmeetable: unmeetable)
        guard problems.isEmpty, let basis, let status, let effective else { return (nil, problems) }
        let obligation = Obligation(
            policy: policy,
            basis: basis,
            cite: cite,
            says: says,
            metBy: metBy,
            clause: policy.annotation("clause"),
            effective: effective,
            status: status
        )
        return (obligation, [])
    }

    private static func shapeProblems(_ policy: Policy, unmeetable: Bool) -> [String] {
        guard policy.effect == .forbid else { return [] }
        var problems: [String] = []
        let whens = policy.conditions.filter { $0.kind == .when }.count
        let unlesses = policy.conditions.filter { $0.kind == .unless }.count
        if whens != 1 {
            problems.append("an obligation has one `when`, which says to whom it applies; this has \(whens)")
        }
        if unmeetable, unlesses != 0 { problems.append("a refusal that nothing can meet has no `unless`") }
        if !unmeetable, unlesses != 1 {
            problems.append(
                "an obligation has one `unless`, which says what meets it; this has \(unlesses) (or say @unmeetable)"
            )
        }
        return problems
    }
}
