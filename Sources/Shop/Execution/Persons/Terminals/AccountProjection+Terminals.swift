internal import Journal
internal import Storage

extension AccountProjection {
    static let terminals = ViewTable(
        "terminal",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("name", .text), ViewColumn("zone", .text, isNullable: true),
            ViewColumn("country", .text), ViewColumn("registered_by", .text), ViewColumn("registered_at", .integer),
        ],
        key: ["id"],
        label: nil,
        indexes: [["name"]]
    )
    static let terminalCodes = ViewTable(
        "terminal_code",
        columns: [
            ViewColumn("id", .bytes), ViewColumn("hash", .bytes), ViewColumn("expires", .integer),
            ViewColumn("given_by", .text),
        ],
        key: ["id"],
        label: nil
    )
    static let terminalCredentials = ViewTable(
        "terminal_credential",
        columns: [ViewColumn("id", .bytes), ViewColumn("hash", .bytes), ViewColumn("expires", .integer)],
        key: ["id"],
        label: nil
    )

    /// Rows of what an event says of a terminal; nil for one that is of none.
    static func terminalChanges(for event: RecordedEvent) -> [RowChange]? {
        switch event.event.kind {
        case TerminalEvent.Registered.kind:
            guard let registered = AccountEvent.read(TerminalEvent.Registered.self, event.payload),
                let id = key(registered.terminal)
            else { return [] }
            return [
                .put(
                    table: terminals.name,
                    row: [
                        id, .text(registered.name), registered.zone.map { .text($0) } ?? .null,
                        .text(registered.country), .text(event.event.subject), .integer(Int64(event.event.time)),
                    ]
                )
            ]
        case TerminalEvent.CodeGiven.kind:
            guard let given = AccountEvent.read(TerminalEvent.CodeGiven.self, event.payload),
                let id = key(given.terminal)
            else { return [] }
            return [
                .put(
                    table: terminalCodes.name,
                    row: [id, .bytes(Array(given.hash)), .integer(given.expires), .text(event.event.subject)]
                ),
                .remove(table: terminalCredentials.name, key: [id]),
            ]
        case TerminalEvent.Enrolled.kind:
            guard let enrolled = AccountEvent.read(TerminalEvent.Enrolled.self, event.payload),
                let id = key(enrolled.terminal)
            else { return [] }
            return [
                .put(
                    table: terminalCredentials.name,
                    row: [id, .bytes(Array(enrolled.hash)), .integer(enrolled.expires)]
                ),
                .remove(table: terminalCodes.name, key: [id]),
            ]
        case TerminalEvent.Withdrawn.kind:
            guard let withdrawn = AccountEvent.read(TerminalEvent.Withdrawn.self, event.payload),
                let id = key(withdrawn.terminal)
            else { return [] }
            return [terminals, terminalCodes, terminalCredentials].map { .remove(table: $0.name, key: [id]) }
        default: return nil
        }
    }

    private static func key(_ hexadecimal: String) -> ViewValue? {
        AggregateID(hexadecimal: hexadecimal).map { .bytes($0.bytes) }
    }
}
