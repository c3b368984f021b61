public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Blind containment: a gauge or a lot belongs to no program, what it touched does. Who finds it bad says so once, in the common compartment; every
// compartment of a program then looks for itself and holds what it has. Both cite each other by salted commitments, so that neither log tells the
// other's reader anything, and who said it learns that the holds were placed, and no more: each compartment answers in the same way whether it
// holds a thousand units or none.
extension Execution {
    /// Units that one event of a containment holds.
    private static let unitsOfEvent = 200
    /// Who acts where no person does.
    private static let itself = Subject.system("containment")

    /// Says that a gauge or a lot is suspect: it may not be used from then on, and all that it touched is held. What is said is recorded; the holds are
    /// placed beside all else that the instance does, and the answer takes no longer where there are many. A start goes on with what was cut off.
    ///
    /// Nobody stops it half way: units that are in doubt would go on, and whose they are is not known to who said it. It ends as it is lifted, unit by unit,
    /// by who disposes of the nonconformances.
    /// - Returns: the containment. Where a compartment did not answer it is there and not yet placed: ``place(containment:by:)`` goes on with it.
    /// - Throws: `gaugeMissing`, `lotMissing`, `invalid`, `notQuality`; nothing happened then.
    public func contain<Way: Channel>(_ report: ContainmentReport, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        let reasonMax = NonconformanceReport.descriptionBytesMax / 2
        guard (1...reasonMax).contains(report.reason.utf8.count) else {
            throw ExecutionRefusal(
                .invalid,
                "reason: it has 1 to \(reasonMax) bytes, this one \(report.reason.utf8.count)"
            )
        }
        let permission = try await permit(new: Containment.self, of: nil, key, in: common, by: asker)
        let isRepeated = try await record(key, by: asker.subject, in: common, under: [permission], reads: nil) {
            // Who may report what is wrong with one unit may not hold those of every program for that.
            guard try $0.mayApprove("quality", of: "containment", in: [], beside: Self.itself.description) else {
                throw ExecutionRefusal(.notQuality)
            }
            return [try $0.containing(report, key.made)]
        }
        beginPlacing(key.made)
        return CommandResult(record: key.made, isRepeated: isRepeated)
    }

    /// Goes on with a containment that was not placed everywhere, beside all else that the instance does.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    public func place<Way: Channel>(containment id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal) {
        _ = try await permit(.edit, Containment.self, id, in: common, by: asker)
        beginPlacing(id)
    }

    /// Whether this instance is placing a containment now, or will in its turn; one that is neither waits for somebody to go on with it.
    public func isPlacing(containment id: RecordID) -> Bool { placing.holds(id) }

    /// Waits until no containment is being placed.
    public func placingSettled() async { await placing.settled() }

    private func beginPlacing(_ id: RecordID) {
        // One that fails stays as it is recorded, and its page says so.
        placing.add(id) { try? await place(id) }
    }

    /// Goes on with all that were cut off, as by a crash. An instance does so when it starts.
    /// - Returns: how many are still not placed everywhere.
    public func placeContainments() async throws(ExecutionRefusal) -> Int {
        let open = try hull.states(
            ContainmentState.self,
            [.init("state", .equal, [.text("placing")])],
            limit: Self.listMax,
            in: common
        )
        var left = 0
        for containment in open {
            do throws(ExecutionRefusal) { try await place(containment.id) } catch { left += 1 }
        }
        return left
    }

    /// Containments, the last one first.
    public func containments<Way: Channel>(after last: RecordID? = nil, limit: Int, by asker: Asker<Way>)
        async throws(ExecutionRefusal) -> Release<Way>
    {
        try await list(Containment.self, [], order: ["-raised"], after: last, limit, by: asker)
    }

    /// A containment.
    public func containment<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        try await find(Containment.self, id, in: common, by: asker)
    }

    // MARK: Placing

    private func place(_ id: RecordID) async throws(ExecutionRefusal) {
        guard
            let containment = try hull.states(
                ContainmentState.self,
                ContainmentState.isRecord(id),
                limit: 1,
                in: common
            )
            .first
        else { throw ExecutionRefusal(.notFound) }
        guard !containment.isPlaced else { return }
        do {
            // Recorded once, whoever places it and however often: it is what the compartments cite.
            let spread = try await recorded(
                Self.key(id, "spread"),
                by: Self.itself,
                in: common,
                under: [],
                reads: []
            ) {
                var event = try $0.event(of: nil, [.nonconformances])
                event.received = containment
                return [Recording(.containmentSpread, id, .nonconformances, event)]
            }
            var answers: [Commitment] = []
            for place in programPlaces {
                // Under a salt of its own for each, so that what two of them cite has nothing in common.
                let source = try citation(of: spread, in: common)
                answers.append(try await hold(containment, in: place, citing: source))
            }
            let cited = answers
            _ = try await record(try Self.key(id, "placed"), by: Self.itself, in: common, under: [], reads: nil) {
                guard var state = try $0.view.state(ContainmentState.self, id) else {
                    throw ExecutionRefusal(.notFound)
                }
                if state.isPlaced { throw AlreadySo() }
                state.isPlaced = true
                var event = try $0.event(of: nil, [.nonconformances])
                event.containments = [state]
                var recording = Recording(.containmentPlaced, id, .nonconformances, event)
                recording.citations = cited
                return [recording]
            }
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    /// Has a compartment hold what it has, and answer.
    /// - Returns: what the common log cites of the answer.
    private func hold(_ containment: ContainmentState, in place: CompartmentName, citing source: Citation)
        async throws -> Commitment
    {
        var round = 0
        // Rounds that were recorded before a crash are gone through again, and record nothing.
        while try await holdSome(containment, in: place, round) != nil { round += 1 }
        // The same answer from whoever holds something and from whoever does not.
        let answer = try Self.key(containment.id, "received")
        let opening = CitationOpening(source)
        let received = try await recorded(answer, by: Self.itself, in: place, under: [], reads: []) {
            var event = try $0.event(of: nil, [.nonconformances])
            event.received = containment
            event.openings = [opening]
            var recording = Recording(.containmentReceived, containment.id, .nonconformances, event)
            recording.citations = [source.commitment]
            return [recording]
        }
        let own = try citation(of: received, in: place)
        // What opens it is kept here, where who reads it may know of the answer; after a crash it is kept anew, beside a new citation.
        let kept = try Self.key(containment.id, "opening \(own.salt.hexadecimal)")
        _ = try await record(kept, by: Self.itself, in: place, under: [], reads: []) {
            var event = try $0.event(of: nil, [.nonconformances])
            event.openings = [CitationOpening(own)]
            return [Recording(.containmentCited, containment.id, .nonconformances, event)]
        }
        return own.commitment
    }

    /// Holds units that are not held yet, up to so many.
    /// - Returns: nil where there are none left.
    private func holdSome(_ containment: ContainmentState, in place: CompartmentName, _ round: Int) async throws
        -> Receipt?
    {
        let command = try Self.key(containment.id, "hold \(round)")
        return try await recorded(command, by: Self.itself, in: place, under: [], reads: nil) { context in
            let recordings = try context.holding(containment, limit: Self.unitsOfEvent)
            guard !recordings.isEmpty else { throw AlreadySo() }
            return recordings
        }
    }

    private func citation(of receipt: Receipt?, in place: CompartmentName) throws -> Citation {
        guard let sequence = receipt?.sequences.first else { throw ExecutionRefusal(.noAnswer) }
        return try hull.citation(of: sequence, in: place)
    }

    /// The key of a step of a containment, so that each is done once.
    private static func key(_ id: RecordID, _ step: String) throws(ExecutionRefusal) -> CommandKey {
        guard let key = CommandKey("\(id) \(step)", of: itself) else { throw ExecutionRefusal(.noAnswer) }
        return key
    }
}

extension DecisionContext {
    fileprivate func containing(_ report: ContainmentReport, _ id: RecordID) throws -> Recording {
        var event = try event(of: nil, [.nonconformances, .inspectionRecords, .materialUse])
        let source = FactSource(source: "containment", asOf: today.description)
        let state: ContainmentState
        switch report.suspect {
        case .gauge(let tag, let lastGood):
            if lastGood.isAfter(today.description) {
                throw ExecutionRefusal(.invalid, "since: the last good calibration was not after today")
            }
            guard let known = try view.states(GaugeState.self, [.init("tag", .equal, [.text(tag)])], limit: 1).first
            else { throw ExecutionRefusal(.gaugeMissing, tag) }
            var gauge = known.gauge
            gauge.isUsable = false
            event.gauges = [GaugeState(id: known.id, gauge: gauge, stated: source)]
            state = containment(id, .gauge, known.id, tag, since: lastGood.description, report)
        case .lot(let number, let part):
            let matches = [
                ViewQuery.Match("number", .equal, [.text(number)]), .init("part_number", .equal, [.text(part)]),
            ]
            guard let known = try view.states(MaterialLotState.self, matches, limit: 1).first else {
                throw ExecutionRefusal(.lotMissing, number)
            }
            var lot = known.lot
            lot.isUsable = false
            event.lots = [MaterialLotState(id: known.id, lot: lot, stated: source)]
            state = containment(id, .lot, known.id, number, since: nil, report)
        }
        event.containments = [state]
        return Recording(.contained, id, .nonconformances, event)
    }

    private func containment(
        _ id: RecordID,
        _ kind: ContainmentState.Kind,
        _ item: RecordID,
        _ number: String,
        since: String?,
        _ report: ContainmentReport
    ) -> ContainmentState {
        ContainmentState(
            id: id,
            kind: kind,
            item: item,
            number: number,
            since: since,
            reason: report.reason,
            raisedBy: worker,
            raised: now
        )
    }

    /// Events that hold the next units which it touched, one for each program.
    fileprivate func holding(_ containment: ContainmentState, limit: Int) throws -> [Recording] {
        var units: [WorkUnitState] = []
        let touched = try touched(by: containment)
        for start in stride(from: 0, to: touched.count, by: Self.idsOfQuery) where units.count < limit {
            let ids = touched[start..<min(start + Self.idsOfQuery, touched.count)]
            let held = try heldAlready(ids, by: containment)
            let open = ids.filter { !held.contains($0) }
            guard !open.isEmpty else { continue }
            units += try view.states(
                WorkUnitState.self,
                [.init("id", .equal, open.map(\.value))],
                limit: Self.idsOfQuery
            ).filter { !$0.phase.isGone }.prefix(limit - units.count)
        }
        return try Dictionary(grouping: units, by: \.program).sorted { $0.key < $1.key }.map { program, units in
            try holding(containment, units, of: program)
        }
    }

    /// Ids that one query asks for.
    private static let idsOfQuery = 500

    /// Those of the units that this containment holds, or held until somebody disposed of it.
    private func heldAlready(_ units: ArraySlice<RecordID>, by containment: ContainmentState) throws -> Set<RecordID> {
        let byReport = Dictionary(units.map { (containment.id.derived("hold \($0)").value, $0) }) { first, _ in first }
        let query = ViewQuery(
            Nonconformance.declaration.table.name,
            columns: ["id"],
            matches: [.init("id", .equal, Array(byReport.keys))],
            limit: Self.idsOfQuery
        )
        return Set(try view.views.writerRows(query).compactMap { $0.first.flatMap { byReport[$0] } })
    }

    private func holding(_ containment: ContainmentState, _ units: [WorkUnitState], of program: String) throws
        -> Recording
    {
        var event = try event(of: program, [.orders, .workInstructions, .nonconformances])
        var held = HeldUnits()
        var reports: [NonconformanceState] = []
        for unit in units {
            let id = containment.id.derived("hold \(unit.id)")
            reports.append(
                NonconformanceState(
                    id: id,
                    unit: unit.id,
                    serial: unit.serial,
                    sequence: unit.sequence,
                    pass: unit.pass,
                    characteristic: nil,
                    description: containment.description,
                    raisedBy: worker,
                    raised: now
                )
            )
            held.hold([unit] + (try ancestors(of: unit)), by: id)
        }
        event.units = held.units
        event.nonconformances = reports
        try addEscapes(of: held.units, because: containment.id, containment.description, to: &event, of: program)
        return Recording(.nonconforming, containment.id, .nonconformances, event)
    }

    /// The units that a suspect gauge measured since its last good calibration, or that a suspect lot went into, in the order of their ids.
    private func touched(by containment: ContainmentState) throws -> [RecordID] {
        let (table, match, time): (String, ViewQuery.Match, String?) =
            switch containment.kind {
            case .gauge:
                (
                    Measurement.declaration.table.name, .init("gauge", .equal, [.text(containment.number)]),
                    "measured"
                )
            case .lot: (Consumption.declaration.table.name, .init("item", .equal, [containment.item.value]), nil)
            }
        let columns = ["id", "unit"] + [time].compactMap { $0 }
        var found: Set<[UInt8]> = []
        var last: [ViewValue]?
        while true {
            let query = ViewQuery(table, columns: columns, matches: [match], after: last, limit: ViewQuery.limitMax)
            let rows = try view.views.writerRows(query)
            for row in rows {
                guard case .bytes(let unit) = row[1] else { continue }
                if time != nil, let since = containment.since, case .integer(let measured) = row[2],
                    let day = Day(millisecondsSince1970: UInt64(clamping: measured)), day.description < since
                {
                    continue
                }
                found.insert(unit)
            }
            guard rows.count == ViewQuery.limitMax, let end = rows.last?[0] else { break }
            last = [end]
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { AggregateID($0).map { RecordID($0) } }
    }
}
