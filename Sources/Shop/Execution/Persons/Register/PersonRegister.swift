public import Boundary
public import PlantModel
internal import Synchronization

/// Takes over feeds of the person register: accounts first, then the facts, each change an event with its source and day.
///
/// Facts of a person who is in no feed any more are forgotten, and the account is closed. Who has not changed keeps the session that he is in.
public final class PersonRegister: Sendable {
    private let hull: SiteHull
    private let accounts: Accounts
    private let isTaking = Mutex(false)

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

    /// When the register was fed last; nil where it never was.
    /// - Throws: `BoundaryError`.
    public func reading() throws(BoundaryError) -> RegisterReading? { try hull.registerReading() }

    /// Takes over a feed. Accounts are opened all at once; if facts of one person are not recorded, that person is given nothing until the feed is
    /// read again, and the others' facts are in force.
    ///
    /// Whose account ends is dismissed before anybody's facts are learnt, so that what is stopped half way has taken away and not yet given. Whoever was
    /// not come to by then has the facts that were stated before, with their source and day; the same feed, taken again, does the rest.
    /// - Parameter progress: told of how many persons the facts are in force, and of how many; returns whether to go on. Accounts are not stopped half way.
    /// - Throws: `AccountRefusal`, `BoundaryError`, what the journal throws; `FeedProblems` while another feed is being taken over.
    public func take(
        _ feed: PersonFeed,
        by administrator: Subject,
        progress: (_ done: Int, _ of: Int) -> Bool = { _, _ in true }
    ) async throws -> Change {
        try accounts.administers(administrator)
        return try await alone { try await take(feed, by: administrator, staleDays: nil, progress) }
    }

    /// Takes over what was read of a directory. Whoever runs the instance said by the directory's file that it feeds the register; no person acts.
    /// - Throws: `DirectoryRefusal` where more persons would be gone than may be at once; as of any feed.
    public func take(_ feed: PersonFeed, of directory: DirectoryFile) async throws -> Change {
        try await alone {
            let gone = try gone(from: feed).count { !$0.isClosed }
            guard gone <= directory.goneMax else {
                throw DirectoryRefusal(
                    .tooManyGone,
                    ["\(gone) persons are not in it any more; \(directory.goneMax) may be gone at once (`goneMax`)"]
                )
            }
            return try await take(feed, by: Self.reader, staleDays: directory.staleDays) { _, _ in true }
        }
    }

    /// Who acts where nobody does.
    private static let reader = Subject.system("bulkhead")

    /// One feed after the other: of two that are mixed nobody could say what is known.
    private func alone(_ body: () async throws -> Change) async throws -> Change {
        let isFirst = isTaking.withLock { isTaking in
            defer { isTaking = true }
            return !isTaking
        }
        guard isFirst else {
            throw FeedProblems(["another feed is being taken over at this moment; send this one again"])
        }
        defer { isTaking.withLock { $0 = false } }
        return try await body()
    }

    /// Accounts of persons whom a feed does not have. Who administers stays: no feed gives or takes that right.
    private func gone(from feed: PersonFeed) throws -> [Account] {
        let fed = Set(feed.persons.map(\.account.person))
        return try accounts.all().filter { !fed.contains($0.person) && !$0.administers }
    }

    private func take(
        _ feed: PersonFeed,
        by actor: Subject,
        staleDays: Int?,
        _ progress: (_ done: Int, _ of: Int) -> Bool
    ) async throws -> Change {
        var change = Change()
        guard progress(0, feed.persons.count) else { return change }
        let gone = try gone(from: feed)
        let present = Dictionary(try accounts.all().map { ($0.person, $0) }) { first, _ in first }
        var opened = try gone.filter { !$0.isClosed }.map { try $0.closed() }
        change.dismissed = opened.count
        for person in feed.persons {
            let now = present[person.account.person]
            // A feed neither gives nor takes the right to administer.
            let account = now?.administers == true ? try person.account.administering() : person.account
            if now != account { opened.append(account) }
        }
        for start in stride(from: 0, to: opened.count, by: Self.accountsOfOneCommand) {
            let part = Array(opened[start..<min(start + Self.accountsOfOneCommand, opened.count)])
            try await accounts.open(part, by: actor)
        }
        // Those too whose account was closed before a start that cut this off.
        for account in gone where hull.boundary.standing(of: .person(account.person)).isKnown {
            try await hull.boundary.dismiss(account.person, by: actor)
        }
        for (done, person) in feed.persons.enumerated() {
            guard progress(done, feed.persons.count) else { return change }
            if hull.boundary.hasFacts(person.facts, statedAnew: feed.statesDays) {
                change.same += 1
                continue
            }
            try await hull.boundary.learn(person.facts, by: actor)
            change.learnt += 1
        }
        try await record(
            RegisterReading(source: feed.source, asOf: feed.asOf, persons: feed.persons.count, staleDays: staleDays),
            by: actor
        )
        return change
    }

    /// Once a day, and whenever it is another one: a directory that is read every quarter of an hour says mostly nothing new.
    private func record(_ reading: RegisterReading, by actor: Subject) async throws {
        guard try self.reading() != reading else { return }
        let event = RegisterEvent.Read(reading)
        try await accounts.change(by: actor) { _ in [(RegisterEvent.Read.kind, event)] }
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
