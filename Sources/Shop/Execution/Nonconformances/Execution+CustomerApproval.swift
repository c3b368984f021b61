public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What a nonconformance waits for.
public enum NonconformanceWait: String, Sendable, CaseIterable {
    /// A disposition.
    case disposition = "open"
    /// The design authority's acceptance of one that departs from the design.
    case designAuthority = "proposed"
    /// The customer's approval, whose design it departs from.
    case customer
}

// Where a contract says that the customer approves changes of the design, a departure from it waits for that: the unit stays on hold until the
// approval is on record, with who gave it and where it is written.
extension Execution {
    /// Records the customer's approval, as somebody whom policies let do that; the hold ends then.
    /// - Throws: `invalid`, `noCustomerWait`; `notForCustomer`, `ownDisposition` for whoever reported it.
    public func record<Way: Channel>(
        _ approval: CustomerApproval,
        of nonconformance: RecordID,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        var problems = WorkMasterContent.problems(name: approval.approvedBy, "approvedBy")
        problems += WorkMasterContent.problems(name: approval.document, "document")
        let day = Day(approval.day)
        if day == nil { problems.append("day: it is written as year, month and day: 2026-12-10") }
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        return try await decideForCustomer(of: nonconformance, by: asker, key: key) { found, unit, context in
            if let day, context.today < day {
                throw ExecutionRefusal(.invalid, "day: the approval was not after today")
            }
            var found = found
            found.isAwaitingCustomer = nil
            found.customerApproval = approval
            let signature = try statement.signature(key.made, of: found, meaning: .verified, context)
            return try Self.recording(found, unit, signature, context)
        }
    }

    /// Records that the customer refused; quality disposes anew, and the hold stays.
    /// - Throws: as ``record(_:of:signing:by:key:)``.
    public func recordRefusal<Way: Channel>(
        ofCustomer nonconformance: RecordID,
        reason: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(reason, "reason")
        return try await decideForCustomer(of: nonconformance, by: asker, key: key) { found, unit, context in
            var found = found
            found.isAwaitingCustomer = nil
            found.disposition = nil
            found.rework = nil
            found.reason = reason
            var event = try context.event(of: unit.program, [.nonconformances])
            event.nonconformances = [found]
            return Recording(.refusedByCustomer, unit.id, .nonconformances, event)
        }
    }

    private func decideForCustomer<Way: Channel>(
        of nonconformance: RecordID,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (NonconformanceState, WorkUnitState, DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await self.decide(on: nonconformance, by: asker, key: key) { found, unit, context in
            guard context.worker != found.raisedBy else { throw ExecutionRefusal(.ownDisposition) }
            guard
                try context.mayApprove("customer", of: "disposition", in: [unit.program], beside: found.raisedBy)
            else { throw ExecutionRefusal(.notForCustomer) }
            // Whether it waits is said to whoever may decide it.
            guard found.isAwaitingCustomer == true else { throw ExecutionRefusal(.noCustomerWait) }
            return try decide(found, unit, context)
        }
    }
}

extension DecisionContext {
    /// Leaves a departure from the design waiting where policies ask for the customer's approval.
    func awaitCustomer(_ found: inout NonconformanceState, of unit: WorkUnitState) throws {
        guard found.disposition?.departsFromDesign == true, try needsCustomer(unit.program, beside: found.raisedBy)
        else { return }
        found.isAwaitingCustomer = true
    }

    /// Whether policies refuse the disposition for no other reason than that the customer did not approve it: what they say with the approval is
    /// compared with what they say without.
    private func needsCustomer(_ program: String, beside author: String) throws -> Bool {
        guard case .person(let person) = subject,
            let customer = execution.hull.boundary.baseline?.plant.programs.first(where: { $0.id == program })?.customer
        else { return false }
        let facts = ChangeFacts(
            id: "disposition",
            kind: "disposition",
            programs: [program],
            author: Execution.registered(author)
        )
        func refusing(_ customers: Set<String>) throws -> Set<String> {
            let verdict = try execution.hull.boundary.decide(
                .release,
                on: facts,
                after: ChangeProgress(
                    approvals: [(person, "quality"), (person, "designAuthority")],
                    customers: customers
                ),
                by: person
            )
            return Set(verdict.reasons.map(\.policy))
        }
        return try !refusing([]).subtracting(refusing([customer])).isEmpty
    }
}
