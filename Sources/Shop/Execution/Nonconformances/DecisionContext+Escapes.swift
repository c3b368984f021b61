internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension DecisionContext {
    /// Puts the notices into an event that are due because of what it says was found: one for each certificate on which a unit stands that it concerns. So
    /// nothing is found without its notice. What the certificate of another program says restricts the notice as well.
    /// - Parameters:
    ///   - units: those that are held: what it was found on, and what that was built into.
    ///   - cause: the nonconformance, or the containment that raises several.
    ///   - finding: what was found.
    ///   - program: that of the event.
    func addEscapes(
        of units: [WorkUnitState],
        because cause: RecordID,
        _ finding: String,
        to event: inout ExecutionEvent,
        of program: String
    ) throws {
        let notices = try escapes(of: units, because: cause, finding, in: program)
        guard !notices.isEmpty else { return }
        for other in Set(notices.map(\.program)).subtracting([program]).sorted() {
            let label = try execution.hull.boundary.label(of: .nonconformances, program: other)
            event.labels = event.labels.raising(.nonconformances, by: label)
        }
        event.escapes = (event.escapes ?? []) + notices
    }

    /// An event about a notice, under the labels of all that it tells of.
    func event(of notice: EscapeNoticeState, _ classes: [DataClass]) throws -> ExecutionEvent {
        var event = try event(of: notice.program, classes)
        if let other = notice.foundIn {
            let label = try execution.hull.boundary.label(of: .nonconformances, program: other)
            event.labels = event.labels.raising(.nonconformances, by: label)
        }
        return event
    }

    /// The same with what is signed of the notice.
    func event(
        of notice: EscapeNoticeState,
        signing statement: SignatureStatement,
        _ meaning: SignatureMeaning,
        over hash: String,
        _ key: CommandKey
    ) throws -> ExecutionEvent {
        var event = try event(of: notice, [.nonconformances, .signatures])
        event.escapes = [notice]
        event.signatures = [
            SignatureState(
                id: key.made,
                record: notice.id,
                unit: notice.units.first ?? notice.id,
                signer: worker,
                printedName: statement.printedName,
                meaning: meaning,
                signed: now,
                contentHash: hash
            )
        ]
        return event
    }

    private func escapes(of units: [WorkUnitState], because cause: RecordID, _ finding: String, in program: String)
        throws -> [EscapeNoticeState]
    {
        try certificates(of: units).map {
            try notice(of: $0.units, on: $0.certificate, because: cause, finding, in: program)
        }
    }

    /// A notice that nobody wrote yet takes in what is found of the same cause; one that was written or withdrawn stays what was signed.
    private func notice(
        of units: [WorkUnitState],
        on certificate: CertificateState,
        because cause: RecordID,
        _ finding: String,
        in program: String
    ) throws -> EscapeNoticeState {
        let id = cause.derived("escape \(certificate.id) of what was found in \(program)")
        let known = try view.state(EscapeNoticeState.self, id)
        if var open = known, open.stage == .due {
            for unit in units where !open.units.contains(unit.id) {
                open.units.append(unit.id)
                open.serials.append(unit.serial)
            }
            return open
        }
        let term = NoticeTerm(of: certificate.program, in: execution.hull.boundary.baseline?.plant)
        return EscapeNoticeState(
            id: known == nil ? id : id.derived("after it was written \(units[0].id)"),
            program: certificate.program,
            foundIn: program == certificate.program ? nil : program,
            cause: cause,
            certificate: certificate.id,
            certificateNumber: certificate.number,
            orderNumber: certificate.orderNumber,
            partNumber: certificate.partNumber,
            customer: certificate.customer,
            purchaseOrder: certificate.purchaseOrder,
            units: units.map(\.id),
            serials: units.map(\.serial),
            finding: finding,
            discovered: now,
            due: term.end(from: now),
            dueSource: term.source
        )
    }
}
