public import Boundary
internal import Foundation
public import Journal
internal import Storage
internal import Synchronization

/// Who can sign in, and with what: badge and PIN at terminals, password and one-time password at desks. Each account is one person's.
///
/// All of it is events of the control log; the rows that are looked up are views of it. A secret is hashed by scrypt, one at a time, so that
/// a flood of attempts costs one core and no more.
public final class Accounts: Sendable {
    let hull: SiteHull
    let provider: any CryptographyProvider
    let clock: any PlantClock
    let rules: SecretRules
    let cost: SecretCost
    let hashing = SecretHashing()
    private let signingIn = Mutex<Set<String>>([])
    let setup: Mutex<SetupLink?> = Mutex(nil)

    /// The accounts of an instance.
    /// - Parameters:
    ///   - hull: with `AccountProjection` among the projections of its control compartment.
    ///   - rules: what may be a PIN or a password.
    public init(
        _ hull: SiteHull,
        provider: any CryptographyProvider,
        clock: any PlantClock,
        rules: SecretRules,
        cost: SecretCost = .standard
    ) {
        self.hull = hull
        self.provider = provider
        self.clock = clock
        self.rules = rules
        self.cost = cost
    }

    // MARK: Signing in

    /// What was shown to sign in.
    public enum Factors: Sendable {
        /// A badge and a PIN.
        case badge(String, pin: String)
        /// A badge and the code that an administrator gave, to choose a PIN with.
        case enrolment(String, code: String)
        /// A badge's number, a password and a one-time password.
        case desk(String, password: String, oneTime: String)
        /// A one-time password beside what began the session.
        case generated(String, oneTime: String)

        var badge: String {
            switch self {
            case .badge(let badge, _), .enrolment(let badge, _), .desk(let badge, _, _), .generated(let badge, _): badge
            }
        }

        /// How many kinds of what somebody knows, and has, there are among them: a badge that can be copied is none.
        public var count: Int {
            switch self {
            case .badge, .enrolment, .generated: 1
            case .desk: 2
            }
        }

        var secret: String {
            switch self {
            case .badge(_, let secret), .enrolment(_, let secret), .desk(_, let secret, _), .generated(_, let secret):
                secret
            }
        }

        var use: SecretUse {
            switch self {
            case .badge: .pin
            case .enrolment: .enrolment
            case .desk, .generated: .password
            }
        }

        var names: [String] {
            switch self {
            case .badge: ["badge", "pin"]
            case .enrolment: ["badge", "enrolment"]
            case .desk: ["password", "totp"]
            case .generated: ["totp"]
            }
        }
    }

    /// Establishes who somebody is. Every attempt is recorded before its answer.
    /// - Parameter terminal: the registered one that it is at; nil at none.
    /// - Throws: `AccountRefusal`; `BoundaryError` or what the journal throws where it is not recorded: then nobody is signed in.
    public func signIn(_ factors: Factors, at terminal: AggregateID? = nil) async throws -> Account {
        let account = try account(badge: factors.badge)
        // One at a time for each badge: many at once would all be looked at before the first failure counts.
        let key = account?.person ?? ""
        guard key.isEmpty || signingIn.withLock({ $0.insert(key).inserted }) else { throw AccountRefusal.underWay }
        defer { if !key.isEmpty { signingIn.withLock { _ = $0.remove(key) } } }
        guard let account, !account.isClosed else {
            // As long as for a badge that there is.
            _ = await hashing.matches(factors.secret, nil, cost)
            try await record(AccountEvent.Unknown.kind, AccountEvent.Unknown(), by: "system:bulkhead")
            throw AccountRefusal.notSignedIn
        }
        let isRight = await hashing.matches(factors.secret, try secret(factors.use, of: account.person), cost)
        let step = try step(factors, of: account.person)
        let fits = isRight && step != .some(nil)
        try await attempt(account, factors, fits: fits, step: step ?? nil, at: terminal)
        guard hull.boundary.standing(of: .person(account.person)).isKnown else { throw AccountRefusal.notInRegister }
        return account
    }

    /// Whether somebody who is signed in knows the account's PIN: what a signature asks again. It counts as an attempt like signing in.
    /// - Throws: `AccountRefusal`; what the journal throws.
    public func confirm(_ person: String, pin: String) async throws {
        guard let account = try account(person: person) else { throw AccountRefusal.noAccount }
        guard signingIn.withLock({ $0.insert(person).inserted }) else { throw AccountRefusal.underWay }
        defer { signingIn.withLock { _ = $0.remove(person) } }
        let isRight = await hashing.matchesAgain(pin, try secret(.pin, of: person), cost, at: clock.now)
        let factors = Factors.badge(account.badge, pin: pin)
        try await attempt(account, factors, fits: isRight, step: nil, as: AccountEvent.Attempted.confirmed)
    }

    /// Whether somebody who is signed in has the account's generator of one-time passwords: the second factor of a session that a PIN began. It counts as
    /// an attempt like signing in.
    /// - Throws: `AccountRefusal`, `noGenerator` where there is none; what the journal throws.
    public func confirm(_ person: String, oneTime: String) async throws {
        guard let account = try account(person: person) else { throw AccountRefusal.noAccount }
        guard signingIn.withLock({ $0.insert(person).inserted }) else { throw AccountRefusal.underWay }
        defer { signingIn.withLock { _ = $0.remove(person) } }
        guard try hasGenerator(person) else { throw AccountRefusal.noGenerator }
        let factors = Factors.generated(account.badge, oneTime: oneTime)
        let step = try step(factors, of: person) ?? nil
        do {
            try await attempt(account, factors, fits: step != nil, step: step, as: AccountEvent.Attempted.confirmed)
        } catch AccountRefusal.notSignedIn {
            throw AccountRefusal.notThatPassword
        }
    }

    /// Whether somebody has a generator of one-time passwords.
    /// - Throws: `BoundaryError`.
    public func hasGenerator(_ person: String) throws -> Bool { try generator(of: person) != nil }

    /// Records that somebody signed out.
    /// - Throws: what the journal throws.
    public func signOut(_ person: String) async throws {
        try await record(AccountEvent.Ended.kind, AccountEvent.Ended(person: person), by: "person:\(person)")
    }

    /// The step of the one-time password: nil where none is asked for, `.some(nil)` where it is wrong.
    private func step(_ factors: Factors, of person: String) throws -> Int64?? {
        let oneTime: String
        switch factors {
        case .desk(_, _, let text), .generated(_, let text): oneTime = text
        case .badge, .enrolment: return nil
        }
        guard let secret = try generator(of: person) else { return .some(nil) }
        let last = try attempts(of: person).step.map { UInt64($0) }
        let step = OneTimePassword(secret: secret).step(of: oneTime, at: clock.now, after: last)
        return .some(step.map { Int64($0) })
    }

    /// Records an attempt by the order of the log, so that what waits still waits though it was looked up before.
    private func attempt(
        _ account: Account,
        _ factors: Factors,
        fits: Bool,
        step: Int64?,
        at terminal: AggregateID? = nil,
        as begun: String = AccountEvent.Attempted.begun
    )
        async throws
    {
        let outcome = Mutex(false)
        let names = factors.names
        let draft = EventDrafting(provider)
        let command = try JournalCommand(id: draft.command()) { context in
            guard let views = context.views else { throw AccountRefusal.notSignedIn }
            let known = try Self.attempts(of: account.person) { try views.writerRows($0) }
            let now = Int64(context.time)
            let isAdmitted = fits && now >= known.waitsUntil && (step.map { $0 > (known.step ?? -1) } ?? true)
            outcome.withLock { $0 = isAdmitted }
            // While it waits, failures do not count on: else anybody could keep it waiting for good.
            let isWaiting = now < known.waitsUntil
            let event = AccountEvent.Attempted(
                person: account.person,
                failures: isAdmitted ? 0 : known.failures + (isWaiting ? 0 : 1),
                time: isWaiting && !isAdmitted ? known.time : now,
                step: isAdmitted ? step ?? known.step : known.step,
                factors: names,
                terminal: terminal?.bytes.hexadecimal
            )
            let kind = isAdmitted ? begun : AccountEvent.Attempted.refused
            return [try draft.event(kind, event, by: "person:\(account.person)")]
        }
        _ = try await hull.perform(command, in: hull.control)
        guard outcome.withLock({ $0 }) else { throw AccountRefusal.notSignedIn }
    }

    // MARK: Changing

    /// Opens an account, or changes what it is called.
    /// - Throws: `AccountRefusal`, what the journal throws.
    public func open(_ account: Account, by actor: Subject) async throws {
        try await open([account], by: actor)
    }

    /// Opens accounts, all of them or none.
    /// - Throws: as for one.
    func open(_ accounts: [Account], by actor: Subject) async throws {
        try await change(by: actor) { views in
            for account in accounts { try Self.check(account, views) }
            return accounts.map { (AccountEvent.Opened.kind, AccountEvent.Opened($0)) }
        }
    }

    /// Whether a badge is free for an account.
    static func check(_ account: Account, _ views: any ViewStore) throws {
        guard try isFree(account.badge, for: account.person, { try views.writerRows($0) }) else {
            throw AccountRefusal.badgeTaken
        }
    }

    /// Gives a code, good once and for a day, with which the person chooses a PIN. The PIN that was is gone.
    /// - Returns: the code, to be handed to the person.
    /// - Throws: `AccountRefusal`, what the journal throws.
    public func enrol(_ person: String, by administrator: Subject) async throws -> String {
        try administers(administrator)
        guard try account(person: person) != nil else { throw AccountRefusal.noAccount }
        let code = digits(8)
        try await set(.enrolment, to: code, of: person, by: administrator, expires: Int64(clock.now) + 86_400_000)
        return code
    }

    /// Random digits, at most eight: 2^64 by 10^8 leaves none more likely than another by more than a ten-thousand-millionth.
    private func digits(_ count: Int) -> String {
        let bound = (0..<count).reduce(UInt64(1)) { bound, _ in bound * 10 }
        let number = String(provider.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % bound)
        return String(repeating: "0", count: count - number.count) + number
    }

    /// A PIN of six digits that nobody chose and anybody may.
    public func newPIN() -> String {
        while true {
            let pin = digits(6)
            if (try? rules.check(pin: pin)) != nil { return pin }
        }
    }

    /// Whether a PIN may be chosen.
    /// - Throws: `AccountRefusal`.
    public func check(pin: String) throws(AccountRefusal) { try rules.check(pin: pin) }

    /// Chooses a PIN.
    /// - Throws: `AccountRefusal`, what the journal throws.
    public func choose(pin: String, of person: String) async throws {
        try rules.check(pin: pin)
        try await set(.pin, to: pin, of: person, by: .person(person), expires: nil)
    }

    /// Chooses a password for desks and sets the generator of one-time passwords. Who has one changes it in a session of two factors: else a PIN would be
    /// enough to get a second factor of one's own.
    /// - Parameter factors: of the session in which it is chosen.
    /// - Returns: the generator's secret, in base 32, to be shown once.
    /// - Throws: `AccountRefusal`, what the journal throws.
    public func choose(password: String, of person: String, factors: Int) async throws -> String {
        try rules.check(password: password)
        guard try factors >= Whereabouts.factorsMax || !hasGenerator(person) else {
            throw AccountRefusal.secondFactorFirst
        }
        try await set(.password, to: password, of: person, by: .person(person), expires: nil)
        let generator = OneTimePassword(secret: provider.randomBytes(OneTimePassword.secretBytes))
        let event = AccountEvent.GeneratorSet(person: person, secret: Data(generator.secret))
        try await change(by: .person(person)) { _ in [(AccountEvent.GeneratorSet.kind, event)] }
        return generator.text
    }

    func set(_ use: SecretUse, to secret: String, of person: String, by actor: Subject, expires: Int64?) async throws {
        let hash = try await hash(secret)
        let event = AccountEvent.SecretSet(person: person, use: use, hash: hash, expires: expires)
        try await change(by: actor) { _ in [(AccountEvent.SecretSet.kind, event)] }
    }

    func hash(_ secret: String) async throws -> SecretHash {
        try await hashing.hash(secret, cost, salt: provider.randomBytes(SecretHash.saltBytes))
    }

    /// - Throws: `notAdministrator`.
    public func administers(_ subject: Subject) throws {
        guard case .person(let id) = subject, try account(person: id)?.administers == true else {
            throw AccountRefusal.notAdministrator
        }
    }

    func change(
        by actor: Subject,
        _ events: @escaping @Sendable (any ViewStore) throws -> [(kind: String, event: any Encodable & Sendable)]
    ) async throws {
        let draft = EventDrafting(provider)
        let command = try JournalCommand(id: draft.command()) { context in
            guard let views = context.views else { throw AccountRefusal.noAccount }
            return try events(views).map { try draft.event($0.kind, $0.event, by: actor.description) }
        }
        _ = try await hull.perform(command, in: hull.control)
    }

    private func record(_ kind: String, _ event: some Encodable & Sendable, by actor: String) async throws {
        let draft = EventDrafting(provider)
        let command = JournalCommand(id: try draft.command(), drafts: [try draft.event(kind, event, by: actor)])
        _ = try await hull.perform(command, in: hull.control)
    }
}
