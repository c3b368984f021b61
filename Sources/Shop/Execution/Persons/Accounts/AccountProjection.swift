public import Boundary
public import Journal
public import Storage

/// Accounts as rows of the control compartment's views. They are looked up to sign somebody in, and never shown.
public struct AccountProjection: RecordProjection {
    static let accounts = ViewTable(
        "account",
        columns: [
            ViewColumn("person", .text), ViewColumn("badge", .text), ViewColumn("name", .text),
            ViewColumn("home", .text), ViewColumn("administers", .truth), ViewColumn("closed", .truth),
        ],
        key: ["person"],
        label: nil,
        indexes: [["badge"]]
    )
    static let secrets = ViewTable(
        "account_secret",
        columns: [
            ViewColumn("person", .text), ViewColumn("use", .text), ViewColumn("hash", .json),
            ViewColumn("expires", .integer, isNullable: true),
        ],
        key: ["person", "use"],
        label: nil
    )
    static let generators = ViewTable(
        "account_generator",
        columns: [ViewColumn("person", .text), ViewColumn("secret", .bytes)],
        key: ["person"],
        label: nil
    )
    static let attempts = ViewTable(
        "account_attempt",
        columns: [
            ViewColumn("person", .text), ViewColumn("failures", .integer), ViewColumn("time", .integer),
            ViewColumn("step", .integer, isNullable: true),
        ],
        key: ["person"],
        label: nil
    )

    static let systemKeys = ViewTable(
        "system_key",
        columns: [ViewColumn("system", .text), ViewColumn("hash", .bytes)],
        key: ["system"],
        label: nil
    )

    static let badges = ViewTable(
        "account_badge",
        columns: [
            ViewColumn("person", .text), ViewColumn("badge", .text), ViewColumn("code", .text),
            ViewColumn("issue", .integer), ViewColumn("print", .bytes),
        ],
        key: ["person"],
        label: nil,
        indexes: [["code"], ["print"]]
    )

    /// Raised when rows are made otherwise.
    public let version = 5

    /// The projection has no state.
    public init() {}

    /// Accounts, their secrets, their attempts and their printed badges; keys of systems; terminals; when the register was fed.
    public var tables: [ViewTable] {
        [
            Self.accounts, Self.secrets, Self.generators, Self.attempts, Self.systemKeys, Self.badges, Self.terminals,
            Self.terminalCodes, Self.terminalCredentials, Self.register,
        ]
    }

    /// Rows of what an event says of an account or a terminal.
    public func changes(for event: RecordedEvent, labels: inout LabelNumbers) -> [RowChange] {
        if let changes = Self.terminalChanges(for: event) ?? Self.registerChanges(for: event) { return changes }
        switch event.event.kind {
        case AccountEvent.Opened.kind:
            guard let opened = AccountEvent.read(AccountEvent.Opened.self, event.payload) else { return [] }
            return [
                .put(
                    table: Self.accounts.name,
                    row: [
                        .text(opened.person), .text(opened.badge), .text(opened.name), .text(opened.home),
                        .truth(opened.administers), .truth(opened.isClosed),
                    ]
                )
            ]
        case AccountEvent.SecretSet.kind:
            guard let set = AccountEvent.read(AccountEvent.SecretSet.self, event.payload),
                let hash = try? AccountEvent.payload(set.hash)
            else { return [] }
            var changes: [RowChange] = [
                .put(
                    table: Self.secrets.name,
                    row: [
                        .text(set.person), .text(set.use.rawValue), .json(String(decoding: hash, as: UTF8.self)),
                        set.expires.map { .integer($0) } ?? .null,
                    ]
                )
            ]
            // Whoever enrols anew has lost the PIN; whoever has chosen one has used the code.
            let other: SecretUse? = set.use == .enrolment ? .pin : set.use == .pin ? .enrolment : nil
            if let other {
                changes.append(.remove(table: Self.secrets.name, key: [.text(set.person), .text(other.rawValue)]))
            }
            // What was enrolled before is not believed any more, the generator too: it may be in other hands.
            if set.use == .enrolment {
                changes.append(.remove(table: Self.secrets.name, key: [.text(set.person), .text("password")]))
                changes.append(.remove(table: Self.generators.name, key: [.text(set.person)]))
            }
            return changes
        case AccountEvent.GeneratorSet.kind:
            guard let set = AccountEvent.read(AccountEvent.GeneratorSet.self, event.payload) else { return [] }
            return [.put(table: Self.generators.name, row: [.text(set.person), .bytes(Array(set.secret))])]
        case AccountEvent.BadgePrinted.kind:
            guard let printed = AccountEvent.read(AccountEvent.BadgePrinted.self, event.payload),
                let id = AggregateID(hexadecimal: printed.print)
            else { return [] }
            return [
                .put(
                    table: Self.badges.name,
                    row: [
                        .text(printed.person), .text(printed.badge), .text(printed.code), .integer(printed.issue),
                        .bytes(id.bytes),
                    ]
                )
            ]
        case AccountEvent.SystemKeySet.kind:
            guard let set = AccountEvent.read(AccountEvent.SystemKeySet.self, event.payload) else { return [] }
            guard let hash = set.hash else { return [.remove(table: Self.systemKeys.name, key: [.text(set.system)])] }
            return [.put(table: Self.systemKeys.name, row: [.text(set.system), .bytes(Array(hash))])]
        case AccountEvent.Attempted.begun, AccountEvent.Attempted.confirmed, AccountEvent.Attempted.refused:
            guard let attempt = AccountEvent.read(AccountEvent.Attempted.self, event.payload) else { return [] }
            return [
                .put(
                    table: Self.attempts.name,
                    row: [
                        .text(attempt.person), .integer(attempt.failures), .integer(attempt.time),
                        attempt.step.map { .integer($0) } ?? .null,
                    ]
                )
            ]
        default: return []
        }
    }
}
