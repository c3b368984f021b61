public import Boundary
internal import Foundation
public import Journal
internal import Storage

/// A badge that was printed.
public struct PrintedBadge: Hashable, Sendable {
    /// What its sheet is asked for by.
    public let id: AggregateID
    /// Whose it is.
    public let person: String
    /// What its symbol says.
    public let code: String
    /// The first, the second, and so on.
    public let issue: Int
}

// A badge says who somebody claims to be, and is no factor: the PIN is. One that was lost is replaced all the same, so that who finds it cannot even claim.
extension Accounts {
    /// Has a badge printed for a person. The first one says the badge's number in the register; each further one says it with its issue, and the one before
    /// no longer leads to the account.
    /// - Throws: `AccountRefusal`: `notAdministrator`, `noAccount`; what the journal throws.
    public func printBadge(of person: String, by administrator: Subject) async throws -> PrintedBadge {
        try administers(administrator)
        guard let account = try account(person: person), !account.isClosed,
            let id = AggregateID(provider.randomBytes(16))
        else { throw AccountRefusal.noAccount }
        try await change(by: administrator) { views in
            func rows(_ query: ViewQuery) throws -> [[ViewValue]] { try views.writerRows(query) }
            let before = try Self.issued(to: account, rows)
            var issue = (before?.issue ?? 0) + 1
            var code = Self.code(account.badge, issue)
            // Somebody else's badge may be called so.
            while try !Self.isFree(code, for: person, rows) {
                issue += 1
                code = Self.code(account.badge, issue)
            }
            let event = AccountEvent.BadgePrinted(
                person: person,
                badge: account.badge,
                code: code,
                issue: Int64(issue),
                print: id.bytes.hexadecimal
            )
            return [(AccountEvent.BadgePrinted.kind, event)]
        }
        guard let printed = try printedBadge(id, for: administrator) else { throw AccountRefusal.noAccount }
        return printed
    }

    /// A badge that was printed and still counts; nil if there is none.
    /// - Throws: `AccountRefusal.notAdministrator`, `BoundaryError`.
    public func printedBadge(_ id: AggregateID, for administrator: Subject) throws -> PrintedBadge? {
        try administers(administrator)
        let rows = { try self.hull.rows($0, in: self.hull.control) }
        guard let printed = try Self.printed("print", .bytes(id.bytes), rows),
            let account = try account(person: printed.person),
            try Self.issued(to: account, rows)?.id == id
        else { return nil }
        return printed
    }

    /// The number in the register, with the issue after it from the second print on.
    private static func code(_ badge: String, _ issue: Int) -> String { issue == 1 ? badge : "\(badge)-\(issue)" }

    /// The badge that was printed last for an account under the number that the register has; nil where none was.
    static func issued(to account: Account, _ rows: (ViewQuery) throws -> [[ViewValue]]) throws -> PrintedBadge? {
        try printed("person", .text(account.person), badge: account.badge, rows)
    }

    /// Whose badge says a code, as it was printed last; nil where none that was printed does.
    static func holder(of code: String, _ rows: (ViewQuery) throws -> [[ViewValue]]) throws -> PrintedBadge? {
        try printed("code", .text(code), rows)
    }

    private static func printed(
        _ column: String,
        _ value: ViewValue,
        badge: String? = nil,
        _ rows: (ViewQuery) throws -> [[ViewValue]]
    ) throws -> PrintedBadge? {
        var matches = [ViewQuery.Match(column, .equal, [value])]
        if let badge { matches.append(ViewQuery.Match("badge", .equal, [.text(badge)])) }
        let query = ViewQuery(
            AccountProjection.badges.name,
            columns: ["print", "person", "code", "issue"],
            matches: matches,
            limit: 1
        )
        guard let row = try rows(query).first, case .bytes(let bytes) = row[0], let id = AggregateID(bytes),
            case .text(let person) = row[1], case .text(let code) = row[2], case .integer(let issue) = row[3]
        else { return nil }
        return PrintedBadge(id: id, person: person, code: code, issue: Int(issue))
    }

    /// Whether nobody else's badge says a code, in the register or as it was printed.
    static func isFree(_ code: String, for person: String, _ rows: (ViewQuery) throws -> [[ViewValue]]) throws -> Bool {
        let registered = ViewQuery(
            AccountProjection.accounts.name,
            columns: ["person"],
            matches: [ViewQuery.Match("badge", .equal, [.text(code)])],
            limit: 2
        )
        guard try rows(registered).allSatisfy({ $0 == [.text(person)] }) else { return false }
        return try holder(of: code, rows).map { $0.person == person } ?? true
    }
}
