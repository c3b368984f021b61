public import Boundary
internal import Foundation
internal import Storage

extension Accounts {
    /// The account of a badge; nil if there is none, and for a badge in whose place another one was printed.
    /// - Throws: `BoundaryError`.
    public func account(badge: String) throws -> Account? {
        guard !badge.utf8.contains(0), badge.utf8.count <= 256 else { return nil }
        let rows = { try self.hull.rows($0, in: self.hull.control) }
        if let printed = try Self.holder(of: badge, rows), let account = try account(person: printed.person),
            try Self.issued(to: account, rows) == printed
        {
            return account
        }
        guard let account = try account("badge", badge) else { return nil }
        return try Self.issued(to: account, rows) == nil ? account : nil
    }

    /// The account of a person; nil if there is none.
    /// - Throws: `BoundaryError`.
    public func account(person: String) throws -> Account? { try account("person", person) }

    static var administrators: ViewQuery {
        ViewQuery(
            AccountProjection.accounts.name,
            columns: ["person"],
            matches: [
                ViewQuery.Match("administers", .equal, [.truth(true)]),
                ViewQuery.Match("closed", .equal, [.truth(false)]),
            ],
            limit: 1
        )
    }

    /// Whether nobody ever had an account.
    /// - Throws: `BoundaryError`.
    public func isEmpty() throws -> Bool { try rows(AccountProjection.accounts, [], limit: 1).isEmpty }

    /// All accounts, for whoever administers them.
    /// - Throws: `AccountRefusal.notAdministrator`, `BoundaryError`.
    public func all(for administrator: Subject) throws -> [Account] {
        try administers(administrator)
        return try all()
    }

    /// All accounts, by person.
    func all() throws -> [Account] {
        let table = AccountProjection.accounts
        var accounts: [Account] = []
        var after: [ViewValue]?
        repeat {
            let query = ViewQuery(
                table.name,
                columns: table.columns.map(\.name),
                after: after,
                limit: ViewQuery.limitMax
            )
            let page = try hull.rows(query, in: hull.control)
            accounts += page.compactMap(Self.account)
            after = page.count == ViewQuery.limitMax ? page.last.map { [$0[0]] } : nil
        } while after != nil
        return accounts
    }

    private func account(_ column: String, _ value: String) throws -> Account? {
        // A text that no column can hold names nobody.
        guard !value.utf8.contains(0), value.utf8.count <= 256 else { return nil }
        let match = ViewQuery.Match(column, .equal, [.text(value)])
        return try rows(AccountProjection.accounts, [match], limit: 1).first.flatMap(Self.account)
    }

    private static func account(_ row: [ViewValue]) -> Account? {
        guard row.count == 6, case .text(let person) = row[0], case .text(let badge) = row[1],
            case .text(let name) = row[2], case .text(let home) = row[3], case .truth(let administers) = row[4],
            case .truth(let isClosed) = row[5]
        else { return nil }
        return try? Account(
            person: person,
            badge: badge,
            name: name,
            home: home,
            administers: administers,
            isClosed: isClosed
        )
    }

    /// The secret of a person for a use that still counts; nil if there is none.
    func secret(_ use: SecretUse, of person: String) throws -> SecretHash? {
        let matches = [
            ViewQuery.Match("person", .equal, [.text(person)]), ViewQuery.Match("use", .equal, [.text(use.rawValue)]),
        ]
        guard let row = try rows(AccountProjection.secrets, matches, limit: 1).first, case .json(let json) = row[2]
        else { return nil }
        if case .integer(let expires) = row[3], Int64(clock.now) >= expires { return nil }
        return try? JSONDecoder().decode(SecretHash.self, from: Data(json.utf8))
    }

    func generator(of person: String) throws -> [UInt8]? {
        let match = ViewQuery.Match("person", .equal, [.text(person)])
        guard let row = try rows(AccountProjection.generators, [match], limit: 1).first,
            case .bytes(let secret) = row[1]
        else { return nil }
        return secret
    }

    func attempts(of person: String) throws -> Attempts {
        try Self.attempts(of: person) { try hull.rows($0, in: hull.control) }
    }

    static func attempts(of person: String, _ rows: (ViewQuery) throws -> [[ViewValue]]) throws -> Attempts {
        let query = ViewQuery(
            AccountProjection.attempts.name,
            columns: ["failures", "time", "step"],
            matches: [ViewQuery.Match("person", .equal, [.text(person)])],
            limit: 1
        )
        guard let row = try rows(query).first, case .integer(let failures) = row[0], case .integer(let time) = row[1]
        else { return Attempts() }
        var attempts = Attempts(failures: failures, time: time)
        if case .integer(let step) = row[2] { attempts.step = step }
        return attempts
    }

    private func rows(_ table: ViewTable, _ matches: [ViewQuery.Match], limit: Int) throws -> [[ViewValue]] {
        let query = ViewQuery(table.name, columns: table.columns.map(\.name), matches: matches, limit: limit)
        return try hull.rows(query, in: hull.control)
    }
}

extension AccountEvent.Opened {
    init(_ account: Account) {
        self.init(
            person: account.person,
            badge: account.badge,
            name: account.name,
            home: account.home,
            administers: account.administers,
            isClosed: account.isClosed
        )
    }
}
