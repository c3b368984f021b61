internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What the writer keeps of a record of a program's trail. Each event says all of it as it is from then on.
protocol TrailState: EventContent, Sendable {
    var program: String { get }
    var label: String { get }
}

extension TrailTable {
    /// A record with what the writer keeps of it; none where it is not there.
    func whole(_ id: AggregateID) -> ViewQuery {
        whole([ViewQuery.Match("id", .equal, [.bytes(id.bytes)])], limit: 1)
    }

    /// Records with what the writer keeps of them.
    func whole(_ matches: [ViewQuery.Match], order: [ViewQuery.Order] = [], limit: Int) -> ViewQuery {
        ViewQuery(table.name, columns: ["id", Self.stateColumn], matches: matches, order: order, limit: limit)
    }

    /// What the writer keeps, of the rows that ``whole(_:order:limit:)`` asks for; without those that say nothing of the kind.
    static func states<State: TrailState>(_ type: State.Type, _ rows: [[ViewValue]]) -> [(
        id: AggregateID, state: State
    )] {
        rows.compactMap { row in
            guard row.count == 2, case .bytes(let bytes) = row[0], case .text(let text) = row[1],
                let id = AggregateID(bytes), let state = State(Array(text.utf8))
            else { return nil }
            return (id, state)
        }
    }
}

extension Governance {
    /// Where a record of a trail is; where there is none, somewhere that has none.
    func compartment(of id: AggregateID, in trail: TrailTable) -> CompartmentName {
        let query = trail.whole(id)
        let all = Set(places.values).sorted()
        return all.first { (try? hull.rows(query, in: $0).first) != nil } ?? all.first ?? hull.control
    }

    /// A record of a trail, as somebody may see it.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    func find<Entry: LabelledRecord, Way: Channel>(
        _ type: Entry.Type,
        _ id: AggregateID,
        in trail: TrailTable,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> Release<Way> {
        do throws(AccessRefusal) {
            return try await hull.boundary.find(
                type,
                id,
                in: compartment(of: id, in: trail),
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(access: error)
        }
    }

    /// An event of a record of a trail.
    static func draft(
        _ kind: String,
        _ state: some TrailState,
        _ id: AggregateID,
        by subject: Subject,
        _ context: JournalCommand.Context
    ) throws -> EventDraft {
        EventDraft(
            subject: subject.description,
            kind: kind,
            aggregate: id,
            label: state.label,
            payload: try state.encoded(),
            scope: DataKeyScope(
                program: state.program,
                retentionClass: DataClass.auditTrail.rawValue,
                period: String(try today(context).description.prefix(7))
            )
        )
    }
}
