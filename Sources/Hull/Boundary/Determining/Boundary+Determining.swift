internal import Cedar
internal import Classification
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// The sum of what several programs contribute, under the weaker label of a determination.
    ///
    /// A contribution of nothing does not count: whoever shares a cell has something in it, or a program that is alone in it could be hidden
    /// behind others that are not there. What was decided is recorded in the compartment of the result.
    /// - Parameters:
    ///   - contributions: what is summed, each under its own label.
    ///   - rule: the id of a determination of the baseline in force.
    /// - Throws: `notDetermined` when there is no such determination, it does not cover a program in the sum, or policies refuse it;
    ///   `notJournaled`, `noPolicies`.
    public func determine<Value: AdditiveArithmetic & Sendable>(
        sumOf contributions: [Restricted<Value>],
        by rule: String,
        for subject: Subject,
        in compartment: CompartmentName
    ) async throws(BoundaryError) -> Determined<Value> {
        let world = try world()
        let found = state.withLock { $0.baseline?.determinations.first { $0.rule == rule } }
        guard let determination = found else {
            throw BoundaryError(
                .notDetermined,
                "the policies in force have no determination \(rule.debugDescription); have it approved and adopt it"
            )
        }
        let counted = contributions.filter { $0.value != .zero }
        let labels = Set(counted.map(\.sharedLabel))
        let programs = labels.reduce(into: Set<String>()) { $0.formUnion($1.label.values(in: "program")) }
        let customers = labels.reduce(into: Set<String>()) { $0.formUnion($1.label.values(in: "owner")) }
        guard programs.isSubset(of: determination.programs) else {
            throw BoundaryError(
                .notDetermined,
                "the determination \(rule) does not cover every program in the sum; have it extended"
            )
        }
        let refused = Self.refusals(of: determination, labels, counted.map(\.classes), world)
        guard refused.isEmpty else {
            throw BoundaryError(
                .notDetermined,
                "the determination \(rule) does not hold: \(refused.joined(separator: ", ")) refuse it"
            )
        }
        let isShared =
            programs.count >= determination.threshold.programsMin
            && customers.count >= determination.threshold.customersMin
        let source = labels.sorted { $0.text < $1.text }.reduce(SharedLabel(.unrestricted)) { $0.join($1) }
        var payload = PayloadText()
        payload.set("rule", rule)
        payload.set("author", determination.author)
        payload.set("approvals", determination.approvals.map { "\($0.capacity): \($0.approver)" })
        payload.set("date", determination.date.description)
        payload.set("cite", determination.cite)
        payload.set("programs", UInt64(programs.count))
        payload.set("customers", UInt64(customers.count))
        payload.set(
            "threshold",
            "\(determination.threshold.programsMin) programs of \(determination.threshold.customersMin) customers"
        )
        payload.set("outcome", isShared ? "value" : determination.below.rawValue)
        payload.set("from", source.text)
        payload.set("to", determination.result.canonicalText)
        payload.set("epoch", world.epoch.description)
        let result = SharedLabel(determination.result)
        try await record("label.determined", by: subject, payload, label: result, in: compartment)
        guard isShared else { return determination.below == .reserved && !counted.isEmpty ? .reserved : .nothing }
        return .value(
            Restricted(
                counted.map(\.value).reduce(.zero, +),
                label: result,
                classes: FieldClasses(determination.resultClass)
            )
        )
    }

    /// The policies that refuse a determination for any of the labels and classes; a sealed label is never determined.
    static func refusals(
        of determination: Determination,
        _ labels: Set<SharedLabel>,
        _ classes: [FieldClasses],
        _ world: DecisionWorld
    ) -> [String] {
        let uid = EntityUID(type: "Rule", id: determination.rule)
        let attributes: Record = [
            "kind": .string(determination.kind), "reviewed": .bool(determination.isReviewed(on: world.day)),
        ]
        let context: Record = [
            "date": world.facts.date, "approvedCapacities": .strings(determination.approvedCapacities),
        ]
        let all = classes.reduce(FieldClasses(determination.resultClass)) { $0.union($1) }.all
        let records = labels.flatMap { label in all.map { RecordLabel(label, of: $0) } }
        let known = world.parts(of: records)
        let entities = known.store.replacingAttributes(of: uid, with: attributes)
        var refused: Set<String> = []
        for parts in known.parts {
            guard let parts else {
                refused.insert("sealed")
                continue
            }
            for part in parts {
                let request = Request(
                    principal: uid,
                    action: EntityUID(type: "Action", id: "determine"),
                    resource: part.uid,
                    context: context
                )
                let verdict = world.ask(request, entities)
                if !verdict.isAllowed { refused.formUnion(verdict.policies) }
            }
        }
        return refused.sorted()
    }
}
