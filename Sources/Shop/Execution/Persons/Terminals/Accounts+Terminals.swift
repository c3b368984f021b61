public import Boundary
internal import Crypto
internal import Foundation
public import Journal
internal import PlantModel
internal import Storage

// Where a session is begun is said by the credential that its browser has, and by nothing else that comes from there. An administrator registers a terminal
// and carries its code to it; the browser gets 256 random bits for the code, of which only the hash is kept.
extension Accounts {
    /// Terminals that may be registered at once.
    public static let terminalsMax = 1_000
    /// How long a code waits for its terminal: a day, as the code of a person.
    public static let terminalCodeSeconds: UInt64 = 24 * 3_600
    /// How long a credential counts: somebody looks twice a year whether the terminal still stands there.
    public static let terminalCredentialSeconds: UInt64 = 180 * 24 * 3_600

    /// Registers a terminal and gives the code for it.
    /// - Throws: `AccountRefusal`: `notAdministrator`, `notAName`, `noPlace` for a zone or a country that is none or does not go with the other,
    ///   `terminalTaken`; what the journal throws.
    public func register(_ statement: TerminalStatement, by administrator: Subject) async throws -> TerminalCode {
        try administers(administrator)
        guard Account.isName(statement.name) else { throw AccountRefusal.notAName }
        let country = try country(of: statement)
        guard let id = AggregateID(provider.randomBytes(16)) else { throw AccountRefusal.noTerminal }
        let registered = TerminalEvent.Registered(
            terminal: id.bytes.hexadecimal,
            name: statement.name,
            zone: statement.zone,
            country: country
        )
        let (code, given) = newCode(id)
        try await change(by: administrator) { views in
            let query = ViewQuery(
                AccountProjection.terminals.name,
                columns: ["name"],
                limit: Self.terminalsMax
            )
            let names = try views.writerRows(query)
            guard names.count < Self.terminalsMax, !names.contains([.text(statement.name)]) else {
                throw AccountRefusal.terminalTaken
            }
            return [(TerminalEvent.Registered.kind, registered), (TerminalEvent.CodeGiven.kind, given)]
        }
        return TerminalCode(terminal: id, code: code)
    }

    /// Gives a new code for a terminal; the credential that it had, and sessions that were begun at it, end.
    /// - Throws: `AccountRefusal`: `notAdministrator`, `noTerminal`; what the journal throws.
    public func giveCode(for terminal: AggregateID, by administrator: Subject) async throws -> TerminalCode {
        try administers(administrator)
        let (code, given) = newCode(terminal)
        try await changeTerminal(terminal, by: administrator) { (TerminalEvent.CodeGiven.kind, given) }
        return TerminalCode(terminal: terminal, code: code)
    }

    /// Takes a terminal back: its credential, its code, and sessions that were begun at it, end.
    /// - Throws: `AccountRefusal`: `notAdministrator`, `noTerminal`; what the journal throws.
    public func withdraw(_ terminal: AggregateID, by administrator: Subject) async throws {
        try administers(administrator)
        try await changeTerminal(terminal, by: administrator) {
            (TerminalEvent.Withdrawn.kind, TerminalEvent.Withdrawn(terminal: terminal.bytes.hexadecimal))
        }
    }

    /// Makes a browser a terminal by its code, once.
    /// - Returns: the credential for the browser, 96 hexadecimal digits.
    /// - Throws: `AccountRefusal.terminalCodeOver` for any other code; what the journal throws.
    public func enrolTerminal(_ code: String) async throws -> String {
        let hash = Self.hash(ofCode: code.filter { !$0.isWhitespace && $0 != "-" }.uppercased())
        let now = Int64(clock.now)
        let query = ViewQuery(
            AccountProjection.terminalCodes.name,
            columns: ["id", "hash", "expires", "given_by"],
            limit: Self.terminalsMax
        )
        // All codes are compared, each in the same time wherever it differs.
        var found: (id: AggregateID, giver: String)?
        for row in try hull.rows(query, in: hull.control) {
            guard case .bytes(let bytes) = row[0], let id = AggregateID(bytes), case .bytes(let known) = row[1],
                case .integer(let expires) = row[2], case .text(let giver) = row[3]
            else { continue }
            if Self.areEqual(known, hash), now < expires { found = (id, giver) }
        }
        guard let found, let giver = Self.person(found.giver) else { throw AccountRefusal.terminalCodeOver }
        let secret = provider.randomBytes(32).hexadecimal
        let enrolled = TerminalEvent.Enrolled(
            terminal: found.id.bytes.hexadecimal,
            hash: Data(Self.hash(ofCredential: secret)),
            expires: now + Int64(Self.terminalCredentialSeconds) * 1_000
        )
        let id = ViewValue.bytes(found.id.bytes)
        try await change(by: giver) { views in
            let waiting = ViewQuery(
                AccountProjection.terminalCodes.name,
                columns: ["hash"],
                matches: [ViewQuery.Match("id", .equal, [id])],
                limit: 1
            )
            // By the order of the log: of two browsers that have the code one becomes the terminal.
            guard try views.writerRows(waiting) == [[.bytes(hash)]] else { throw AccountRefusal.terminalCodeOver }
            return [(TerminalEvent.Enrolled.kind, enrolled)]
        }
        return found.id.bytes.hexadecimal + secret
    }

    // MARK: -

    private func newCode(_ terminal: AggregateID) -> (String, TerminalEvent.CodeGiven) {
        let code = provider.randomBytes(8).hexadecimal.uppercased()
        let event = TerminalEvent.CodeGiven(
            terminal: terminal.bytes.hexadecimal,
            hash: Data(Self.hash(ofCode: code)),
            expires: Int64(clock.now + Self.terminalCodeSeconds * 1_000)
        )
        return (code, event)
    }

    private func changeTerminal(
        _ terminal: AggregateID,
        by actor: Subject,
        _ event: @escaping @Sendable () -> (kind: String, event: any Encodable & Sendable)
    ) async throws {
        let query = ViewQuery(
            AccountProjection.terminals.name,
            columns: ["id"],
            matches: [ViewQuery.Match("id", .equal, [.bytes(terminal.bytes)])],
            limit: 1
        )
        try await change(by: actor) { views in
            guard try !views.writerRows(query).isEmpty else { throw AccountRefusal.noTerminal }
            return [event()]
        }
    }

    /// The country of a terminal: as it is said, where no zone says another.
    private func country(of statement: TerminalStatement) throws -> String {
        if let country = statement.country, !Countries.codes.contains(country) { throw AccountRefusal.noPlace }
        guard let zone = statement.zone else {
            guard let country = statement.country else { throw AccountRefusal.noPlace }
            return country
        }
        guard let known = site(ofZone: zone)?.country, statement.country ?? known == known else {
            throw AccountRefusal.noPlace
        }
        return known
    }

    private static func person(_ subject: String) -> Subject? {
        subject.hasPrefix("person:") ? .person(String(subject.dropFirst("person:".count))) : nil
    }

    private static func hash(ofCode code: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("bulkhead terminal code v1\n\(code)".utf8)))
    }

    static func hash(ofCredential secret: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("bulkhead terminal credential v1\n\(secret)".utf8)))
    }

    /// Compares without telling by its time how much is equal.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        zip(left, right).reduce(UInt8(left.count == right.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
