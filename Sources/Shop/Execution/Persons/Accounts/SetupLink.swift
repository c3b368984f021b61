internal import Boundary
internal import Crypto
internal import Foundation
internal import Journal
public import PlantModel
internal import Storage
internal import Synchronization

/// The link by which the first administrator of an instance opens an account. It is printed on the console, good once, for half an hour; the
/// server keeps its hash, in memory alone.
struct SetupLink: Sendable {
    let hash: [UInt8]
    let expires: UInt64

    static let lifeSeconds: UInt64 = 30 * 60

    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}

extension Accounts {
    /// Whether nobody administers the instance yet.
    /// - Throws: `BoundaryError`.
    public func needsAdministrator() throws -> Bool { try hull.rows(Self.administrators, in: hull.control).isEmpty }

    /// Makes the link anew; an older one is void.
    /// - Returns: its token, and until when it counts, milliseconds since 1970.
    public func makeSetupLink() -> (token: String, expires: UInt64) {
        let token = provider.randomBytes(32).hexadecimal
        let expires = clock.now + SetupLink.lifeSeconds * 1_000
        setup.withLock { $0 = SetupLink(hash: SetupLink.hash(token), expires: expires) }
        return (token, expires)
    }

    /// Whether a token is that of the link, and its time is not over.
    public func isSetupLink(_ token: String) -> Bool {
        let hash = SetupLink.hash(token)
        let now = clock.now
        return setup.withLock { $0.map { $0.hash == hash && now < $0.expires } ?? false }
    }

    /// Opens the first administrator's account. Of the person the register then knows the role alone: an administrator is cleared like
    /// anybody else, by facts that the register's source gives.
    /// - Throws: `AccountRefusal`, what the journal throws.
    public func setUp(_ token: String, _ account: Account, pin: String, on day: Day) async throws {
        guard isSetupLink(token), try needsAdministrator() else { throw AccountRefusal.linkOver }
        try rules.check(pin: pin)
        // Void before it is used: whoever else has it at this moment comes too late.
        let hash = SetupLink.hash(token)
        let taken = setup.withLock { link in
            guard link?.hash == hash else { return false }
            link = nil
            return true
        }
        guard taken else { throw AccountRefusal.linkOver }
        let administrator = try Account(
            person: account.person,
            badge: account.badge,
            name: account.name,
            home: "administrator",
            administers: true
        )
        let subject = Subject.person(account.person)
        let secret = AccountEvent.SecretSet(
            person: account.person,
            use: .pin,
            hash: try await self.hash(pin),
            expires: nil
        )
        // Both at once: an administrator without a PIN could neither sign in nor be made anew.
        try await change(by: subject) { views in
            try Self.check(administrator, views)
            return [
                (AccountEvent.Opened.kind, AccountEvent.Opened(administrator)), (AccountEvent.SecretSet.kind, secret),
            ]
        }
        guard !hull.boundary.standing(of: subject).isKnown else { return }
        var facts = PersonFacts(id: account.person, source: "console", asOf: day)
        facts.role = PersonFacts.Dated("administrator")
        try await hull.boundary.learn(facts, by: .system("console"))
    }
}
