import Boundary
import Execution
import Foundation
import Governance
import Journal
import PlantModel
import Storage

/// Persons and work for a new instance, to try it with: made by the commands that everybody uses, under the plant's own policies.
struct DemoFloor {
    /// Somebody who can sign in.
    struct Badge {
        let badge: String
        let pin: String
        let name: String
        let role: String
        /// Of who has a second factor too.
        var generator: Generator?
    }

    /// A generator of one-time passwords, and the password that goes with it at a desk.
    struct Generator {
        /// In base 32, as telephones take it.
        let key: String
        let password: String
        /// A unit that the PIN alone does not reach, as a terminal takes its code.
        var unit = ""
    }

    /// A terminal, with the code that makes a browser that terminal.
    struct Terminal {
        let name: String
        let place: String
        let code: String
    }

    /// What the console tells once.
    struct Issued {
        let badges: [Badge]
        let terminals: [Terminal]
    }

    /// What keeps the demo from being made.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    let hull: SiteHull
    let execution: Execution
    let governance: Governance
    let accounts: Accounts
    let served: ServedInstance
    let clock: DemoClock
    let provider = SwiftCryptoProvider()
    let feed: PersonFeed
    /// The programs here whose records are for sessions of two factors.
    let twoFactorPrograms: Set<String>

    init(_ opened: OpenedInstance, _ served: ServedInstance, _ accounts: Accounts, register: String, clock: DemoClock)
        throws
    {
        hull = opened.hull
        execution = opened.execution
        governance = opened.governance
        self.accounts = accounts
        self.served = served
        self.clock = clock
        let asking = opened.hull.boundary.baseline?.plant.programs.filter { program in
            program.flowdowns.contains { $0.basis != .preference && $0.signIn?.value == .twoFactors }
        }
        twoFactorPrograms = Set(asking?.map(\.id) ?? []).intersection(served.programs)
        feed = try PersonFeed(
            String(decoding: InputFile.bytes(register), as: UTF8.self),
            file: register,
            source: "demo",
            asOf: clock.today()
        )
    }

    /// Fills the instance.
    /// - Parameter history: how many units the history of the last weeks is to tell of; nil for a few units of today.
    /// - Returns: who can sign in, each with a PIN that is new, and where.
    func fill(history units: Int? = nil) async throws -> Issued {
        guard units == nil || clock.isSet else {
            throw Problem(description: "a history begins with its instance, and this one is there already")
        }
        let clerk = try await register()
        let badges = try await badges(andHistoryOf: units)
        let terminals = try await terminals(by: .person(clerk.person))
        try await retire(clerk)
        return Issued(badges: badges, terminals: terminals)
    }

    private func badges(andHistoryOf units: Int?) async throws -> [Badge] {
        let work = DemoWork(floor: self)
        guard let units else {
            try await work.stateFacts()
            for program in served.programs { try await work.build(program) }
            return try await reaching(badges())
        }
        // Hashing PINs is meant to be slow; the history is made meanwhile.
        async let badges = badges()
        try await DemoHistory(work, units: units).make()
        let all = try await reaching(badges)
        clock.release()
        return all
    }

    /// The day that the clock shows.
    func today() throws -> Day { try clock.today() }

    /// The day so many days after that.
    func day(in days: Int) throws -> Day {
        guard let day = Day(millisecondsSince1970: clock.now + UInt64(days) * 86_400_000) else {
            throw Problem(description: "the machine's clock says a year beyond 2999; set it")
        }
        return day
    }

    // MARK: Persons

    /// Everybody is in the register, by whoever administers the instance until it is filled.
    private func register() async throws -> Account {
        let clerk = try Account(
            person: "demo-register",
            badge: "B-REGISTER",
            name: "Demo Register",
            home: "administrator",
            administers: true
        )
        try await accounts.setUp(accounts.makeSetupLink().token, clerk, pin: accounts.newPIN(), on: today())
        _ = try await PersonRegister(hull, accounts).take(feed, by: .person(clerk.person))
        return clerk
    }

    /// Nobody administers the instance any more: the link that the console shows is for whoever tries it.
    private func retire(_ clerk: Account) async throws {
        try await accounts.open(clerk.closed(), by: .person(clerk.person))
        try await hull.boundary.dismiss(clerk.person, by: .person(clerk.person))
    }

    /// A terminal in each zone of the site, and one abroad where the plant has a site there: the same badge shows at each what hangs on the place.
    private func terminals(by administrator: Subject) async throws -> [Terminal] {
        let here = served.site.country.value
        let sites = hull.boundary.baseline?.plant.sites ?? []
        let abroad = sites.filter { $0.country.value != here }.flatMap(\.zones).prefix(1)
        var made: [Terminal] = []
        for zone in served.site.zones + abroad {
            let statement = TerminalStatement(name: "Demo \(zone.id)", zone: zone.id)
            let code = try await accounts.register(statement, by: administrator)
            let place = try accounts.place(ofTerminal: statement.name)?.placeText ?? ""
            made.append(Terminal(name: statement.name, place: place, code: code.code))
        }
        return made
    }

    /// Everybody can sign in; where a program asks for a second factor one of quality has it, whom the policies let know of what the PIN alone does not reach.
    private func badges() async throws -> [Badge] {
        var badges: [Badge] = []
        let withGenerator = twoFactorPrograms.isEmpty ? nil : try persons("quality").first?.account.person
        for person in feed.persons {
            let pin = accounts.newPIN()
            try await accounts.choose(pin: pin, of: person.account.person)
            var generator: Generator?
            if person.account.person == withGenerator { generator = try await self.generator(of: person) }
            badges.append(
                Badge(
                    badge: person.account.badge,
                    pin: pin,
                    name: person.account.name,
                    role: person.facts.role?.value ?? "",
                    generator: generator
                )
            )
        }
        return badges
    }

    private func generator(of person: FedPerson) async throws -> Generator {
        let password = provider.randomBytes(Self.passwordBytes).hexadecimal
        let key = try await accounts.choose(password: password, of: person.account.person, factors: 1)
        return Generator(key: key, password: password)
    }

    private static let passwordBytes = 8

    /// Who has a generator is told of a unit to use it for. By its serial number the PIN alone finds nothing.
    private func reaching(_ badges: [Badge]) async throws -> [Badge] {
        guard let program = twoFactorPrograms.sorted().first else { return badges }
        let serial = "\(program)-101"
        let found = try await execution.units(serial: serial, by: asker(persons("quality")[0]))
        guard let unit = found.records.first?.id else {
            throw Problem(description: "the unit \(serial) was ordered and is not there")
        }
        return badges.map { badge in
            var badge = badge
            badge.generator?.unit = RecordID(unit).description
            return badge
        }
    }

    /// The persons of a role, in the order of the register.
    func persons(_ role: String) throws -> [FedPerson] {
        let found = feed.persons.filter { $0.facts.role?.value == role }
        guard !found.isEmpty else { throw Problem(description: "the demo's register has nobody with the role \(role)") }
        return found
    }

    func asker(_ person: FedPerson) -> Asker<Screen> {
        asker(person, factors: factors)
    }

    /// Somebody in a session that was begun by so many factors.
    func asker(_ person: FedPerson, factors: Int) -> Asker<Screen> {
        Asker(.person(person.facts.id), through: Screen(isShared: true), from: whereabouts.by(factors: factors))
    }

    func actor(_ person: FedPerson) -> Governance.Actor<Screen> {
        Governance.Actor(person.facts.id, through: Screen(), from: whereabouts)
    }

    var whereabouts: Whereabouts {
        Whereabouts(site: served.site.id, country: served.site.country.value, factors: factors)
    }

    /// By how many factors persons begin their sessions: a session lasts a shift, and in a shift they come to every program.
    private var factors: Int { twoFactorPrograms.isEmpty ? 1 : Whereabouts.factorsMax }

    func key(_ person: FedPerson) throws -> CommandKey {
        guard let key = CommandKey(provider.randomBytes(16).hexadecimal, of: .person(person.facts.id)) else {
            throw Problem(description: "no key for a command of \(person.facts.id)")
        }
        return key
    }

    /// The key of a command that has a name in the history.
    func key(_ person: FedPerson, _ name: String) throws -> CommandKey {
        guard let key = CommandKey(name, of: .person(person.facts.id)) else {
            throw Problem(description: "no key for a command of \(person.facts.id)")
        }
        return key
    }

    func number(_ text: String) throws -> DecimalNumber {
        guard let number = DecimalNumber(text) else { throw Problem(description: "\(text) is no number") }
        return number
    }

    func command() throws -> CommandID {
        guard let id = CommandID(provider.randomBytes(16)) else {
            throw Problem(description: "the cryptographic module gave no 16 random bytes; replace it")
        }
        return id
    }
}
