public import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// The kind of rule, `Rule.kind` of the schema, under which named persons determine what restricts content that could not be inspected.
    public static let contentRuleKind = "attachmentContent"

    /// Lets an attachment leave that was not wholly looked into, as far as policies permit, because a named person has looked into it and
    /// determined what restricts it. Its label is raised or stays; nothing here makes it weaker.
    /// - Parameters:
    ///   - rule: a determination of the policies in force, of the kind ``contentRuleKind``, which covers every program of the attachment.
    ///   - person: who determines it: one of those who approved the rule, other than its author, and in the register.
    ///   - label: what restricts the content beside what is known already.
    ///   - reason: what was looked at and how, in the person's words.
    /// - Returns: where the journal has it; the writer of the compartment makes the row anew from it.
    /// - Throws: `notDetermined`, also where there is no such attachment; `noPolicies`, `unknownCompartment`, `notJournaled`, `storage`.
    public func determineContent(
        of id: AggregateID,
        in compartment: CompartmentName,
        by person: String,
        under rule: String,
        raisingTo label: Label = .unrestricted,
        reason: String
    ) async throws(BoundaryError) -> EventReceipt {
        let world = try world()
        let subject = Subject.person(person)
        let (found, isKnown) = state.withLock { state in
            (state.baseline?.determinations.first { $0.rule == rule }, state.people[subject]?.facts != nil)
        }
        guard let determination = found, determination.kind == Self.contentRuleKind,
            determination.approvals.contains(where: { $0.approver == person }), determination.author != person, isKnown
        else {
            throw BoundaryError(
                .notDetermined,
                "no determination \(rule.debugDescription) in force lets this person determine the content of attachments; have it approved and adopt it"
            )
        }
        guard !reason.isEmpty, reason.utf8.count <= Self.reasonBytesMax else {
            throw BoundaryError(
                .notDetermined,
                "a determination says what was looked at and how, in 1 to \(Self.reasonBytesMax) bytes"
            )
        }
        let record: Attachment? = try read(Attachment.self, id, in: compartment)
        guard let record, var entry = try attachmentEntry(id, in: compartment), entry.inspection == .incomplete,
            record.origin.label.label.values(in: "program").isSubset(of: determination.programs)
        else {
            throw BoundaryError(
                .notDetermined,
                "there is no attachment of this id that waits for a determination under \(rule)"
            )
        }
        let refused = Self.refusals(of: determination, [record.origin.label], [FieldClasses(.attachments)], world)
        guard refused.isEmpty else {
            throw BoundaryError(
                .notDetermined,
                "the determination \(rule) does not hold: \(refused.joined(separator: ", ")) refuse it"
            )
        }
        entry.inspection = .determined
        var payload = PayloadText()
        entry.write(into: &payload)
        payload.set("rule", rule)
        payload.set("cite", determination.cite)
        payload.set("by", person)
        payload.set("reason", reason)
        payload.set("epoch", world.epoch.description)
        let raised = record.origin.label.join(SharedLabel(label))
        let draft = try draft(
            AttachmentEvent.determined,
            by: subject,
            payload,
            label: raised,
            aggregate: id,
            scope: entry.scope
        )
        guard let receipt = try await append([draft], in: compartment).first else {
            throw BoundaryError(.notJournaled, "the log of \(compartment) gave no receipt")
        }
        return receipt
    }

    /// Bytes of a reason.
    private static let reasonBytesMax = 4_000
}
