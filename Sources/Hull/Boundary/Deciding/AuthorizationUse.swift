internal import Cedar
public import Journal
public import Storage

/// Uses of authorizations with a limit, as the log of a compartment has them: one event each, recorded with what rests on the authorization.
public struct AuthorizationUse: RecordProjection {
    static let kind = "authorization.used"

    static let table = ViewTable(
        "authorization_use",
        columns: [
            ViewColumn("sequence", .integer), ViewColumn("authorization", .text, isNullable: true),
        ],
        key: ["sequence"],
        label: nil,
        indexes: [["authorization"]]
    )

    /// A projection of uses.
    public init() {}

    /// Of this form.
    public var version: Int { 1 }
    /// The table of uses.
    public var tables: [ViewTable] { [Self.table] }

    /// The row of a use. Of one that was shredded it is not known what was used: it counts for every authorization.
    public func changes(for event: RecordedEvent, labels: inout LabelNumbers) -> [RowChange] {
        guard event.event.kind == Self.kind else { return [] }
        let node = event.payload.flatMap { try? JSONNode(parsing: $0, file: Self.kind) }
        let id = node?["authorization"]?.text.map(ViewValue.text) ?? .null
        return [.put(table: Self.table.name, row: [.integer(Int64(clamping: event.event.sequence)), id])]
    }

    /// How often each was used.
    /// - Complexity: with the number of uses.
    static func counts(in views: any ViewStore) throws(StorageError) -> [String: UInt64] {
        var counts: [String: UInt64] = [:]
        var after: [ViewValue]?
        repeat {
            let query = ViewQuery(
                table.name,
                columns: ["sequence", "authorization"],
                after: after,
                limit: ViewQuery.limitMax
            )
            let rows = try views.writerRows(query)
            for row in rows {
                if case .text(let id) = row[1] {
                    counts[id, default: 0] += 1
                } else {
                    counts[AuthorizationUses.unread, default: 0] += 1
                }
            }
            after = rows.count == ViewQuery.limitMax ? rows.last.map { [$0[0]] } : nil
        } while after != nil
        return counts
    }
}
