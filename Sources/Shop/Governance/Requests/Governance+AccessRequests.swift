public import Boundary
internal import Foundation
public import Journal
internal import PlantModel
internal import Storage

extension Governance {
    // MARK: Asking

    /// Open requests of one person in one compartment, at most.
    static let openRequestsMax = 50

    /// Asks for access: a need to know for the program of a record that was refused. It is recorded in the program's compartment.
    /// - Parameter need: what is asked for; nil where nothing refuses the record.
    /// - Returns: the id of the request.
    /// - Throws: `alreadyPermitted`; `alreadyAsked` where the same person's request for the record waits; `tooManyRequests`, `invalid`, `noAnswer`.
    public func requestAccess(
        _ need: AccessNeed?,
        _ statement: AccessRequestStatement,
        command: CommandID
    ) async throws(GovernanceRefusal) -> AggregateID {
        guard let need else { throw GovernanceRefusal(.alreadyPermitted) }
        try Self.check(statement.reason, "a reason")
        do {
            guard let id = AggregateID(command.bytes) else { throw GovernanceRefusal(.noAnswer) }
            let record = need.record.bytes.hexadecimal
            _ = try await hull.perform(
                JournalCommand(id: command) { context in
                    try Self.check(statement.until, from: context.time)
                    guard let views = context.views else { throw GovernanceRefusal(.noAnswer) }
                    let waiting = TrailTable.states(
                        AccessRequestState.self,
                        try views.writerRows(Self.requests(of: need.person, .asked, limit: Self.openRequestsMax))
                    )
                    if waiting.contains(where: { $0.state.record == record }) {
                        throw GovernanceRefusal(.alreadyAsked)
                    }
                    guard waiting.count < Self.openRequestsMax else { throw GovernanceRefusal(.tooManyRequests) }
                    let state = AccessRequestState(
                        person: need.person,
                        program: need.program,
                        record: record,
                        recordKind: need.kind,
                        reason: statement.reason,
                        until: statement.until.description,
                        asked: context.time,
                        label: need.label.text
                    )
                    return [
                        try Self.draft(
                            AccessRequestEventKind.asked.rawValue,
                            state,
                            id,
                            by: .person(need.person),
                            context
                        )
                    ]
                },
                in: need.compartment
            )
            return id
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// What somebody asked for, the newest first: of each compartment the newest fifty.
    /// - Throws: `noAnswer`.
    public func ownAccessRequests(of person: String) throws(GovernanceRefusal) -> [OwnAccessRequest] {
        var found: [(id: AggregateID, state: AccessRequestState)] = []
        for compartment in Set(places.values).sorted() {
            do throws(BoundaryError) {
                found += TrailTable.states(
                    AccessRequestState.self,
                    try hull.rows(Self.requests(of: person, nil, limit: Self.openRequestsMax), in: compartment)
                )
            } catch {
                // A compartment that is closed has nothing to give.
                if error.code != .unknownCompartment { throw GovernanceRefusal(access: .failed(error)) }
            }
        }
        return found.sorted { $0.state.asked > $1.state.asked }.compactMap { id, state in
            guard let record = AggregateID(hexadecimal: state.record),
                let until = Day(state.grantedUntil ?? state.until),
                let asked = Day(millisecondsSince1970: state.asked)
            else { return nil }
            return OwnAccessRequest(id: id, record: record, asked: asked, until: until, standing: state.standing)
        }
    }

    // MARK: Looking

    /// The requests for access, those that wait first, of these the oldest first.
    /// - Throws: `invalid` where the list has no such last record; `noAnswer`.
    public func accessRequests<Way: Channel>(
        _ standing: OwnAccessRequest.Standing? = nil,
        after last: AggregateID? = nil,
        limit: Int,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> Release<Way> {
        let matches = standing.map { [ViewQuery.Match("state", .equal, [.text($0.rawValue)])] } ?? []
        return try await list(AccessRequest.self, matches, [.init("state"), .init("asked")], after: last, limit, actor)
    }

    /// A request.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    public func accessRequest<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        try await find(AccessRequest.self, id, in: AccessRequest.trail, by: actor)
    }

    /// How often access was asked for since a moment, by program; a compartment that is closed counts nothing.
    /// - Throws: `noAnswer`.
    /// - Complexity: with the requests of that time.
    public func countAccessRequests(since moment: UInt64) throws(GovernanceRefusal) -> [String: Int] {
        var counts: [String: Int] = [:]
        for compartment in Set(places.values).sorted() {
            var after: [ViewValue]?
            repeat {
                let query = ViewQuery(
                    AccessRequest.trail.table.name,
                    columns: ["id", "program"],
                    matches: [ViewQuery.Match("asked", .atLeast, [.integer(Int64(clamping: moment))])],
                    after: after,
                    limit: ViewQuery.limitMax
                )
                do throws(BoundaryError) {
                    let rows = try hull.rows(query, in: compartment)
                    for case .text(let program) in rows.compactMap(\.last) { counts[program, default: 0] += 1 }
                    after = rows.count == ViewQuery.limitMax ? rows.last.map { [$0[0]] } : nil
                } catch {
                    if error.code != .unknownCompartment { throw GovernanceRefusal(access: .failed(error)) }
                    after = nil
                }
            } while after != nil
        }
        return counts
    }

    // MARK: What is asked of texts, days and views

    static func check(_ text: String, _ what: String) throws(GovernanceRefusal) {
        let most = AccessRequestStatement.reasonMax
        guard text.utf8.count <= most, !text.allSatisfy(\.isWhitespace) else {
            throw GovernanceRefusal(.invalid, "\(what) has 1 to \(most) bytes")
        }
    }

    /// A day from today to so many days ahead.
    static func check(_ last: Day, from now: UInt64) throws(GovernanceRefusal) {
        let ahead = AccessRequestStatement.daysMax
        guard let today = Day(millisecondsSince1970: now),
            let latest = Day(millisecondsSince1970: now + ahead * 86_400_000), today <= last, last <= latest
        else { throw GovernanceRefusal(.invalid, "the last day is one from today to \(ahead) days ahead") }
    }

    private static func requests(of person: String, _ standing: OwnAccessRequest.Standing?, limit: Int) -> ViewQuery {
        let states = standing.map { [ViewQuery.Match("state", .equal, [.text($0.rawValue)])] } ?? []
        return AccessRequest.trail.whole(
            [ViewQuery.Match("person", .equal, [.text(person)])] + states,
            order: [ViewQuery.Order("asked", descending: true)],
            limit: limit
        )
    }
}
