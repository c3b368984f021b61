public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// First article inspection: opened for a unit with its reason, verified by one person who looked at every characteristic, approved by another one.
extension Execution {
    /// Opens a first article inspection of a unit.
    /// - Returns: the first article.
    /// - Throws: `invalid` with every problem; `finished` for a unit that was scrapped.
    public func openFirstArticle<Way: Channel>(
        _ request: FirstArticleRequest,
        of unit: RecordID,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let problems = request.problems
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        let id = key.made
        return try await make(
            FirstArticle.self,
            from: WorkUnitState.self,
            unit,
            program: { $0.program },
            by: asker,
            key: key
        ) { unit, context in
            try context.opening(request, id, of: unit)
        }
    }

    /// Verifies it, with a signature: every characteristic that it accounts for was measured on the unit, and each that is out of its limits has a
    /// nonconformance that was disposed of.
    /// - Throws: `firstArticleState`; `notMeasured` and `outOfLimits` for each characteristic; `held`.
    public func verify<Way: Channel>(
        firstArticle id: RecordID,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await sign(id, statement, by: asker, key: key) { state, context in
            guard state.phase == .open else { throw ExecutionRefusal(.firstArticleState) }
            var next = state
            next.hasNonconformance = try context.accounting(for: state)
            next.phase = .verified
            next.verifiedBy = context.worker
            next.verifiedName = statement.printedName
            next.verified = context.now
            next.corrected = nil
            return next
        }
    }

    /// Approves it, with a signature of somebody else than who verified it.
    /// - Throws: `ownApproval`, `firstArticleState`.
    public func approve<Way: Channel>(
        firstArticle id: RecordID,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await sign(id, statement, by: asker, key: key) { state, context in
            guard state.verifiedBy != context.worker else { throw ExecutionRefusal(.ownApproval) }
            guard state.phase == .verified else { throw ExecutionRefusal(.firstArticleState) }
            var next = state
            next.phase = .approved
            next.approvedBy = context.worker
            next.approvedName = statement.printedName
            next.approved = context.now
            return next
        }
    }

    private func sign<Way: Channel>(
        _ id: RecordID,
        _ statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (FirstArticleState, DecisionContext) throws -> FirstArticleState
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        let (place, known) = try located(FirstArticleState.self, id)
        let permission = try await permit(.edit, FirstArticle.self, id, in: place, by: asker)
        guard known != nil else { throw ExecutionRefusal(.notFound) }
        let made = key.made
        let isRepeated = try await record(key, by: asker.subject, in: place, under: [permission], reads: nil) {
            context in
            guard let state = try context.view.state(FirstArticleState.self, id) else {
                throw ExecutionRefusal(.notFound)
            }
            let next = try decide(state, context)
            var event = try context.event(of: state.program, [.inspectionRecords, .signatures])
            event.firstArticles = [next]
            if next.phase == .approved { event.productions = [try context.production(approving: next)] }
            event.signatures = [
                SignatureState(
                    id: made,
                    record: id,
                    unit: state.unit,
                    signer: context.worker,
                    printedName: statement.printedName,
                    meaning: next.phase == .verified ? .verified : .approved,
                    signed: context.now,
                    contentHash: try WorkMasterContent.hash(
                        of: AccountedContent(article: next, recorded: context.recorded(of: [next.unit]))
                    )
                )
            ]
            let kind: ExecutionEventKind = next.phase == .verified ? .firstArticleVerified : .firstArticleApproved
            return [Recording(kind, id, .inspectionRecords, event)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }

    /// A first article with its operations, characteristics and what was measured, what was built in with the lots, and nonconformances.
    public func firstArticle<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(FirstArticleState.self, id)
        let record = try await permitted(FirstArticle.self, id, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let own = [ViewQuery.Match("unit", .equal, [state.unit.value])]
        var covered = [ViewQuery.Match("work_master", .equal, [state.workMaster.value])]
        if !state.operations.isEmpty {
            covered.append(.init("sequence", .equal, state.operations.map { .integer(Int64($0)) }))
        }
        let operations = try records(OperationDefinition.self, in: place, covered, order: ["sequence"], by: asker)
        let limits = try records(
            CharacteristicDefinition.self,
            in: place,
            covered,
            order: ["sequence", "number"],
            by: asker
        )
        let measured = try records(Measurement.self, in: place, own, order: ["measured"], by: asker)
        let skips = try records(SkippedMeasurement.self, in: place, own, order: ["sequence"], by: asker)
        let consumed = try records(Consumption.self, in: place, own, order: ["sequence"], by: asker)
        let items = try values("item", of: consumed)
        let lots = try lots(items, usedIn: place, by: asker)
        let reports = try records(Nonconformance.self, in: place, own, order: ["raised"], by: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                operations,
                limits,
                measured,
                skips,
                consumed,
                lots,
                reports,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// First articles in a state, the oldest first: `open`, `verified` or `approved`.
    public func firstArticles<Way: Channel>(
        in state: String,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await list(
            FirstArticle.self,
            [.init("state", .equal, [.text(state)])],
            order: ["opened"],
            after: last,
            limit,
            by: asker
        )
    }
}

extension DecisionContext {
    /// First articles that were signed for a value which is corrected now: one that waits for its approval is to be verified anew, one that was
    /// approved stays as it was signed, and says so.
    func articlesToCorrect(of unit: WorkUnitState, at sequence: Int) throws -> [FirstArticleState] {
        let own = ViewQuery.Match("unit", .equal, [unit.id.value])
        return try view.states(FirstArticleState.self, [own], limit: ViewQuery.limitMax).filter {
            $0.phase != .open && ($0.operations.isEmpty || $0.operations.contains(sequence))
        }.map { signed in
            var next = signed
            next.corrected = now
            if next.phase == .verified {
                next.phase = .open
                next.hasNonconformance = nil
                next.verifiedBy = nil
                next.verifiedName = nil
                next.verified = nil
            }
            return next
        }
    }

    fileprivate func opening(_ request: FirstArticleRequest, _ id: RecordID, of unit: WorkUnitState) throws -> Recording
    {
        if unit.phase.isGone { throw ExecutionRefusal(.finished) }
        guard let master = try view.state(WorkMasterState.self, unit.workMaster) else {
            throw ExecutionRefusal(.notFound)
        }
        let segments = try view.states(
            OperationState.self,
            [.init("work_master", .equal, [master.id.value])],
            limit: WorkMasterContent.Limits.operations
        ).map(\.segment)
        var (operations, baseline): ([Int], String?) = ([], nil)
        if case .partial(let affected, let before) = request.extent {
            if let other = affected.subtracting(segments.map(\.sequence)).min() {
                throw ExecutionRefusal(.invalid, "operation \(other): the unit's definition has none of this number")
            }
            (operations, baseline) = (affected.sorted(), before)
        }
        var event = try event(of: unit.program, [.inspectionRecords])
        event.firstArticles = [
            FirstArticleState(
                id: id,
                program: unit.program,
                number: id.paperNumber("F"),
                unit: unit.id,
                serial: unit.serial,
                partNumber: unit.partNumber,
                partName: master.title,
                revision: unit.revision,
                orderNumber: unit.orderNumber,
                workMaster: unit.workMaster,
                baseline: baseline,
                trigger: request.trigger,
                reason: request.reason,
                operations: operations,
                drawing: request.drawing,
                drawingRevision: request.drawingRevision,
                organization: request.organization,
                supplierCode: request.supplierCode,
                purchaseOrder: request.purchaseOrder,
                isAssembly: segments.contains { !$0.components.isEmpty },
                openedBy: worker,
                opened: now
            )
        ]
        return Recording(.firstArticleOpened, id, .inspectionRecords, event)
    }

    /// Whether the unit has a documented nonconformance, once every characteristic is accounted for.
    fileprivate func accounting(for article: FirstArticleState) throws -> Bool {
        guard let unit = try view.state(WorkUnitState.self, article.unit) else { throw ExecutionRefusal(.notFound) }
        if !unit.holds.isEmpty { throw ExecutionRefusal(.held) }
        var covered = [ViewQuery.Match("work_master", .equal, [article.workMaster.value])]
        if !article.operations.isEmpty {
            covered.append(.init("sequence", .equal, article.operations.map { .integer(Int64($0)) }))
        }
        let segments = try view.states(
            OperationState.self,
            covered,
            order: [.init("sequence")],
            limit: WorkMasterContent.Limits.operations
        ).map(\.segment)
        let own = ViewQuery.Match("unit", .equal, [unit.id.value])
        // By the time that they were measured, so that the last one counts.
        var last: [CharacteristicKey: Bool] = [:]
        let query = ViewQuery(
            Measurement.declaration.table.name,
            columns: ["sequence", "characteristic", "is_within_limits"],
            matches: [own],
            order: [.init("measured")],
            limit: ViewQuery.limitMax
        )
        for row in try view.views.writerRows(query) {
            guard case .integer(let sequence) = row[0], case .integer(let number) = row[1],
                case .truth(let isGood) = row[2]
            else { continue }
            last[CharacteristicKey(sequence: Int(sequence), number: Int(number))] = isGood
        }
        let reports = try view.states(NonconformanceState.self, [own], limit: ViewQuery.limitMax)
        var gaps: [ExecutionRefusal.Reason] = []
        for segment in segments {
            for asked in segment.characteristics {
                let key = CharacteristicKey(sequence: segment.sequence, number: asked.number)
                let place = "operation \(segment.sequence), characteristic \(asked.number)"
                switch last[key] {
                case nil where asked.sampling != nil:
                    // AS9102C asks for all of them, whatever a plan has measured on other units.
                    gaps.append(
                        .init(.notMeasured, "\(place), which its sampling plan may skip and a first article not")
                    )
                case nil: gaps.append(.init(.notMeasured, place))
                case true?: continue
                case false?:
                    let isDisposed = reports.contains {
                        $0.sequence == segment.sequence && $0.characteristic == asked.number && $0.disposition != nil
                    }
                    if !isDisposed { gaps.append(.init(.outOfLimits, place)) }
                }
            }
        }
        guard gaps.isEmpty else { throw ExecutionRefusal(gaps) }
        return !reports.isEmpty
    }

    private struct CharacteristicKey: Hashable {
        let sequence: Int
        let number: Int
    }
}

/// What a first article is signed over: what it says, and what was measured and built in as its forms 2 and 3 show it.
private struct AccountedContent: Encodable {
    let article: FirstArticleState
    let recorded: RecordedContent
}
