public import Boundary
internal import PlantModel
internal import Synchronization

/// Takes over feeds of the person register: accounts first, then the facts, each change an event with its source and day.
///
/// Facts of a person who is in no feed any more are forgotten, and the account is closed. Who has not changed keeps the session that he is in.
public final class PersonRegister: Sendable {
    private let hull: SiteHull
    private let accounts: Accounts
    private let known = Mutex<[String: PersonFacts]>([:])

    /// What a feed has changed.
    public struct Change: Hashable, Sendable {
        /// Persons whose facts are new or other.
        public var learnt = 0
        /// Persons who were in the feed as they were known.
        public var same = 0
        /// Persons who are in it no more.
        public var dismissed = 0
    }

    /// A register.
    public init(_ hull: SiteHull, _ accounts: Accounts) {
        self.hull = hull
        self.accounts = accounts
    }

    /// Takes over a feed. Accounts are opened all at once; if facts of one person are not recorded, that person is given nothing until the feed is
    /// read again, and the others' facts are in force.
    ///
    /// Whose account ends is dismissed before anybody's facts are learnt, so that what is stopped half way has taken away and not yet given. Whoever was
    /// not come to by then has the facts that were stated before, with their source and day; the same feed, taken again, does the rest.
    /// - Parameter progress: told of how many persons the facts are in force, and of how many; returns whether to go on. Accounts are not stopped half way.
    /// - Throws: `AccountRefusal`, `BoundaryError`, what the journal throws.
    public func take(
        _ feed: PersonFeed,
        by administrator: Subject,
        progress: (_ done: Int, _ of: Int) -> Bool = { _, _ in true }
    ) async throws -> Change {
        try accounts.administers(administrator)
        var change = Change()
        guard progress(0, feed.persons.count) else { return change }
        let present = try accounts.all(for: administrator)
        let fed = Dictionary(uniqueKeysWithValues: feed.persons.map { ($0.account.person, $0.account) })
        var opened: [Account] = []
        for account in present where fed[account.person] == nil && !account.administers && !account.isClosed {
            opened.append(try account.closed())
        }
        change.dismissed = opened.count
        let accountOf = Dictionary(present.map { ($0.person, $0) }) { first, _ in first }
        for person in feed.persons {
            let now = accountOf[person.account.person]
            // A feed neither gives nor takes the right to administer.
            let account = now?.administers == true ? try person.account.administering() : person.account
            if now != account { opened.append(account) }
        }
        for start in stride(from: 0, to: opened.count, by: Self.accountsOfOneCommand) {
            let part = Array(opened[start..<min(start + Self.accountsOfOneCommand, opened.count)])
            try await accounts.open(part, by: administrator)
        }
        for account in opened where account.isClosed {
            try await hull.boundary.dismiss(account.person, by: administrator)
            known.withLock { $0[account.person] = nil }
        }
        for (done, person) in feed.persons.enumerated() {
            guard progress(done, feed.persons.count) else { return change }
            let subject = Subject.person(person.facts.id)
            let before = known.withLock { $0[person.facts.id] }
            if before == person.facts, hull.boundary.standing(of: subject).isKnown {
                change.same += 1
                continue
            }
            try await hull.boundary.learn(person.facts, by: administrator)
            known.withLock { $0[person.facts.id] = person.facts }
            change.learnt += 1
        }
        return change
    }

    /// Events of one command.
    private static let accountsOfOneCommand = 500
}

extension Account {
    /// The account of whoever is no longer of the plant.
    public func closed() throws(AccountRefusal) -> Account {
        try Account(person: person, badge: badge, name: name, home: home, administers: administers, isClosed: true)
    }

    func administering() throws(AccountRefusal) -> Account {
        try Account(person: person, badge: badge, name: name, home: home, administers: true)
    }
}
