@_spi(Exits) import Boundary
import Journal
import PlantModel
import Storage

extension Observer {
    mutating func permit(_ place: Place, _ serial: String) async throws {
        for item in try records(place, .visitor, Screen(), serial: serial) {
            do throws(AccessRefusal) {
                _ = try await instance.boundary.permit(
                    .edit,
                    of: item,
                    by: Look.Reader.visitor.subject,
                    through: Screen()
                )
                say("may be changed")
            } catch {
                say("change: \(error)")
                if case .denied(let denial) = error { say("what would permit it: \(denial.remedies())") }
            }
        }
    }

    /// An item of one's own: its id is the server's, and its serial has to be new among what one may see.
    mutating func write(_ place: Place, _ serial: String, _ body: String) async throws {
        let admission = try admission(place, .visitor, ["serial"])
        let item = ItemValues(
            id: instance.random.randomBytes(16),
            program: WorldPlant.open,
            serial: serial,
            amount: 1,
            body: body,
            note: nil
        )
        let draft = try instance.draft(item, in: place)
        let query = ViewQuery(
            Item.table.name,
            columns: ["id"],
            matches: [ViewQuery.Match("serial", .equal, [.text(serial)])],
            limit: 1
        )
        let command = JournalCommand(id: try instance.command()) { context in
            guard let views = context.views else { throw WorldFailure("no views") }
            if try views.count(query, admitting: admission) > 0 { throw WorldFailure("the serial is taken") }
            return [draft]
        }
        do {
            let receipt = try await instance.logs.writer(Instance.name(place)).perform(command)
            say("written \(item.id)")
            if place == .shop { try say(receipt) }
        } catch let failure as WorldFailure {
            say("not written: \(failure)")
        }
    }

    /// A command under an id that restricted commands may have had, twice.
    mutating func repeatedCommand() async throws {
        let item = ItemValues(
            id: instance.random.randomBytes(16),
            program: WorldPlant.open,
            serial: "again",
            amount: 2,
            body: "again",
            note: nil
        )
        let command = JournalCommand(id: try instance.command(), drafts: [try instance.draft(item, in: .shop)])
        let writer = try await instance.logs.writer(Instance.name(.shop))
        for _ in 0..<2 { try say(try await writer.perform(command)) }
    }

    private mutating func say(_ receipt: Receipt) throws {
        say("receipt \(receipt.sequences) \(receipt.isRepeated)")
        say(String(decoding: receipt.checkpoint.bytes, as: UTF8.self))
        for sequence in receipt.sequences {
            say(String(decoding: try receipt.proof(of: sequence).bytes, as: UTF8.self))
        }
    }

    mutating func retention(_ place: Place, _ serial: String) async throws {
        let schedule = try instance.boundary.retention(of: WorldPlant.open, at: "main")
        say("keep \(schedule.retain.map(\.description)), destroy \(schedule.purge.map(\.description))")
        guard let day = Day("2026-11-20") else { throw WorldFailure("no day") }
        for item in try records(place, .visitor, Screen(), serial: serial) {
            let decision = try await instance.boundary.decidePurge(
                of: item,
                under: schedule,
                triggers: ["delivery": day, "completion": day],
                by: Look.Reader.visitor.subject
            )
            say("purge \(decision.isPermitted) by \(decision.policies)")
            say("kept until \(decision.retention.keptUntil.map(\.description) ?? "?")")
            say("holds \(decision.retention.holds.count), clashes \(decision.retention.clashes.map(\.description))")
        }
    }

    mutating func proofs() throws {
        guard let log = try StoredLog(instance.engine.openLog(Instance.name(.shop), create: false)) else {
            say("an empty log")
            return
        }
        say("size \(log.head.size), root \(log.head.root)")
        for sequence in stride(from: UInt64(0), to: log.head.size, by: max(1, Int(log.head.size / 4))) {
            say(String(decoding: try log.receipt(for: sequence).bytes, as: UTF8.self))
            if sequence > 0 { say("\(try log.consistency(from: sequence).path)") }
        }
    }

    /// What an auditor of the shop takes away.
    mutating func bundle() async throws {
        guard let log = try StoredLog(instance.engine.openLog(Instance.name(.shop), create: false)) else {
            say("an empty log")
            return
        }
        var reader = LogReader(try await instance.logs.writer(Instance.name(.shop)).log)
        let start = log.head.size > 12 ? log.head.size - 12 : 0
        var entries: [AuditBundle.Entry] = []
        for event in try reader.openedEvents(start..<log.head.size) {
            entries.append(
                AuditBundle.Entry(
                    entry: event.event.encoded,
                    proof: try InclusionProof(
                        index: event.event.sequence,
                        size: log.head.size,
                        from: log.tree
                    ),
                    opened: event.opened
                )
            )
        }
        let bytes = try AuditBundle(checkpoint: log.checkpoint, entries: entries).encoded()
        say("bundle of \(bytes.count) bytes")
        say(String(decoding: bytes, as: UTF8.self))
    }
}
