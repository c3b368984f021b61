public import Boundary
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage

extension Accounts {
    /// The terminal whose credential a browser has; nil for any other text, for one that was taken back, and for one whose time is over.
    /// - Throws: `BoundaryError`.
    public func terminal(bearing credential: String) throws -> Terminal? {
        guard credential.utf8.count == 96, let id = AggregateID(hexadecimal: String(credential.prefix(32))) else {
            return nil
        }
        let shown = Self.hash(ofCredential: String(credential.dropFirst(32)))
        let enrolled = try credentials(id)
        guard let known = enrolled[id], Self.areEqual(known.hash, shown), clock.now < known.expires else { return nil }
        return try terminals([ViewQuery.Match("id", .equal, [.bytes(id.bytes)])], enrolled: enrolled).first
    }

    /// All terminals, by name.
    /// - Throws: `AccountRefusal.notAdministrator`, `BoundaryError`.
    public func terminals(for administrator: Subject) throws -> [Terminal] {
        try administers(administrator)
        return try terminals([], enrolled: credentials(), waiting: codes()).sorted { $0.name < $1.name }
    }

    /// Where somebody stands who stands at a terminal of a name, for questions about what could be seen there; nil if there is none.
    /// - Throws: `BoundaryError`.
    public func place(ofTerminal name: String) throws -> Whereabouts? {
        guard Account.isName(name) else { return nil }
        return try terminals([ViewQuery.Match("name", .equal, [.text(name)])]).first.map { place(of: $0) }
    }

    /// Where a terminal stands, by the plant file in force: one whose zone the file no longer has there stands nowhere until it is registered anew.
    public func place(of terminal: Terminal) -> Whereabouts {
        guard let zone = terminal.zone else { return Whereabouts(country: terminal.country) }
        guard let site = site(ofZone: zone), site.country == terminal.country else { return .unplaced }
        return Whereabouts(site: site.id, zone: zone, country: terminal.country)
    }

    /// The site of a zone of the plant file in force, and its country on the day.
    func site(ofZone zone: String) -> (id: String, country: String)? {
        guard let today = Day(millisecondsSince1970: clock.now),
            let site = hull.boundary.baseline?.plant.sites.first(where: { $0.zones.contains { $0.id == zone } }),
            let country = site.country.value(on: today)
        else { return nil }
        return (site.id, country)
    }

    /// Terminals, whose standing is as it is where their credentials and codes are given: each request at a terminal comes here, and asks for no more than it
    /// takes.
    private func terminals(
        _ matches: [ViewQuery.Match],
        enrolled credentials: [AggregateID: (hash: [UInt8], expires: UInt64)] = [:],
        waiting codes: [AggregateID: UInt64] = [:]
    ) throws -> [Terminal] {
        let table = AccountProjection.terminals
        let rows = try hull.rows(
            ViewQuery(table.name, columns: table.columns.map(\.name), matches: matches, limit: Self.terminalsMax),
            in: hull.control
        )
        return rows.compactMap { row in
            guard let id = Self.id(row[0]), case .text(let name) = row[1], case .text(let country) = row[3],
                case .text(let registeredBy) = row[4], case .integer(let registeredAt) = row[5]
            else { return nil }
            var zone: String?
            if case .text(let text) = row[2] { zone = text }
            let credential = credentials[id].flatMap { clock.now < $0.expires ? $0.expires : nil }
            let code = codes[id].flatMap { clock.now < $0 ? $0 : nil }
            return Terminal(
                id: id,
                name: name,
                zone: zone,
                country: country,
                registeredBy: Execution.registered(registeredBy),
                registeredAt: UInt64(max(0, registeredAt)),
                standing: credential.map { .enrolled(until: $0) } ?? code.map { .waits(until: $0) } ?? .lapsed
            )
        }
    }

    private func credentials(_ id: AggregateID? = nil) throws -> [AggregateID: (hash: [UInt8], expires: UInt64)] {
        var found: [AggregateID: (hash: [UInt8], expires: UInt64)] = [:]
        for row in try rows(AccountProjection.terminalCredentials, ["id", "hash", "expires"], id) {
            guard let id = Self.id(row[0]), case .bytes(let hash) = row[1], case .integer(let expires) = row[2] else {
                continue
            }
            found[id] = (hash, UInt64(max(0, expires)))
        }
        return found
    }

    private func codes() throws -> [AggregateID: UInt64] {
        var found: [AggregateID: UInt64] = [:]
        for row in try rows(AccountProjection.terminalCodes, ["id", "expires"], nil) {
            guard let id = Self.id(row[0]), case .integer(let expires) = row[1] else { continue }
            found[id] = UInt64(max(0, expires))
        }
        return found
    }

    private func rows(_ table: ViewTable, _ columns: [String], _ id: AggregateID?) throws -> [[ViewValue]] {
        let matches = id.map { [ViewQuery.Match("id", .equal, [.bytes($0.bytes)])] } ?? []
        let query = ViewQuery(table.name, columns: columns, matches: matches, limit: Self.terminalsMax)
        return try hull.rows(query, in: hull.control)
    }

    private static func id(_ value: ViewValue) -> AggregateID? {
        if case .bytes(let bytes) = value { AggregateID(bytes) } else { nil }
    }
}
