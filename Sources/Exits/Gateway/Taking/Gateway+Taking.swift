internal import Boundary
internal import Crypto
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

/// What came of taking a file. It says how much, and nothing of what: a file may hold records of programs that its reader may not know of.
public struct TakeReport: Sendable, Equatable {
    /// Records that were taken.
    public internal(set) var records = 0
    /// Pieces that are no records of the flow; they are kept as dead letters.
    public internal(set) var deadLetters = 0
    /// Fields of the file that the flow does not declare, and that were withheld.
    public internal(set) var undeclaredFields = 0
    /// Whether anything of it had not been taken before.
    public internal(set) var isNew = false
}

extension Gateway {
    /// Bytes of a file at most.
    public static let fileBytesMax = 256 << 20

    /// Takes all records of a file. The same file, by its name and content, is taken once however often this is asked.
    /// - Throws: `GatewayRefusal`. What was taken before stays taken, and is not taken again the next time.
    public func take(_ bytes: [UInt8], named name: String, for flow: CarriedFlow) async throws -> TakeReport {
        guard bytes.count <= Self.fileBytesMax else {
            throw GatewayRefusal(.folder, "\(name): \(bytes.count) bytes; a file has at most \(Self.fileBytesMax)")
        }
        try flow.format.check(bytes)
        try checkRoom(for: flow)
        let file = Array(SHA256.hash(data: Data(bytes))) + Array(name.utf8)
        var intake = Intake(flow, file: file)
        var reader = flow.format.reader()
        var start = 0
        while start < bytes.count {
            let end = min(start + 64 << 10, bytes.count)
            for piece in try reader.append(bytes[start..<end]) { try add(piece, to: &intake) }
            start = end
            if intake.full.count >= windowMax || intake.deadBytes > Intake.deadBytesMax {
                try await record(&intake)
            }
        }
        for piece in try reader.finish() {
            try add(piece, to: &intake)
            // Of some formats all of it comes at the end.
            if intake.full.count >= windowMax { try await record(&intake) }
        }
        intake.close()
        try await record(&intake)
        let undeclared = reader.undeclared.counts
        try await recordUndeclared(
            undeclared,
            of: flow,
            as: GatewayID.bytes("undeclared", [file, Array(flow.id.utf8)])
        )
        intake.report.undeclaredFields = undeclared.count
        return intake.report
    }

    private func add(_ piece: ReadPiece, to intake: inout Intake) throws(GatewayRefusal) {
        let mapped = try RecordMapping(intake.flow).map(piece, in: self)
        intake.add(piece, mapped, hosted: places)
    }

    private func checkRoom(for flow: CarriedFlow) throws {
        for compartment in compartments {
            let waiting = try rows(
                ViewQuery(
                    GatewayProjection.queue.name,
                    columns: ["position"],
                    matches: [ViewQuery.Match("flow", .equal, [.text(flow.id)])],
                    limit: Self.waitingMax
                ),
                in: compartment
            )
            guard waiting.count < Self.waitingMax else {
                throw GatewayRefusal(
                    .outboxFull,
                    "\(waiting.count) batches of the flow '\(flow.id)' wait to be sent; nothing more is taken until they are"
                )
            }
        }
    }

    /// Records what an intake has, a command for each compartment.
    private func record(_ intake: inout Intake) async throws {
        let batches = intake.full
        intake.full = []
        intake.report.isNew = try await record(batches, of: intake.flow) || intake.report.isNew
        let letters = intake.dead
        intake.dead = []
        intake.deadBytes = 0
        try await record(letters, of: intake.flow)
        try after?(.taken)
    }

    /// Records batches that are not there yet, in every compartment at once.
    /// - Returns: whether any was not.
    func record(_ batches: [TakenBatch], of flow: CarriedFlow) async throws -> Bool {
        let groups = Dictionary(grouping: batches, by: { places[$0.program] })
            .compactMap { place, group in place.map { (compartment: $0, batches: group) } }
            .sorted { $0.compartment < $1.compartment }
        return try await Gateway.together(groups) { group in
            try await record(group.batches, of: flow, in: group.compartment)
        }.map { try $0.get() }.contains(true)
    }

    private func record(
        _ batches: [TakenBatch],
        of flow: CarriedFlow,
        in compartment: CompartmentName
    ) async throws -> Bool {
        var drafts: [(id: [UInt8], draft: EventDraft)] = []
        for batch in batches {
            let labelled = try labelled(batch, flow)
            drafts.append((batch.id, try event(GatewayEvent.taken, about: labelled, labelled.payload)))
        }
        let waiting = drafts
        let command = JournalCommand(
            id: try GatewayID.command("take", batches.map(\.id)),
            reads: Set(batches.compactMap { AggregateID($0.id) })
        ) { context in
            let known = try Self.known(waiting.map(\.id), context)
            let new = waiting.filter { !known.contains($0.id) }.map(\.draft)
            guard !new.isEmpty else { throw NothingToDo() }
            return new
        }
        do {
            return try await !hull.perform(command, in: compartment).isRepeated
        } catch is NothingToDo {
            return false
        } catch {
            throw GatewayRefusal(.noAnswer, "\(compartment): \(error)")
        }
    }

    /// The batch with what restricts values of each of its classes now.
    private func labelled(_ batch: TakenBatch, _ flow: CarriedFlow) throws -> TakenBatch {
        var labels: [DataClass: String] = [:]
        for dataClass in Set(flow.messages.fields.map(\.dataClass) + [batch.holds]) {
            labels[dataClass] = try label(of: dataClass, program: batch.program).text
        }
        return TakenBatch(
            id: batch.id,
            flow: batch.flow,
            program: batch.program,
            holds: batch.holds,
            fields: batch.fields,
            labels: labels,
            findings: batch.findings,
            records: batch.records
        )
    }

    /// Those of some batches that are recorded already.
    static func known(_ ids: [[UInt8]], _ context: JournalCommand.Context) throws -> Set<[UInt8]> {
        let rows = try context.views?.writerRows(
            ViewQuery(
                GatewayProjection.state.name,
                columns: ["batch"],
                matches: [ViewQuery.Match("batch", .equal, ids.map(ViewValue.bytes))],
                limit: max(1, ids.count)
            )
        )
        return Set((rows ?? []).compactMap { if case .bytes(let id) = $0[0] { id } else { nil } })
    }

    /// What is no record lies with its program where that could be told and is hosted here; elsewhere nobody may see it.
    private func record(_ letters: [Intake.Dead], of flow: CarriedFlow) async throws {
        let holds = flow.messages.holds.value
        for (compartment, group) in Dictionary(
            grouping: letters,
            by: { letter in
                letter.program.flatMap { places[$0] } ?? common
            }
        ).sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: group.count, by: 200) {
                let part = group[start..<min(start + 200, group.count)]
                var drafts: [EventDraft] = []
                for letter in part {
                    let program = letter.program.flatMap { places[$0] == nil ? nil : $0 }
                    let label = try program.map { try self.label(of: holds, program: $0).text } ?? "*"
                    drafts.append(
                        try draft(
                            GatewayEvent.dead,
                            letter.id,
                            by: .system("gateway"),
                            label: label,
                            program: program,
                            try GatewayEvent.payload(letter.content),
                            holds
                        )
                    )
                }
                try await perform(
                    JournalCommand(id: try GatewayID.command("dead", part.map(\.id)), drafts: drafts),
                    in: compartment
                )
            }
        }
    }

    /// That fields were withheld because nobody declared them. Their names came from the file, so nobody may see them but who may see all.
    func recordUndeclared(_ names: [String: Int], of flow: CarriedFlow, as id: [UInt8]) async throws {
        guard !names.isEmpty else { return }
        try await record(
            GatewayEvent.undeclared,
            try GatewayEvent.payload(GatewayEvent.Undeclared(flow: flow.id, names: names)),
            of: flow,
            as: id
        )
    }
}

/// The records of one file on their way into the journal: those of each program by themselves, so that how many another program has
/// changes nothing of its batches.
struct Intake {
    struct Dead {
        let id: [UInt8]
        let program: String?
        let content: GatewayEvent.DeadLetter
    }

    static let deadBytesMax = 4 << 20

    let flow: CarriedFlow
    let file: [UInt8]
    private var open: [String: [TakenRecord]] = [:]
    private var counts: [String: Int] = [:]
    var full: [TakenBatch] = []
    var dead: [Dead] = []
    var deadBytes = 0
    var report = TakeReport()

    init(_ flow: CarriedFlow, file: [UInt8]) {
        self.flow = flow
        self.file = file
    }

    mutating func add(_ piece: ReadPiece, _ mapped: MappedPiece, hosted: [String: CompartmentName]) {
        switch mapped {
        case .record(let record, let program) where hosted[program] != nil:
            report.records += 1
            open[program, default: []].append(record)
            if (open[program]?.count ?? 0) >= TakenBatch.recordsMax { cut(program) }
        case .record:
            die(piece, "the plan gives its program no place in this instance", nil)
        case .dead(let reason, let program): die(piece, reason, program)
        }
    }

    /// Ends every batch.
    mutating func close() {
        for program in open.keys.sorted() { cut(program) }
    }

    private mutating func cut(_ program: String) {
        guard let records = open.removeValue(forKey: program), !records.isEmpty else { return }
        let number = counts[program, default: 0]
        counts[program] = number + 1
        full.append(
            TakenBatch(
                id: GatewayID.bytes(
                    "batch",
                    [file, Array(flow.id.utf8), Array(program.utf8), Array("\(number)".utf8)]
                ),
                flow: flow.id,
                program: program,
                holds: flow.messages.holds.value,
                fields: flow.messages.fields.map(\.name),
                labels: [:],
                records: records
            )
        )
    }

    private mutating func die(_ piece: ReadPiece, _ reason: String, _ program: String?) {
        let raw = piece.raw()
        report.deadLetters += 1
        deadBytes += raw.count
        dead.append(
            Dead(
                id: GatewayID.bytes("dead", [file, Array(flow.id.utf8), Array("\(piece.line)".utf8)]),
                program: program,
                content: GatewayEvent.DeadLetter(
                    flow: flow.id,
                    line: piece.line,
                    reason: reason,
                    raw: Data(raw),
                    head: piece.head.map { Data($0) }
                )
            )
        )
    }
}
