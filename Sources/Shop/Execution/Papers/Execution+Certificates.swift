public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Certificates of conformance: of finished units that nothing holds, signed, each unit once.
extension Execution {
    /// Certifies that units of an order conform.
    /// - Returns: the certificate.
    /// - Throws: `invalid` with every problem; `otherOrder`, `notDeliverable` for one that is not finished, on hold or built into another one,
    ///   `certifiedAlready`, `productionLapsed`, `firstArticleDue`.
    public func certify<Way: Channel>(
        _ request: CertificateRequest,
        ofOrder order: RecordID,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let problems = request.problems
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        try check(statement)
        let id = key.made
        return try await make(
            ConformanceCertificate.self,
            from: JobOrderState.self,
            order,
            program: { $0.program },
            by: asker,
            key: key
        ) { order, context in
            try context.certifying(request, id, of: order, statement)
        }
    }

    /// A certificate with its order, the units, their definition, the edges down to lots, the lots, the nonconformances that were accepted, signatures, and the
    /// reworks of units and of what went into them, with their operations as planned and as done.
    public func certificate<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> ReleasedGenealogy<Way>
    {
        let (place, known) = try located(CertificateState.self, id)
        let record = try await permitted(ConformanceCertificate.self, id, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let ids = state.units.map(\.value)
        let units = try records(WorkUnit.self, in: place, ids: ids, order: ["serial"], by: asker)
        let orders = try records(JobOrder.self, in: place, ids: [state.jobOrder.value], by: asker)
        let masters = try records(WorkMaster.self, in: place, ids: values("work_master", of: orders), by: asker)
        let edges = try edges(from: state.units, .down, limit: Self.certificateEdgesMax, by: asker)
        let items = try values("item", of: edges.records)
        let lots = try lots(items, usedIn: place, by: asker)
        let reports = try records(
            Nonconformance.self,
            in: place,
            [
                .init("unit", .equal, ids + items), .init("disposition", .equal, [.text("useAsIs"), .text("repair")]),
                .init("state", .equal, [.text("disposed")]),
            ],
            order: ["raised"],
            by: asker
        )
        let lifts = try lifts(ids + items, in: place, by: asker)
        let signatures = try records(
            Signature.self,
            in: place,
            [.init("record", .equal, [id.value])],
            order: [],
            by: asker
        )
        let reworks = try reworks(of: ids + items, by: state.certified, in: place, for: asker)
        let release = try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                orders,
                units,
                masters,
                edges.records,
                lots,
                reports,
                lifts,
                signatures,
                reworks.reworks,
                reworks.steps,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
        return ReleasedGenealogy(release, edgesDown: edges.records.count, isComplete: edges.isComplete)
    }

    /// Edges on a certificate.
    static let certificateEdgesMax = 5_000

    /// Certificates of an order, the last one first.
    public func certificates<Way: Channel>(ofOrder id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        try await list(
            ConformanceCertificate.self,
            [.init("job_order", .equal, [id.value])],
            order: ["-certified"],
            after: nil,
            Self.listMax,
            by: asker
        )
    }
}

extension DecisionContext {
    fileprivate func certifying(
        _ request: CertificateRequest,
        _ id: RecordID,
        of order: JobOrderState,
        _ statement: SignatureStatement
    ) throws -> Recording {
        let units = try view.states(
            WorkUnitState.self,
            [.init("id", .equal, request.units.map(\.value))],
            order: [.init("serial")],
            limit: CertificateRequest.unitsMax
        )
        guard units.count == request.units.count, units.allSatisfy({ $0.jobOrder == order.id }) else {
            throw ExecutionRefusal(.otherOrder)
        }
        guard units.allSatisfy({ $0.phase == .finished && $0.holds.isEmpty && $0.builtInto == nil }) else {
            throw ExecutionRefusal(.notDeliverable)
        }
        let earlier = try view.states(
            CertificateState.self,
            [.init("job_order", .equal, [order.id.value])],
            limit: JobOrderRequest.unitsMax
        ).flatMap(\.units)
        guard Set(earlier).isDisjoint(with: request.units) else { throw ExecutionRefusal(.certifiedAlready) }
        try checkLapse(of: units, order.partNumber, of: order.program)
        try checkFirstArticle(of: order)
        let reworks = try reworks(of: units.map(\.id))
        let content = CertifiedContent(
            order: order.id,
            workMaster: order.workMaster,
            contentHash: order.contentHash,
            serials: units.map(\.serial),
            organization: request.organization,
            customer: request.customer,
            purchaseOrder: request.purchaseOrder,
            statement: request.statement,
            edges: try edges(of: units.map(\.id)),
            recorded: try recorded(of: units.map(\.id)),
            reworks: reworks.isEmpty ? nil : reworks
        )
        let certificate = CertificateState(
            id: id,
            program: order.program,
            number: id.paperNumber("C"),
            jobOrder: order.id,
            orderNumber: order.number,
            partNumber: order.partNumber,
            revision: order.revision,
            units: units.map(\.id),
            organization: request.organization,
            customer: request.customer,
            purchaseOrder: request.purchaseOrder,
            statement: request.statement,
            certifiedBy: worker,
            printedName: statement.printedName,
            certified: now,
            contentHash: try WorkMasterContent.hash(of: content)
        )
        var event = try event(of: order.program, [.inspectionRecords, .signatures])
        event.certificates = [certificate]
        event.signatures = [
            SignatureState(
                id: id.derived("signature"),
                record: id,
                unit: id,
                signer: worker,
                printedName: statement.printedName,
                meaning: .certified,
                signed: now,
                contentHash: certificate.contentHash
            )
        ]
        return Recording(.certified, id, .inspectionRecords, event)
    }

    /// Certificates on which units stand, each with those of the units.
    func certificates(of units: [WorkUnitState]) throws -> [(certificate: CertificateState, units: [WorkUnitState])] {
        var found: [(CertificateState, [WorkUnitState])] = []
        let byOrder = Dictionary(grouping: units, by: \.jobOrder)
        for (order, units) in byOrder.sorted(by: { $0.key.description < $1.key.description }) {
            let signed = try view.states(
                CertificateState.self,
                [.init("job_order", .equal, [order.value])],
                order: [.init("certified")],
                limit: JobOrderRequest.unitsMax
            )
            for certificate in signed {
                let delivered = units.filter { certificate.units.contains($0.id) }
                if !delivered.isEmpty { found.append((certificate, delivered)) }
            }
        }
        return found
    }

    /// Marks the certificates that cover a unit or what it went into: a value of it is corrected now. An event for each program, whose certificates may be
    /// of another one than the unit.
    func markingCertificates(of unit: RecordID) throws -> [Recording] {
        guard let unit = try view.state(WorkUnitState.self, unit) else { return [] }
        let covering = try certificates(of: [unit] + ancestors(of: unit)).map(\.certificate)
        return try Dictionary(grouping: covering, by: \.program).sorted { $0.key < $1.key }.map { program, signed in
            var event = try event(of: program, [.inspectionRecords])
            event.certificates = signed.map {
                var next = $0
                next.corrected = now
                return next
            }
            return Recording(.certificateCorrected, signed[0].id, .inspectionRecords, event)
        }
    }

    /// All edges below units with what they lead to, in order.
    private func edges(of units: [RecordID]) throws -> [String] {
        var found: Set<String> = []
        var step = units.map(\.value)
        for _ in 0..<Boundary.trailStepsMax where !step.isEmpty {
            let query = ViewQuery(
                Consumption.declaration.table.name,
                columns: ["id", "item", "item_kind", "quantity"],
                matches: [.init("unit", .equal, step)],
                limit: ViewQuery.limitMax
            )
            step = []
            for row in try view.views.writerRows(query) {
                guard let id = RecordID(row[0]), let item = RecordID(row[1]),
                    found.insert("\(id) \(item) \(row[3].number ?? 0)").inserted
                else { continue }
                if row[2] == .text("unit") { step.append(row[1]) }
            }
        }
        return found.sorted()
    }
}

/// What a certificate's signature is over.
private struct CertifiedContent: Encodable {
    let order: RecordID
    let workMaster: RecordID
    let contentHash: String
    let serials: [String]
    let organization: String
    let customer: String
    let purchaseOrder: String
    let statement: String
    let edges: [String]
    let recorded: RecordedContent
    /// The reworks that the units had; nil for none.
    let reworks: [UnitReworkState]?
}
